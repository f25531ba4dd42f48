"""Appends that wait for their answer, in the order in which they came."""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from libs.common.store.appends import Append, Receipt, StoreUnavailable


class Waiting(NamedTuple):
    """One append, the future of its answer, and the loop time after which it is given up."""

    append: Append
    answer: "asyncio.Future[Receipt]"
    deadline: float

    def resolve(self, outcome: Receipt | Exception) -> None:
        """Answer, unless nobody waits any more."""
        if self.answer.done():
            return
        if isinstance(outcome, Receipt):
            self.answer.set_result(outcome)
        else:
            self.answer.set_exception(outcome)


class Queue:
    """A bounded queue; what is put back goes to the front and is always taken."""

    def __init__(self, size_max: int) -> None:
        self._waiting: deque[Waiting] = deque()
        self._size_max = size_max

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, waiting: Waiting) -> None:
        """Add one at the end; raises StoreUnavailable when the queue is full."""
        if len(self._waiting) >= self._size_max:
            raise StoreUnavailable("queue_full")
        self._waiting.append(waiting)

    def put_back(self, many: Iterable[Waiting]) -> None:
        """Put some back to the front, in their order."""
        self._waiting.extendleft(reversed(list(many)))

    def take(self, count: int) -> list[Waiting]:
        """Take up to `count` from the front; one that nobody waits for any more is dropped."""
        taken: list[Waiting] = []
        while self._waiting and len(taken) < count:
            waiting = self._waiting.popleft()
            if not waiting.answer.done():
                taken.append(waiting)
        return taken

    def give_up(self, before: float, reason: str) -> None:
        """Answer those whose deadline has passed that the store is not available."""
        kept = deque[Waiting]()
        for waiting in self._waiting:
            if waiting.deadline > before:
                kept.append(waiting)
            else:
                waiting.resolve(StoreUnavailable(reason))
        self._waiting = kept
