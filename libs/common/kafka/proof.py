"""Proving a log record by record: what a tape says is believed only as far as it can be checked."""

from collections.abc import Mapping
from typing import Final

from libs.common.decider import frozen
from libs.common.events import merkle
from libs.common.events.audience import Audience
from libs.common.events.header import NO_LEAF, Header
from libs.common.events.kernel import EpochOpened
from libs.common.events.record import data_digest
from libs.common.events.wire import Wire
from libs.common.kafka.second_line import EPOCH_OPENED, Mark, TapeJump, follows, mark_of
from libs.common.kafka.tape import TapeRecord

CIRCLES: Final = ("events", "linked", "public")


class TapeRefused(Exception):  # noqa: N818 - named by what it is
    """A record contradicts the log that it claims to belong to."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"position {position}: {reason}")
        self.position, self.reason = position, reason


@frozen
class StreamEnd:
    """Where a stream stands: its version, its last leaf, its last number in each circle."""

    version: int = 0
    leaf: str = NO_LEAF
    sequence: tuple[int, int, int] = (0, 0, 0)
