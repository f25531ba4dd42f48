"""The register answers by code, by day, upwards, downwards and along the code changes."""

from dataclasses import replace
from datetime import date

import pytest

from libs.common.divisions import (
    Division,
    Level,
    ancestors,
    children,
    find,
    history,
    is_known,
    level_of,
    lookup,
    successor,
)
from libs.common.divisions.register import Register

LAST_DAY_OF_THE_CITY_OF_NANKANG = date(2013, 12, 30)
FIRST_DAY_OF_THE_DISTRICT = date(2013, 12, 31)


def codes(divisions: tuple[Division, ...]) -> list[str]:
    """Name divisions by their codes."""
    return [division.code for division in divisions]


def test_a_code_gives_its_division() -> None:
    assert find("360722") == Division(
        code="360722",
        name="信丰县",
        level=Level.COUNTY,
        parent="360700",
        valid_from=None,
        valid_to=None,
    )


@pytest.mark.parametrize("code", ["", "36", "360799", "350000", "360722-U01", "信丰县"])
def test_an_unknown_code_gives_nothing(code: str) -> None:
    assert find(code) is None
    assert not is_known(code)
    assert level_of(code) is None
    assert ancestors(code) == children(code) == history(code) == ()
    assert successor(code) is None


def test_a_retired_code_is_still_known() -> None:
    old = find("360782")
    assert old is not None
    assert (old.name, old.valid_to) == ("南康市", FIRST_DAY_OF_THE_DISTRICT)
    assert is_known("360782")


def test_a_code_with_two_names_in_turn_gives_the_last_unless_a_day_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = find("360722")
    assert county is not None
    turn = date(2030, 1, 1)
    rows = (replace(county, valid_to=turn), replace(county, name="信丰市", valid_from=turn))
    register = Register(by_code={"360722": rows}, by_parent={}, successors={}, predecessors={})
    monkeypatch.setattr(lookup, "register", lambda: register)
    assert find("360722") == rows[1]
    assert find("360722", on=date(2029, 12, 31)) == rows[0]


def test_a_code_holds_up_to_the_day_before_its_end() -> None:
    assert find("360782", on=LAST_DAY_OF_THE_CITY_OF_NANKANG) is not None
    assert find("360782", on=FIRST_DAY_OF_THE_DISTRICT) is None


def test_a_code_holds_from_its_first_day() -> None:
    assert find("360703", on=LAST_DAY_OF_THE_CITY_OF_NANKANG) is None
    assert find("360703", on=FIRST_DAY_OF_THE_DISTRICT) is not None


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("360000", Level.PROVINCE),
        ("360700", Level.CITY),
        ("360722", Level.COUNTY),
        ("360722100", Level.TOWNSHIP),
    ],
)
def test_a_code_has_one_of_four_levels(code: str, level: Level) -> None:
    assert level_of(code) is level


def test_the_city_has_eighteen_counties_now() -> None:
    below = codes(children("360700"))
    assert len(below) == 18
    assert below == sorted(below)
    assert "360782" not in below


def test_the_city_had_its_old_counties_then() -> None:
    below = codes(children("360700", on=date(2012, 12, 31)))
    assert len(below) == 18
    assert {"360721", "360727", "360782"} <= set(below)
    assert not {"360703", "360704", "360783"} & set(below)


def test_a_township_stands_under_county_city_and_province() -> None:
    assert codes(ancestors("360722100")) == ["360722", "360700", "360000"]


def test_the_province_stands_under_nothing() -> None:
    assert ancestors("360000") == ()


def test_a_retired_code_has_its_successor() -> None:
    assert successor("360727") == find("360783")


def test_a_present_code_has_no_successor() -> None:
    assert successor("360783") is None


@pytest.mark.parametrize("code", ["360721", "360704"])
def test_the_history_of_a_place_is_the_same_from_each_of_its_codes(code: str) -> None:
    assert codes(history(code)) == ["360721", "360704"]


def test_a_place_that_kept_its_code_has_a_history_of_one() -> None:
    assert codes(history("360722")) == ["360722"]


@pytest.mark.parametrize("code", ["360700-DZ1", "360722-DZ12", "360782-DZ1", "360000-DZ999"])
def test_a_development_zone_is_known_by_its_parent(code: str) -> None:
    assert is_known(code)
    assert find(code) is None


@pytest.mark.parametrize(
    "code",
    ["360799-DZ1", "360700-DZ", "360700-DZ0", "360700-DZ1000", "360700-dz1", "360700-DZ1-DZ2"],
)
def test_a_zone_without_a_known_parent_or_a_number_is_unknown(code: str) -> None:
    assert not is_known(code)


def test_a_development_zone_stands_under_its_parent_and_at_its_level() -> None:
    assert codes(ancestors("360700-DZ1")) == ["360700", "360000"]
    assert level_of("360700-DZ1") is Level.CITY
