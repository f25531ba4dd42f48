"""Lists: filtered, sorted, paged, exported, as of then; what is asked wrongly is named."""

import csv
import json
from io import StringIO
from typing import Any

import pytest

from lianxun.serving import SERVICES
from libs.common.http.export import BYTE_ORDER_MARK, FORMULA_STARTS
from libs.common.http.routes import ListRoute
from tests.http.house import FOUNDED_AT, Answer, House
from tests.http.lived_in import issue_body, unit_body
from tests.http.people import CLERK, NOBODYS_UNIT, OTHER_UNIT, STRANGER, UNIT

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

UNITS = "/rounds/units"
LEDGER = "/rectification/ledger"
REGISTER = "/issues/issue-register"

FAULTS = {
    "no such filter": ("colour=red", "colour"),
    "a filter with no such value": ("status=nothing", "status"),
    "a filter with a NUL": ("unit=a%00", "unit"),
    "a filter with too many values": ("&".join(["unit=a"] * 201), "unit"),
    "no such sort": ("sort=colour", "sort"),
    "an empty sort": ("sort=", "sort"),
    "a sort that is none": ("sort=--code", "sort"),
    "no row": ("limit=0", "limit"),
    "too many rows": ("limit=201", "limit"),
    "fewer than no rows": ("limit=-1", "limit"),
    "rows without end": ("limit=" + "9" * 5000, "limit"),
    "a limit in other digits": ("limit=%D9%A3", "limit"),
    "a day for a moment": ("as_of=2026-03-01", "as_of"),
    "a moment without an offset": ("as_of=2026-03-01T00:00:00", "as_of"),
    "an impossible day": ("as_of=2026-02-30T00:00:00Z", "as_of"),
    "a moment before time": ("as_of=0001-01-01T00:00:00%2B23:00", "as_of"),
    "a moment after time": ("as_of=9999-12-31T23:59:59-23:00", "as_of"),
    "an empty moment": ("as_of=", "as_of"),
    "no such form": ("format=xlsx", "format"),
    "no token to wait for": ("after=nonsense", "after"),
    "a token with a NUL": ("after=issues:issue-i-1%00@1", "after"),
    "too many tokens": ("&".join(["after=issues:issue-i-1@1"] * 21), "after"),
}

SORTED = [
    (f"/{service.name}{route.path}", route.projection.sorts)
    for service in SERVICES
    for route in service.routes
    if isinstance(route, ListRoute)
]


def rows(answer: Answer) -> list[dict[str, Any]]:
    """Give the rows of a page."""
    assert answer.status == 200, answer.content
    found: list[dict[str, Any]] = answer.content["rows"]
    return found


@pytest.mark.parametrize("what", FAULTS)
async def test_a_parameter_at_fault_is_named(house: House, what: str) -> None:
    query, parameter = FAULTS[what]
    content = (await house.ask("GET", f"{LEDGER}?{query}", CLERK)).problem(400, "invalid_parameter")
    assert content["details"]["parameter"] == parameter


EXPORTED = [what for what, (_, parameter) in FAULTS.items() if parameter not in {"limit", "format"}]


@pytest.mark.parametrize("what", EXPORTED)
async def test_an_export_names_a_parameter_at_fault_too(house: House, what: str) -> None:
    query, parameter = FAULTS[what]
    answer = await house.ask("GET", f"{LEDGER}?{query}&format=csv", CLERK)
    content = answer.problem(400, "invalid_parameter")
    assert content["details"]["parameter"] == parameter


@pytest.mark.parametrize("cursor", ["", "x", "%00", "e30", "W10", "A" * 20_000])
async def test_a_page_mark_that_no_list_gave_is_refused(house: House, cursor: str) -> None:
    answer = await house.ask("GET", f"{LEDGER}?cursor={cursor}", CLERK)
    answer.problem(400, "invalid_cursor")


@pytest.mark.parametrize(
    ("path", "sorts"), SORTED, ids=[path.replace("/", ".")[1:] for path, _ in SORTED]
)
async def test_every_list_is_given_in_each_of_its_orders(
    house: House, path: str, sorts: tuple[str, ...]
) -> None:
    for sort in sorts:
        for order in (sort, f"-{sort}"):
            rows(await house.get(path, CLERK, sort=order))


async def test_a_list_without_history_has_no_moments(house: House) -> None:
    answer = await house.get(UNITS, CLERK, as_of="2026-03-01T00:00:00Z")
    content = answer.problem(400, "invalid_parameter")
    assert content["details"]["parameter"] == "as_of"


async def register(house: House, *names: str, kind: str) -> None:
    """Register units and wait until the list shows them."""
    for number, name in enumerate(names):
        path = f"/rounds/units/{kind}-{number}/registration"
        answer = await house.post(path, unit_body(name) | {"kind": kind}, CLERK)
        assert answer.status in {200, 409}, answer.content
    await house.until_shown(UNITS, CLERK, len(names), kind=kind)


async def test_pages_follow_each_other_by_link_and_hold_every_row_once(house: House) -> None:
    await register(house, "e", "c", "a", "d", "b", kind="department")
    path: str | None = f"{UNITS}?kind=department&sort=-name&limit=2"
    seen, pages = [], 0
    while path is not None:
        page = await house.ask("GET", path, CLERK)
        seen += [row["name"] for row in rows(page)]
        link, pages = page.header("link"), pages + 1
        assert (link is None) == (page.content["next"] is None)
        path = link and link.removeprefix("<").removesuffix('>; rel="next"')
    assert (seen, pages) == (["e", "d", "c", "b", "a"], 3)


