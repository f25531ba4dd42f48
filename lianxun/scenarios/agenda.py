"""The agenda of a site: whose turn it is next, over all undertakings that go on side by side."""

from collections.abc import Iterator
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from lianxun.scenarios.acts import Act, Undertaking
from lianxun.scenarios.memory_log import Entry
from lianxun.scenarios.memory_site import MemorySite


class Agenda:
    """Has undertakings acted out in the order of time; knows one act of each ahead."""

    def __init__(self, site: MemorySite) -> None:
        self._site = site
        self._turns: list[tuple[datetime, int, Act, Undertaking]] = []
        self._numbers = count(1)

    def add(self, undertaking: Undertaking) -> None:
        """Put the next act of an undertaking on the agenda; what is over is forgotten."""
        act = next(undertaking.acts, None)
        if act is not None:
            heappush(self._turns, (act.at, next(self._numbers), act, undertaking))
        else:
            self._site.forget(undertaking.correlation)

    def until(self, moment: datetime | None = None) -> Iterator[Entry]:
        """Act out what comes before a moment, or everything, and tell what happens."""
        turns = self._turns
        while turns and (moment is None or turns[0][0] < moment):
            at, _, (_, who, stream, command), undertaking = heappop(turns)
            correlation = undertaking.correlation
            for entry in self._site.give(who, stream, command, at=at, correlation=correlation):
                undertaking.hear(entry)
                yield entry
            self.add(undertaking)
