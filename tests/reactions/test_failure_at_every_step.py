"""Killed before and after each step, and run again: the same final state."""

from collections.abc import Sequence
from typing import Any

import pytest

from libs.common.reactions.ledger import Ledger, Move
from libs.common.reactions.outcome import Outcome
from libs.common.reactions.patience import HeldTooLong, Patience, Stopping
from libs.common.reactions.records import Record
from libs.common.store.appends import Receipt
from tests.reactions.buses import Unavailable
from tests.reactions.desk import Desk
from tests.reactions.records import Teller
from tests.reactions.vocabulary import FROM_TELLER
from tests.servers import run_sql

pytestmark = pytest.mark.postgres


class Killed(BaseException):
    """The process is no more; nothing catches this."""


class Fuse:
    """Kills at the step it is set to; without one it only counts."""

    def __init__(self, at: int | None = None) -> None:
        self.burnt, self._at = 0, at

    def burn(self) -> None:
        """Be at a step."""
        self.burnt += 1
        if self.burnt == self._at:
            raise Killed


class FusedBus:
    """A step before and after each command."""

    def __init__(self, desk: Desk, fuse: Fuse) -> None:
        self._bus, self._fuse = desk.commands, fuse

    async def give(self, stream: str, command: object, **more: Any) -> Receipt:
        self._fuse.burn()
        receipt = await self._bus.give(stream, command, **more)
        self._fuse.burn()
        return receipt


class FusedLedger(Ledger):
    """A step before and after a batch is settled."""

    def __init__(self, desk: Desk, fuse: Fuse) -> None:
        super().__init__(desk.pool, FROM_TELLER.name)
        self._fuse = fuse

    async def settle(self, outcomes: Sequence[Outcome], move: Move | None = None) -> None:
        self._fuse.burn()
        await super().settle(outcomes, move)
        self._fuse.burn()


class Topic:
    """Two batches, and how many of them were acknowledged."""

    def __init__(self, teller: Teller, number: int) -> None:
        one, two = f"talk-{number}a", f"talk-{number}b"
        self.batches = [
            [
                teller.told(one, 1, "one+two"),
                teller.told(two, 1, "refuse"),
                teller.told(one, 2, "again"),
                teller.told(one, 2, "again"),
            ],
            [
                teller.told(one, 3, "three"),
                teller.told(two, 2, "behind"),
                teller.record(one, 4, b"{"),
            ],
        ]
        self.acknowledged = 0

    async def consume(self, desk: Desk, fuse: Fuse) -> None:
        """Run a process over what is not acknowledged."""
        batches = desk.batches(FusedBus(desk, fuse), ledger=FusedLedger(desk, fuse))
        for batch in self.batches[self.acknowledged :]:
            await batches.take(batch)
            fuse.burn()
            self.acknowledged += 1


async def final_state(desk: Desk, number: int) -> list[object]:
    parked = await desk.pool.fetch(
        "SELECT right(stream, 1) AS s, cause FROM parked WHERE stream LIKE $1 ORDER BY s, id",
        f"talk-{number}_",
    )
    return [
        await desk.written(f"{number}a"),
        await desk.written(f"{number}b"),
        [tuple(row) for row in parked],
        [await desk.seen(f"talk-{number}{letter}") for letter in "ab"],
    ]


EXPECTED = [
    ["one", "two", "three"],
    [],
    [("a", "malformed"), ("b", "NotWrittenHere"), ("b", "behind")],
    [4, 2],
]


async def test_killed_at_whatever_step_the_final_state_is_the_same(
    desk: Desk, teller: Teller
) -> None:
    undisturbed = Fuse()
    await Topic(teller, 0).consume(desk, undisturbed)
    assert await final_state(desk, 0) == EXPECTED
    assert undisturbed.burnt > 12
    for step in range(1, undisturbed.burnt + 1):
        topic = Topic(teller, step)
        with pytest.raises(Killed):
            await topic.consume(desk, Fuse(at=step))
        await topic.consume(desk, Fuse())
        assert await final_state(desk, step) == EXPECTED, f"killed at step {step}"


async def test_a_transient_failure_backs_off_and_then_takes_effect_once(
    desk: Desk, teller: Teller
) -> None:
    bus = Unavailable(desk, failures=4)
    await desk.batches(bus).take([teller.told("talk-1", 1, "one"), teller.told("talk-1", 2, "two")])
    assert await desk.written("1") == ["one", "two"]
    assert bus.calls == 6
    assert await desk.parked() == []


async def test_what_stays_away_too_long_is_read_again_and_never_skipped(
    desk: Desk, teller: Teller
) -> None:
    record = teller.told("talk-1", 1, "one")
    bus, patience = Unavailable(desk, failures=5), Patience(hold_seconds_max=0.2)
    with pytest.raises(HeldTooLong):
        await desk.batches(bus, patience=patience).take([record])
    assert patience.cause is None
    assert (await desk.seen("talk-1"), await desk.parked()) == (None, [])
    await desk.batches(bus).take([record])
    assert await desk.written("1") == ["one"]


async def test_a_stop_cuts_the_waiting_short(desk: Desk, teller: Teller) -> None:
    patience = Patience()
    patience.stop()
    with pytest.raises(Stopping):
        await desk.batches(Unavailable(desk, failures=99), patience=patience).take(
            [teller.told("talk-1", 1, "one")]
        )


async def test_a_database_that_is_gone_is_waited_for(
    desk: Desk, teller: Teller, postgres_dsn: str
) -> None:
    records: list[Record] = [teller.told("talk-1", n, f"word {n}") for n in range(1, 4)]
    await desk.take(records[0])
    database = await desk.pool.fetchval("SELECT current_database()")
    run_sql(
        postgres_dsn,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{database}' AND pid <> pg_backend_pid()",
    )
    await desk.take(*records[1:])
    assert await desk.written("1") == ["word 1", "word 2", "word 3"]