async def test_a_page_mark_is_good_for_its_own_list_only(house: House) -> None:
    await register(house, "e", "c", "a", "d", "b", kind="department")
    page = await house.get(UNITS, CLERK, kind="department", limit=2)
    mark = page.content["next"]
    for other in ({"kind": "township"}, {"kind": "department", "sort": "name"}):
        (await house.get(UNITS, CLERK, cursor=mark, **other)).problem(400, "invalid_cursor")


async def test_a_filter_given_twice_takes_either_value(house: House) -> None:
    await register(house, "e", "c", "a", "d", "b", kind="department")
    kinds = {row["kind"] for row in rows(await house.get(UNITS, CLERK))}
    both = await house.get(UNITS, CLERK, kind=["department", "township"])
    assert {row["kind"] for row in rows(both)} == {"department", "township"} <= kinds


async def test_as_of_then_the_ledger_is_as_it_was(house: House) -> None:
    before = "2026-03-01T16:59:59+08:00"
    assert FOUNDED_AT.isoformat() > before.replace("16:59", "08:59").replace("+08", "+00")
    assert rows(await house.get(LEDGER, CLERK, as_of=before)) == []
    now = await house.get(LEDGER, CLERK, as_of="2026-03-01T17:00:00+08:00")
    assert {row["issue"] for row in rows(now)} == {"i-1", "i-2"}


async def test_a_plus_sign_that_nobody_escaped_is_understood(house: House) -> None:
    answer = await house.ask("GET", f"{LEDGER}?as_of=2026-03-01T17:00:00+08:00", CLERK)
    assert len(rows(answer)) == 2


async def test_an_export_opens_in_a_spreadsheet_and_runs_nothing(house: House) -> None:
    names = [f"{start}1+1" for start in FORMULA_STARTS if start.isprintable()]
    await register(house, *names, kind="state_company")
    answer = await house.get(UNITS, CLERK, format="csv", kind="state_company")
    text = answer.response.content.decode()
    assert answer.header("content-type") == "text/csv; charset=utf-8"
    assert text.startswith(BYTE_ORDER_MARK)
    lines = list(csv.DictReader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert {line["name"] for line in lines} == {f"'{name}" for name in names}


async def test_an_export_has_a_name_and_every_row(house: House) -> None:
    answer = await house.get(LEDGER, CLERK, format="jsonl", sort="code")
    lines = [json.loads(line) for line in answer.response.text.splitlines()]
    assert [line["issue"] for line in lines] == ["i-1", "i-2"]
    assert answer.header("content-type") == "application/x-ndjson"
    disposition = answer.header("content-disposition") or ""
    assert disposition.startswith('attachment; filename="ledger-')
    assert disposition.endswith('.jsonl"')


async def test_an_empty_list_is_exported_with_its_head(house: House) -> None:
    answer = await house.get(LEDGER, OTHER_UNIT, format="csv")
    assert len(answer.response.text.splitlines()) == 1


async def test_what_was_answered_is_shown_by_whoever_waits_for_it(house: House) -> None:
    path = "/issues/issues/l-1/raising"
    raised = await house.post(path, issue_body("L-1"), CLERK)
    (after,) = raised.content["after"]
    shown = await house.get(REGISTER, CLERK, after=after, unit="U01")
    assert "l-1" in {row["issue"] for row in rows(shown)}


@pytest.mark.parametrize("after", ["issues:issue-never@1", "rounds:feedback-f-1@9", "none:a-1@1"])
async def test_what_does_not_come_in_time_is_asked_for_again_later(
    house: House, after: str, impatient: None
) -> None:
    del impatient
    answer = await house.get(LEDGER, CLERK, after=after)
    content = answer.problem(503, "not_there_yet")
    assert content["details"] == {"after": after}
    assert answer.header("retry-after") == "1"


@pytest.mark.parametrize("path", [LEDGER, REGISTER, "/notifications/inbox"])
async def test_a_unit_sees_its_own_rows_only(house: House, path: str) -> None:
    own = rows(await house.until_shown(path, UNIT, 1))
    assert {row.get("told_unit") or row["unit"] for row in own} == {"U01"}
    assert rows(await house.get(path, OTHER_UNIT)) == []


@pytest.mark.parametrize("more", [{}, {"format": "csv"}, {"format": "jsonl"}])
async def test_a_filter_does_not_widen_what_a_unit_sees(house: House, more: dict[str, str]) -> None:
    answer = await house.get(LEDGER, OTHER_UNIT, unit="U01", **more)
    assert answer.status == 200
    assert "i-1" not in answer.response.text


async def test_a_unit_sees_its_own_entry_of_the_register(house: House) -> None:
    assert [row["unit"] for row in rows(await house.until_shown(UNITS, UNIT, 1))] == ["U01"]


@pytest.mark.parametrize("path", [LEDGER, REGISTER, "/notifications/inbox", UNITS])
@pytest.mark.parametrize("who", [NOBODYS_UNIT, STRANGER], ids=["no unit", "no role of ours"])
async def test_a_unit_of_nobody_and_a_role_of_elsewhere_see_nothing(
    house: House, path: str, who: Any
) -> None:
    (await house.get(path, who)).problem(403, "role_may_not_read")
