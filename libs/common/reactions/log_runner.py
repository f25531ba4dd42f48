"""The runner of a table that reacts to the service's own log, read by position."""

import asyncio
from collections.abc import Callable
from typing import Final

from libs.common.reactions.batches import Batches
from libs.common.reactions.ledger import Ledger, Move
from libs.common.reactions.log_source import arrival_of
from libs.common.reactions.order import Action
from libs.common.reactions.patience import Patience
from libs.common.reactions.progress import Counters, Progress, State
from libs.common.reactions.turning import Turning
from libs.common.reactions.vocabulary import Vocabulary
from libs.common.store.reading import Connection, StoredRow, read_page

PAGE_ROWS_MAX: Final = 500
STANDBY_SECONDS: Final = 1.0
UNWRITTEN_POSITIONS_MAX: Final = 2000
"""How far it reads on without writing its place, while nothing concerns it."""


def always() -> bool:
    """React whenever there is something to react to."""
    return True


class LogRunner(Turning):
    """Runs one table until it is stopped.

    `may_react` is asked before each page, so that a lease can keep all but one process idle;
    that saves work only, since command ids repeat and the place moves by compare-and-set.
    """

    kind = "reactions"
    rests_when_busy = False

    def __init__(
        self,
        pool: Connection,
        vocabulary: Vocabulary,
        batches: Batches,
        ledger: Ledger,
        *,
        patience: Patience,
        may_react: Callable[[], bool] = always,
    ) -> None:
        super().__init__(ledger.table, patience)
        self._pool, self._vocabulary, self._batches = pool, vocabulary, batches
        self._ledger, self._may_react = ledger, may_react
        self._written: int | None = None
        self._read, self._head = 0, 0
        self._counters = Counters()

    def progress(self) -> Progress:
        """Show how it goes."""
        counted, lag = self._counters.actions, max(0, self._head - self._read)
        state, reason = self.standing
        now = asyncio.get_running_loop().time()
        return Progress(
            name=self.name,
            state=state,
            reason=reason,
            handled=counted[Action.HANDLE],
            ignored=counted[Action.IGNORE],
            dropped=counted[Action.DROP],
            parked=counted[Action.PARK],
            late_acknowledgements=0,
            lag=lag,
            position=self._read,
            last_poll_age_seconds=None,
            stalled_seconds=self._counters.stalled_seconds(now, lag),
            missing_topics=(),
        )

    async def _turn(self) -> bool:
        """Take one page; tell whether there was one."""
        if not self._may_react():
            self._state, self._written = State.STANDBY, None
            await self._patience.rest(STANDBY_SECONDS)
            return True
        self._state, self._reason = State.RUNNING, ""
        if self._written is None:
            self._written = self._read = await self._patience.persist(self._ledger.place)
        page = await self._patience.persist(
            lambda: read_page(self._pool, self._read, PAGE_ROWS_MAX)
        )
        if page:
            await self._take(self._written, page)
        return bool(page)

    async def _take(self, written: int, page: list[StoredRow]) -> None:
        reached = page[-1].position
        self._head = max(self._head, reached)
        # What was destroyed can no longer be reacted to.
        arrivals = [
            arrival
            for arrival in map(arrival_of, (row for row in page if row.data is not None))
            if arrival.envelope and self._vocabulary.understands(arrival.envelope.name)
        ]
        if arrivals or reached - written > UNWRITTEN_POSITIONS_MAX:
            self._counters.begin(asyncio.get_running_loop().time())
            try:
                self._counters.count(await self._batches.take_own(arrivals, Move(written, reached)))
            finally:
                self._counters.end(asyncio.get_running_loop().time())
            self._written = reached
        self._read = reached

    def _forget(self) -> None:
        self._written = None
