"""Batches: many records, each stream in order, streams beside each other, one transaction."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, Final, TypeAlias

import structlog

from libs.common.reactions.arrival import Arrival, Key, arrive
from libs.common.reactions.handling import Handling
from libs.common.reactions.ledger import Ledger, Move, Overtaken
from libs.common.reactions.order import Action, Order
from libs.common.reactions.outcome import Outcome, Plan, Standing, run
from libs.common.reactions.patience import HeldTooLong
from libs.common.reactions.records import Record

STREAMS_AT_ONCE_MAX: Final = 64
ATTEMPTS_MAX: Final = 5
"""How often a batch begins again because somebody else was faster."""

_log: Final = structlog.get_logger("reactions")

Tally: TypeAlias = Counter[Action]
Planning: TypeAlias = Callable[[Standing, Sequence[Arrival]], Plan]


class Batches:
    """Takes batches through one table; when something is raised, the same batch comes again."""

    def __init__(self, handling: Handling, ledger: Ledger) -> None:
        self._handling, self._ledger = handling, ledger
        self._room = asyncio.Semaphore(STREAMS_AT_ONCE_MAX)

    async def take(self, records: Iterable[Record]) -> Tally:
        """Handle records of topics; once this returns, they may be acknowledged.

        Raises HeldTooLong and Stopping.
        """
        streams = _by_stream(map(arrive, records))
        for _ in range(ATTEMPTS_MAX):
            try:
                return await self._settle(streams, self._numbered)
            except Overtaken:
                continue
        raise HeldTooLong

    async def take_own(self, arrivals: Iterable[Arrival], move: Move) -> Tally:
        """Handle events of the own log; raises HeldTooLong, Stopping and Overtaken."""
        return await self._settle(_by_stream(arrivals), self._unnumbered, move)

    async def _settle(
        self, streams: dict[Key, list[Arrival]], planning: Planning, move: Move | None = None
    ) -> Tally:
        persist = self._handling.patience.persist
        standings = await persist(lambda: self._ledger.standings(streams))
        outcomes = await _beside(
            self._run(key, standings[key], planning(standings[key], arrivals))
            for key, arrivals in streams.items()
        )
        await persist(lambda: self._ledger.settle(outcomes, move))
        self._tell(outcomes)
        return sum((outcome.tally for outcome in outcomes), Counter())

    def _tell(self, outcomes: Iterable[Outcome]) -> None:
        """Log what was parked; details may name things that no log should hold."""
        for outcome in outcomes:
            if outcome.parkings and not outcome.before.is_parked:
                cause = outcome.parkings[0].fault.cause
                topic, stream = outcome.key
                _log.warning(
                    "parked", reactions=self._ledger.table, topic=topic, stream=stream, cause=cause
                )

    async def _run(self, key: Key, standing: Standing, plan: Plan) -> Outcome:
        async with self._room:
            return await run(self._handling, key, standing, plan)

    def _numbered(self, standing: Standing, arrivals: Sequence[Arrival]) -> Plan:
        order = Order(self._handling.vocabulary, standing.seen, arrivals)
        return Plan(order.steps(), order.seen)

    def _unnumbered(self, standing: Standing, arrivals: Sequence[Arrival]) -> Plan:
        order = Order(self._handling.vocabulary, standing.seen, arrivals)
        return Plan(list(map(order.unnumbered, arrivals)), None)


def _by_stream(arrivals: Iterable[Arrival]) -> dict[Key, list[Arrival]]:
    streams: dict[Key, list[Arrival]] = {}
    for arrival in arrivals:
        streams.setdefault(arrival.key, []).append(arrival)
    return streams


async def _beside(runs: Iterable[Coroutine[Any, Any, Outcome]]) -> list[Outcome]:
    """Run all; the first failure ends the others and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(run) for run in runs]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
