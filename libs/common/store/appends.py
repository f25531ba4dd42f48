"""What is asked of the appender, and what it answers."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from libs.common.decider import frozen

# As PostgreSQL writes it: receipts are found again by the text.
_COMMAND_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Emit(NamedTuple):
    """One event for one stream; `corrects` names the event that it puts right."""

    stream: str
    event: object
    corrects: str | None = None


@frozen
class Origin:
    """Who caused an append, and in the course of what; ids are uuids as text."""

    actor: str
    role: str
    body: str
    correlation: str
    causation: str
    unit: str | None = None
    rule: str | None = None
    occurred_at: datetime | None = None


States: TypeAlias = Mapping[str, Any]
Decision: TypeAlias = Callable[[States, datetime], Sequence[Emit]]


class Append(NamedTuple):
    """A decision over some streams, and whatever it decides, as one unit.

    `decide` is pure: it may run several times, on newer states each time, and only its last
    answer counts. It may emit events only for `streams`. `expected` holds the versions that the
    asker saw. `fingerprint` (sha-256 of the request) makes a repeat with another body an error;
    reactions give none. `keep_empty` leaves a receipt although nothing was appended.
    """

    command_id: str
    streams: tuple[str, ...]
    decide: Decision
    origin: Origin
    fingerprint: bytes | None = None
    expected: Mapping[str, int] | None = None
    keep_empty: bool = False

    def check(self) -> None:
        """Raise ValueError for a command id that is no uuid in the usual form."""
        if not _COMMAND_ID.fullmatch(self.command_id):
            message = f"{self.command_id!r} is no uuid in lower case"
            raise ValueError(message)


class StreamHead(NamedTuple):
    """Where one stream stands after an append; `sequence` counts per circle of readers."""

    stream: str
    version: int
    sequence: Mapping[str, int]


class Receipt(NamedTuple):
    """The answer to an append, the same for every repeat; positions are None if it was empty."""

    command_id: str
    first: int | None
    last: int | None
    heads: tuple[StreamHead, ...]


class VersionConflict(Exception):  # noqa: N818 - named by what it is
    """The asker saw an older version; `actual` is the current one."""

    def __init__(self, stream: str, actual: int) -> None:
        super().__init__(f"{stream} is at version {actual}")
        self.stream, self.actual = stream, actual


class KeyReused(Exception):  # noqa: N818 - named by what it is
    """This command id was used before with another request."""


class AppendTooLarge(Exception):  # noqa: N818 - named by what it is
    """More than 512 events in one append, or an event of more than 512 KiB."""


class StoreUnavailable(Exception):  # noqa: N818 - named by what it is
    """Nothing was promised: ask again, with the same command id, after so many seconds."""

    def __init__(self, reason: str, retry_after_seconds: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.retry_after_seconds = reason, retry_after_seconds
