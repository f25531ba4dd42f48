"""Proving a log record by record: what a tape says is believed only as far as it can be checked."""

from collections.abc import Iterable, Mapping
from typing import Final

import orjson

from libs.common.decider import frozen
from libs.common.events import merkle
from libs.common.events.audience import EVENTS, LINKED, PUBLIC, Audience
from libs.common.events.header import NO_LEAF, Header
from libs.common.events.record import data_digest
from libs.common.kafka.second_line import EPOCH_OPENED, Mark, TapeJump, follows
from libs.common.kafka.tape import TapeRecord

CIRCLES: Final = (EVENTS, LINKED, PUBLIC)


class TapeRefused(Exception):  # noqa: N818 - named by what it is
    """A record contradicts the log that it claims to belong to."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"position {position}: {reason}")
        self.position, self.reason = position, reason


@frozen
class StreamEnd:
    """Where a stream stands: its version, its last leaf, its last number in each circle."""

    version: int = 0
    leaf: bytes = bytes.fromhex(NO_LEAF)
    sequence: tuple[int, ...] = (0, 0, 0)


class Proof:
    """A log up to its last proven record; `witnessed` are roots known from elsewhere, by size."""

    def __init__(
        self,
        source: str,
        *,
        last: Mark,
        frontier: merkle.Frontier,
        recorded_at: str,
        witnessed: Mapping[int, str],
    ) -> None:
        self.last, self.frontier = last, frontier
        self._source, self._recorded_at, self._witnessed = source, recorded_at, witnessed

    def accept(self, found: TapeRecord, end: StreamEnd, *, is_empty: bool) -> StreamEnd:
        """Prove the next record; give its stream's new end. Raises TapeRefused.

        `is_empty` tells that its data was destroyed before it came to the tape.
        """
        header, leaf = found.header, found.record.leaf
        frontier = merkle.extend(self.frontier, self.last.position, leaf)
        try:
            reason = self._objection(found, end, frontier, is_empty=is_empty)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            reason = f"it cannot be read: {error!r}"
        if reason is not None:
            raise TapeRefused(header.position, reason)
        self.last, self.frontier, self._recorded_at = found.mark, frontier, header.recorded_at
        return StreamEnd(version=header.version, leaf=leaf, sequence=numbers(header, end))

    def _objection(
        self, found: TapeRecord, end: StreamEnd, frontier: merkle.Frontier, *, is_empty: bool
    ) -> str | None:
        return (
            self._misplaced(found.header)
            or _misnumbered(found.header, end)
            or (None if is_empty else _falsified(found))
            or self._misbegun(found)
            or self._misrooted(found.header.position, frontier)
        )

    def _misplaced(self, header: Header) -> str | None:
        try:
            placed = follows(self.last, header) and header.position == self.last.position + 1
        except TapeJump as jump:
            return str(jump)
        return (
            _unless(placed, f"it does not follow position {self.last.position}")
            or _unless(f"/{header.site}/{header.service}" == self._source, "another log's event")
            or _unless(header.recorded_at >= self._recorded_at, "recorded before its forerunner")
        )

    def _misbegun(self, found: TapeRecord) -> str | None:
        """An epoch's first event says what survived, so it bears witness for all before it."""
        if found.header.type not in EPOCH_OPENED:
            return None
        opened = orjson.loads(found.record.data)
        size, root = self.last.position, merkle.root(self.frontier).hex()
        survived = (opened["surviving_size"], opened["surviving_root"])
        return _unless(survived == (size, root), "the epoch begins on another log")

    def _misrooted(self, position: int, frontier: merkle.Frontier) -> str | None:
        witnessed = self._witnessed.get(position)
        if witnessed is None:
            return None
        return _unless(merkle.root(frontier).hex() == witnessed, "another root was witnessed")


def numbers(header: Header, end: StreamEnd) -> tuple[int, ...]:
    """Give a stream's last number in each circle after an event."""
    given = header.sequence
    return tuple(map(given.get, CIRCLES, end.sequence)) if given else end.sequence


def _misnumbered(header: Header, end: StreamEnd) -> str | None:
    given = header.sequence or {}
    follow_on = all(given[each] == last + 1 for each, last in _lasts(end) if each in given)
    in_place = tuple(given) == Audience(header.audience).topics
    return (
        _unless(header.version == end.version + 1, f"its stream stands at version {end.version}")
        or _unless(bytes.fromhex(header.previous) == end.leaf, "the stream's last leaf is another")
        or _unless(in_place and follow_on, "its numbers in the topics do not follow")
    )


def _lasts(end: StreamEnd) -> Iterable[tuple[str, int]]:
    return zip(CIRCLES, end.sequence, strict=True)


def _falsified(found: TapeRecord) -> str | None:
    digest = data_digest(found.record.salt, found.record.data)
    return _unless(digest == found.header.data, "its data is not what its header vouches for")


def _unless(holds: bool, reason: str) -> str | None:  # noqa: FBT001 - read aloud it makes sense
    return None if holds else reason
