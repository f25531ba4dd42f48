"""What readers of long ago were promised still holds."""

import json
from pathlib import Path
from typing import get_type_hints

import pytest

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.common.service import Service
from libs.contracts.compatibility import breaches, schema_of
from libs.contracts.contract import contracts, published
from libs.contracts.promises import FOLDER, broken, shapes, write_missing
from libs.contracts.registry import Registry, load
from tests.services.catalogue import SERVICES

SHAPES = shapes(load())


@pytest.mark.parametrize("file", sorted(SHAPES))
def test_every_published_shape_has_a_golden_schema_and_breaks_nothing_of_it(file: str) -> None:
    golden = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    assert breaches(golden, schema_of(SHAPES[file])) == []


def test_no_published_name_was_withdrawn() -> None:
    assert {file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.json")} == set(SHAPES)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_what_is_disclosed_has_the_shape_that_the_contract_promises(service: Service) -> None:
    promised = {line.name: line.public for line in load().contracts(service.name).lines}
    given = {
        line.name: get_type_hints(line.public)["return"]
        for line in service.wire.lines
        if line.public
    }
    assert given == {name: shape for name, shape in promised.items() if shape is not None}


@frozen
class Told:
    """What was told."""

    unit: str
    issues: tuple[str, ...]


@frozen
class Disclosed:
    """What others are given of it."""

    unit: str


def registry(event: type = Told, public: type | None = Disclosed) -> Registry:
    """Give the contracts of a service that publishes one name."""
    line = published("Told.v1", event, Audience.OPEN, public=public)
    return Registry([contracts("teller", [line])])


def test_a_promise_that_is_kept_is_not_named(tmp_path: Path) -> None:
    assert list(broken(registry(), tmp_path)) == [
        "teller Told.v1: promised by no golden schema yet",
        "teller Told.v1 as published: promised by no golden schema yet",
    ]
    assert len(write_missing(registry(), tmp_path)) == 2
    assert list(broken(registry(), tmp_path)) == []
    assert write_missing(registry(), tmp_path) == []


def test_a_broken_promise_is_named_by_its_event_and_field(tmp_path: Path) -> None:
    write_missing(registry(), tmp_path)
    assert list(broken(registry(Disclosed, Told), tmp_path)) == [
        "teller Told.v1: issues: removed",
        "teller Told.v1 as published: issues: newly required",
    ]


def test_a_name_that_is_published_no_more_is_named(tmp_path: Path) -> None:
    write_missing(registry(), tmp_path)
    assert list(broken(registry(public=None), tmp_path)) == [
        "teller Told.v1 as published: withdrawn"
    ]
