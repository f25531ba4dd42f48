"""Changes of a published shape that its readers would notice, each planted once."""

from dataclasses import make_dataclass
from enum import Enum
from types import ModuleType
from typing import Annotated, Any

import pytest
from annotated_types import Len

from libs.common.decider import frozen
from libs.contracts.compatibility import breaches, schema_of
from libs.contracts.registry import UnknownContract, load
from tests.reactions.vocabulary import CONTRACTS, REGISTRY, Told

Colour = Enum("Colour", {"RED": "red", "BLUE": "blue"})
Redder = Enum("Colour", {"RED": "red"})  # type: ignore[misc]  # two shapes of one name
Greener = Enum("Colour", {"RED": "red", "BLUE": "blue", "GREEN": "green"})  # type: ignore[misc]  # two shapes of one name
Open = Enum("Open", {"RED": "red", "UNKNOWN": "unknown"})
Wider = Enum("Open", {"RED": "red", "UNKNOWN": "unknown", "BLUE": "blue"})  # type: ignore[misc]  # two shapes of one name


@frozen
class Part:
    """Something inside."""

    size: int


@frozen
class Bigger:
    """The same, but for the type of its field."""

    size: str


def shape(**fields: Any) -> type:
    """A shape of these required fields; a pair is a type and a default."""
    rows = [
        (name, *kind) if isinstance(kind, tuple) else (name, kind) for name, kind in fields.items()
    ]
    return make_dataclass("Shape", rows, kw_only=True)


GOLDEN = {"unit": str, "issues": tuple[str, ...], "part": Part, "colour": Colour, "open": Open}


def found(**changes: Any) -> list[str]:
    """What changed fields break; None leaves one out."""
    fields = {name: kind for name, kind in (GOLDEN | changes).items() if kind is not None}
    return breaches(schema_of(shape(**GOLDEN)), schema_of(shape(**fields)))


def test_an_unchanged_shape_breaks_nothing() -> None:
    assert found() == []


def test_a_further_field_that_may_be_absent_breaks_nothing() -> None:
    assert found(note=(str | None, None)) == []


def test_an_open_enumeration_may_grow() -> None:
    assert found(open=Wider) == []


@pytest.mark.parametrize(
    ("changes", "breach"),
    [
        ({"unit": None}, "unit: removed"),
        ({"unit": None, "body": (str, "")}, "unit: removed"),
        ({"unit": int}, "unit: retyped"),
        ({"unit": (str | None, None)}, "unit: retyped"),
        ({"unit": Annotated[str, Len(1, 10)]}, "unit: retyped"),
        ({"issues": tuple[int, ...]}, "issues: retyped"),
        ({"part": Bigger}, "part.size: retyped"),
        ({"colour": Redder}, "colour: value blue removed"),
        ({"colour": Greener}, "colour: value green added"),
        ({"colour": str}, "colour: retyped"),
        ({"note": str}, "note: newly required"),
    ],
)
def test_a_change_that_breaks_readers_is_found(changes: dict[str, Any], breach: str) -> None:
    assert [line for line in found(**changes) if line.startswith(breach)]


def test_every_service_has_its_contracts_in_the_registry() -> None:
    registry = load()
    assert "rounds" in registry.services()
    assert "FeedbackDelivered.v1" in registry.shapes("rounds", "events").names()


def test_a_circle_shows_what_its_audience_reaches() -> None:
    assert REGISTRY.shapes("teller", "events").names() == ["Told.v1", "Told.v2", "Sighed.v1"]
    assert REGISTRY.shapes("teller", "linked").names() == ["Told.v1", "Told.v2"]
    assert REGISTRY.shapes("teller", "public").names() == []


def test_a_body_is_read_by_its_name_and_further_fields_are_ignored() -> None:
    shapes = REGISTRY.shapes("teller", "events")
    assert shapes.decode("Told.v1", b'{"text":"hello","mood":1}') == Told(text="hello")
    with pytest.raises(UnknownContract):
        shapes.decode("Told.v9", b"{}")


def test_a_module_of_another_services_contracts_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = ModuleType("misnamed")
    vars(module)["CONTRACTS"] = CONTRACTS
    monkeypatch.setitem(__import__("sys").modules, "misnamed", module)
    with pytest.raises(ValueError, match="holds the contracts of teller"):
        load({"rounds": "misnamed"})
