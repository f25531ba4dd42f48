"""Generated events become rows that the root checker, which shares no code with us, finds whole."""

from itertools import groupby, islice
from operator import attrgetter
from typing import Any, Final

import orjson
import pytest

from lianxun.scenarios.generate import UNITS_PER_ROUND, plan
from lianxun.scenarios.generated import played
from lianxun.scenarios.stored import LogRow, rows
from lianxun.serving import SERVICES
from libs.common.events.header import decode
from libs.common.events.wire import UnknownType
from libs.common.service import Service
from libs.common.store.batch import APPEND_EVENTS_MAX
from tools.check_log import Bad, check

SEED: Final = 2026
EVENTS: Final = tuple(played(islice(plan("medium", SEED), 4 * UNITS_PER_ROUND), SEED))
ROOT: Final = "26776d93080cdeed53749af3c8ad366eb25af44232c52e09f5539ef66826f74a"

each_service = pytest.mark.parametrize("service", SERVICES, ids=attrgetter("name"))


def as_checked(row: LogRow) -> dict[str, Any]:
    """Give a row as the root checker reads it."""
    return {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in row._asdict().items()
    }


def flushes(written: list[LogRow]) -> list[list[LogRow]]:
    """Part rows after each frontier."""
    parted: list[list[LogRow]] = [[]]
    for row in written:
        parted[-1].append(row)
        if row.frontier is not None:
            parted.append([])
    assert parted.pop() == []
    return parted


@each_service
def test_the_rows_of_a_service_are_a_whole_log(service: Service) -> None:
    log = check(map(as_checked, rows(service, EVENTS)))
    assert log.size == sum(entry["service"] == service.name for entry in EVENTS)


def test_the_rows_are_the_same_for_ever() -> None:
    log = check(as_checked(row) for service in SERVICES[:1] for row in rows(service, EVENTS))
    assert log.root.hex() == ROOT


def test_a_row_that_was_changed_is_found() -> None:
    written = list(rows(SERVICES[0], EVENTS))
    written[1] = written[1]._replace(data=b"{}")
    with pytest.raises(Bad):
        check(map(as_checked, written))


@each_service
def test_a_row_holds_what_the_service_would_have_stored(service: Service) -> None:
    own = [entry for entry in EVENTS if entry["service"] == service.name]
    for entry, row in zip(own, rows(service, EVENTS), strict=True):
        event = service.wire.decode(row.type, row.data)
        line, header = service.wire.stored(row.type), decode(row.header)
        assert line is not None
        assert service.wire.encode(line, event) == row.data
        assert header.tags == tuple(line.tags(event))
        told = ("stream", "version", "id", "type", "recorded_at", "actor", "role", "body")
        assert [getattr(header, name) for name in told] == [entry[name] for name in told]


def test_a_flush_is_no_larger_than_the_appender_s_and_tears_no_command() -> None:
    (rectification,) = (each for each in SERVICES if each.name == "rectification")
    parted = flushes(list(rows(rectification, EVENTS)))
    assert len(parted) > 1
    assert max(map(len, parted)) <= APPEND_EVENTS_MAX
    commands = [[decode(row.header).command for row in flush] for flush in parted]
    begun = [command for flush in commands for command, _ in groupby(flush)]
    assert len(set(begun)) == len(begun)


def test_another_site_gives_other_bytes() -> None:
    here, there = (next(rows(SERVICES[0], EVENTS, site)) for site in ("360722", "360723"))
    assert orjson.loads(there.header)["site"] == "360723"
    assert here.leaf != there.leaf


def test_an_event_that_the_service_does_not_know_is_refused() -> None:
    foreign = {**EVENTS[0], "type": "NobodyKnows.v1"}
    with pytest.raises(UnknownType):
        list(rows(SERVICES[0], [foreign]))
