"""A command's body is a JSON object with the command's fields; anything else says what is wrong."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from libs.common.clock import fresh_id, utc_now
from libs.common.http.bodies import BODY_BYTES_MAX, FIELDS_MAX
from tests.http.house import House
from tests.http.lived_in import DIVISION, unit_body
from tests.http.people import CLERK, LEADER, UNIT

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

REGISTRATION = "/rounds/units/B-1/registration"
PLAN = "/rounds/rounds/b-1/plan"
TARGETS = "/rounds/rounds/b-1/targets"
EVIDENCE = "/rectification/items/i-1/evidence"

NO_JSON_OBJECT = {
    "it breaks off": b'{"name": "a"',
    "it is no JSON": b"name=a",
    "something follows": b"{} {}",
    "it is a list": b"[]",
    "it is null": b"null",
    "it is a text": b'"a"',
    "not a number": b'{"name": NaN}',
    "infinity": b'{"name": -Infinity}',
    "a number without end": b'{"name": ' + b"9" * 10_000 + b"}",
    "another encoding": '{"name": "é"}'.encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "half a character": b'{"name": "\\ud800"}',
    "a bare NUL": b'{"name": "\0"}',
    "nested too deeply": b'{"name": ' + b"[" * 5000 + b"]" * 5000 + b"}",
}

UNIT_FAULTS: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "a number for a text": ({"name": 1}, ("/name", "string_type")),
    "null for a text": ({"name": None}, ("/name", "string_type")),
    "an object for a text": ({"name": {}}, ("/name", "string_type")),
    "no text": ({"name": ""}, ("/name", "string_too_short")),
    "too much text": ({"name": "单" * 201}, ("/name", "string_too_long")),
    "a NUL": ({"name": "a\0b"}, ("/name", "is_one_line")),
    "a line break": ({"name": "a\nb"}, ("/name", "is_one_line")),
    "no such kind": ({"kind": "village"}, ("/kind", "enum")),
    "no such division": ({"division": "999999"}, ("/division", "division_is_known")),
    "a division that is none": ({"division": "9" * 5000}, ("/division", "division_is_known")),
    "an unknown field": ({"more": 1}, ("/more", "extra_forbidden")),
    "what the path says": ({"unit": "B-1"}, ("/unit", "extra_forbidden")),
    "a name that a pointer has to escape": ({"a/b~c": 1}, ("/a~1b~0c", "extra_forbidden")),
    "a name without end": ({"n" * 5000: 1}, ("/" + "n" * 100, "extra_forbidden")),
}

ROUND_FAULTS: dict[str, tuple[object, tuple[str, str]]] = {
    "a text for a number": ("1", ("/number", "int_type")),
    "a truth for a number": (True, ("/number", "int_type")),
    "a fraction": (1.5, ("/number", "int_type")),
    "too small": (0, ("/number", "greater_than_equal")),
    "too large": (100, ("/number", "less_than_equal")),
    "far too large": (10**18, ("/number", "less_than_equal")),
}

LIST_FAULTS: dict[str, tuple[object, tuple[str, str]]] = {
    "no list": ("U01", ("/units", "tuple_type")),
    "an empty list": ([], ("/units", "too_short")),
    "too long a list": (["U01"] * 201, ("/units", "too_long")),
    "a number in it": (["U01", 1], ("/units/1", "string_type")),
    "no key in it": (["U01", "U 01"], ("/units/1", "is_key")),
}


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("what", NO_JSON_OBJECT)
async def test_what_is_no_json_object_is_malformed(house: House, what: str) -> None:
    answer = await house.post(REGISTRATION, NO_JSON_OBJECT[what], CLERK)
    answer.problem(400, "malformed_json")


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("what", UNIT_FAULTS)
async def test_a_field_at_fault_is_named_with_its_rule(house: House, what: str) -> None:
    fault, named = UNIT_FAULTS[what]
    answer = await house.post(REGISTRATION, unit_body() | fault, CLERK)
    assert answer.fault() == named


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("what", ROUND_FAULTS)
async def test_a_number_is_a_whole_number_within_its_bounds(house: House, what: str) -> None:
    number, named = ROUND_FAULTS[what]
    answer = await house.post(PLAN, {"term": "2026", "number": number}, CLERK)
    assert answer.fault() == named


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("what", LIST_FAULTS)
async def test_a_list_is_bounded_and_its_members_are_checked(house: House, what: str) -> None:
    units, named = LIST_FAULTS[what]
    assert (await house.post(TARGETS, {"units": units}, CLERK)).fault() == named


async def test_a_digest_is_64_lower_case_hex_digits(house: House) -> None:
    body = {"digest": "A" * 64, "size_bytes": 1, "media_type": "text/plain"}
    assert (await house.post(EVIDENCE, body, UNIT)).fault() == ("/digest", "is_sha256")


@pytest.mark.usefixtures("nothing_written")
async def test_every_field_at_fault_is_named_at_once(house: House) -> None:
    answer = await house.post(REGISTRATION, {"name": 1, "kind": 2, "more": 3}, CLERK)
    errors = answer.problem(400, "invalid_body")["errors"]
    named = {error["pointer"] for error in errors}
    assert named == {"/name", "/kind", "/division", "/more"}


@pytest.mark.usefixtures("nothing_written")
async def test_the_value_at_fault_is_not_repeated(house: House) -> None:
    answer = await house.post(REGISTRATION, unit_body() | {"kind": "a-secret"}, CLERK)
    assert "a-secret" not in answer.response.text


@pytest.mark.usefixtures("nothing_written")
async def test_more_fields_than_any_command_has_are_refused_without_naming_them(
    house: House,
) -> None:
    body = {f"field-{number}": number for number in range(FIELDS_MAX + 1)}
    assert (await house.post(REGISTRATION, body, CLERK)).fault() == ("", "too_many_fields")


@pytest.mark.usefixtures("nothing_written")
async def test_nesting_that_one_parser_takes_and_the_other_refuses_is_a_fault_of_the_body(
    house: House,
) -> None:
    body = b'{"name": ' + b"[" * 900 + b'"\\u0000"' + b"]" * 900 + b"}"
    assert (await house.post(REGISTRATION, body, CLERK)).fault() == ("", "json_invalid")


@pytest.mark.usefixtures("nothing_written")
async def test_a_body_over_its_limit_is_too_large(house: House) -> None:
    answer = await house.post(REGISTRATION, b" " * (BODY_BYTES_MAX + 1), CLERK)
    content = answer.problem(413, "body_too_large")
    assert content["details"] == {"bytes_max": BODY_BYTES_MAX}


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("announced", [{}, {"Content-Length": "many"}, {"Content-Length": "-1"}])
async def test_a_body_of_unknown_length_is_cut_off_at_the_limit(
    house: House, announced: dict[str, str]
) -> None:
    async def without_end() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65536

    headers = {"Idempotency-Key": fresh_id(utc_now()), **announced}
    answer = await house.ask("POST", REGISTRATION, CLERK, headers=headers, content=without_end())
    answer.problem(413, "body_too_large")


async def test_a_body_at_its_limit_is_read(house: House) -> None:
    body = b'{"name": "%s"}' % (b"a" * (BODY_BYTES_MAX - 12))
    assert len(body) == BODY_BYTES_MAX
    answer = await house.post(REGISTRATION, body, CLERK)
    answer.problem(400, "invalid_body")


async def test_a_command_without_fields_needs_no_body(house: House) -> None:
    answer = await house.post("/rounds/rounds/r-1/entry", b"", LEADER)
    answer.problem(409, "WrongState")


async def test_of_a_name_that_stands_twice_the_last_one_counts(house: House) -> None:
    body = b'{"name": "x", "name": "B twice", "division": "%s", "kind": "township"}'
    path = "/rounds/units/B-twice/registration"
    assert (await house.post(path, body % DIVISION.encode(), CLERK)).status == 200
    events = (await house.get("/rounds/units/B-twice/events", CLERK)).content["events"]
    assert events[0]["data"]["name"] == "B twice"
