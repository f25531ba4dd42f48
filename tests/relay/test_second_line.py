"""The rule that every reader of a log goes by."""

import logging

import pytest
from structlog.testing import capture_logs

from libs.common.events.header import NO_LEAF, Header
from libs.common.kafka.quiet import NAME, OncePerWhile, quieten
from libs.common.kafka.second_line import START, Mark, TapeJump, follows
from libs.common.relay.alarms import Alarms
from libs.common.store.outcome import heads_of, outcome_of

FIRST = Header(
    site="360700",
    service="issues",
    epoch=1,
    position=1,
    stream="issue-1",
    version=1,
    id="0190c7a4-0000-7000-8000-000000000001",
    type="NoteKept.v1",
    recorded_at="2026-03-02T08:00:00.000001Z",
    actor="a",
    role="office",
    body="b",
    correlation="c",
    causation="c",
    command="c",
    classification="internal",
    audience="internal",
    previous=NO_LEAF,
    data="d",
)


def event(position: int, epoch: int = 1, name: str = "NoteKept.v1") -> Header:
    return FIRST._replace(position=position, epoch=epoch, type=name)


@pytest.mark.parametrize(
    ("last", "header"),
    [
        (START, event(1)),
        (Mark(1, 7), event(8)),
        (Mark(1, 7), event(8, 2, "EpochOpened.v1")),
        (Mark(1, 7), event(5, 2, "EpochOpened.v1")),
        (Mark(1, 7), event(5, 4, "EpochOpened.v1")),
    ],
)
def test_the_next_record_follows(last: Mark, header: Header) -> None:
    assert follows(last, header)


@pytest.mark.parametrize(
    ("last", "header"),
    [
        (Mark(1, 7), event(7)),
        (Mark(1, 7), event(1)),
        (Mark(2, 5), event(8)),
        (Mark(2, 5), event(6)),
    ],
)
def test_an_old_record_is_dropped(last: Mark, header: Header) -> None:
    assert not follows(last, header)


@pytest.mark.parametrize(
    ("last", "header"),
    [
        (START, event(2)),
        (Mark(1, 7), event(9)),
        (Mark(1, 7), event(8, 2)),
        (Mark(1, 7), event(9, 2, "EpochOpened.v1")),
    ],
)
def test_a_jump_stops_the_reader(last: Mark, header: Header) -> None:
    with pytest.raises(TapeJump):
        follows(last, header)


def test_an_outcome_names_each_stream_once_in_order_with_its_last_numbers() -> None:
    headers = [
        FIRST._replace(stream="b-1", version=4, sequence={"events": 9, "linked": 2}),
        FIRST._replace(stream="b-1", version=5, position=2),
        FIRST._replace(stream="a-1", version=1, position=3),
    ]
    text = outcome_of(headers)
    assert text == (
        '[{"stream":"a-1","version":1,"sequence":{}},'
        '{"stream":"b-1","version":5,"sequence":{"events":9,"linked":2}}]'
    )
    assert [head.stream for head in heads_of(text)] == ["a-1", "b-1"]
    assert heads_of(outcome_of([])) == ()


def test_the_same_line_of_aiokafka_is_told_once_in_a_while(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger, child = logging.getLogger(NAME), logging.getLogger(f"{NAME}.producer.sender")
    before = logger.handlers[:], logger.propagate
    logger.handlers.clear()  # Another test of this process may have quietened it before.
    logger.propagate = True
    try:
        quieten()
        quieten()
        for each in range(1_000):
            child.warning("cannot send %s", each)
        child.warning("another line")
        assert [record.getMessage() for record in caplog.records] == [
            "cannot send 0",
            "another line",
        ]
        assert sum(isinstance(handler, OncePerWhile) for handler in logger.handlers) == 1
    finally:
        logger.handlers[:], logger.propagate = before


def test_an_alarm_is_raised_once_in_a_while_and_counts_the_rest() -> None:
    alarms, loud = Alarms(60, site="360700"), Alarms(0, site="360700")
    with capture_logs() as logs:
        for _ in range(5):
            alarms.raise_alarm("relay_failed", kind="Fenced")
        alarms.raise_alarm("relay_failed", kind="BrokerUnavailable")
        loud.raise_alarm("relay_failed")
        loud.raise_alarm("relay_failed")
    assert [log["kind"] for log in logs] == ["Fenced", "BrokerUnavailable", "", ""]
    assert {log["log_level"] for log in logs} == {"error"}
