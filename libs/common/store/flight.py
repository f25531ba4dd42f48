"""A batch with the appends in it: gathered while the one before is under way, then sent."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from libs.common.store.appends import Receipt
from libs.common.store.batch import Batch
from libs.common.store.call import Outcome
from libs.common.store.waiting import Waiting


class Flight:
    """Appends that share one flush, with the answer that each gets if the flush goes through."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.answers: list[tuple[Waiting, Receipt | Exception]] = []
        self.call: asyncio.Task[Outcome] | None = None

    def __len__(self) -> int:
        return len(self.answers)

    def board(self, waiting: Waiting, clock_now: datetime, claimed: Mapping[str, str]) -> None:
        """Decide one append on top of the others; any exception is its own answer.

        A defect in one decision must not take the appends beside it down, so this is an edge.
        """
        now = max(clock_now, self.batch.head.recorded_at or clock_now)
        try:
            answer: Receipt | Exception = self.batch.add(waiting.append, now, claimed)
        except Exception as refused:  # noqa: BLE001 - handed to the one who asked
            answer = refused
        self.answers.append((waiting, answer))

    def carries(self, command_id: str) -> bool:
        """Tell whether an append with this command id is on board already."""
        return command_id in self.batch.commands

    def passengers(self) -> list[Waiting]:
        """List the appends on board."""
        return [waiting for waiting, _ in self.answers]

    def land(self) -> None:
        """The flush went through: everybody gets the answer that was decided."""
        for waiting, answer in self.answers:
            waiting.resolve(answer)
