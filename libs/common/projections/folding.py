"""Folding a batch in memory: which rows each event touches, and what becomes of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from pydantic import ValidationError

from libs.common.events.recorded import Destroyed, Recorded
from libs.common.projections.projection import Projection
from libs.common.projections.table import ReadTable, Version

R = TypeVar("R")

TOUCHES_MAX: Final = 20_000
"""Rows touched in one batch; the event that reaches it is the batch's last."""

REASON_MAX: Final = 2000


class Broken(NamedTuple):
    """An event that a projection cannot take in, and why."""

    position: int
    reason: str


def broken(position: int, error: Exception) -> Broken:
    """Say what is wrong with an event, in text that a column can hold."""
    # The values of an invalid event are left out: the reason is logged and shown to operators.
    said = (
        "; ".join(f"{fault['loc']} {fault['msg']}" for fault in error.errors(include_input=False))
        if isinstance(error, ValidationError)
        else str(error)
    )
    text = f"{type(error).__name__}: {said}"[:REASON_MAX]
    return Broken(position, text.encode(errors="backslashreplace").decode().replace("\0", "?"))


Touch: TypeAlias = tuple[Recorded[Any], Sequence[str]]
"""An event, and the keys of the rows that it touches."""


class Touches(NamedTuple):
    """What a batch means to one projection, as far as position `upto`."""

    touches: Sequence[Touch]
    upto: int
    broken: Broken | None

    @property
    def keys(self) -> set[str]:
        """The keys of all rows touched."""
        return {key for _, keys in self.touches for key in keys}


def touch(projection: Projection[R], events: Iterable[Recorded[Any]], upto: int) -> Touches:
    """Find the rows that `events`, which end at `upto`, touch.

    An event whose data was destroyed touches none: the rows keep what they had of it, until a
    rebuild, which has nothing to take from it.
    """
    touches: list[Touch] = []
    size = 0
    for event in events:
        if isinstance(event.event, Destroyed):
            continue
        try:
            keys = _distinct(projection.keys(event))
        except Exception as error:  # noqa: BLE001 - whatever it is, it stops this projection alone
            return Touches(touches, event.position - 1, broken(event.position, error))
        if keys:
            touches.append((event, keys))
            size += len(keys)
            if size >= TOUCHES_MAX:
                return Touches(touches, event.position, None)
    return Touches(touches, upto, None)


def _distinct(keys: Sequence[str]) -> Sequence[str]:
    if isinstance(keys, str):
        raise TypeError("`keys` gave a text, which would be one key for each of its letters")
    return keys if len(keys) <= 1 else tuple(dict.fromkeys(keys))


class Fold(Generic[R]):
    """The rows of a batch, and what the events make of them one after another."""

    def __init__(self, table: ReadTable[R], standing: Mapping[str, Version[R]]) -> None:
        self.table = table
        self.current = dict(standing)
        self.closed: list[Version[R]] = []
        self.changed: set[str] = set()

    def run(self, batch: Touches) -> Touches:
        """Fold the batch; gives back how far it went, which is less if an event is broken."""
        for event, keys in batch.touches:
            try:
                # All rows first: an event that breaks on its second row changes no row.
                rows = [self._next(key, event) for key in keys]
            except Exception as error:  # noqa: BLE001 - as in `touch`
                found = broken(event.position, error)
                return batch._replace(upto=event.position - 1, broken=found)
            for key, row in zip(keys, rows, strict=True):
                self._put(key, row, event.position)
        return batch

    def _next(self, key: str, event: Recorded[Any]) -> R | None:
        projection, standing = self.table.projection, self.current.get(key)
        before = standing and standing.row
        row = projection.fold(before, event)
        if row is None or row is before:
            return row
        if getattr(row, projection.key) != key:
            message = f"the row of {key} was given another key"
            raise ValueError(message)
        return self.table.normal(row)

    def _put(self, key: str, row: R | None, position: int) -> None:
        standing = self.current.get(key)
        # An equal row changes nothing, so it opens no version either.
        if row == (standing and standing.row):
            return
        if standing and self.table.as_of:
            self.closed.append(standing._replace(to_position=position))
        if row is None:
            del self.current[key]
        else:
            self.current[key] = Version(row, position, None)
        self.changed.add(key)

    def written(self) -> list[Version[R]]:
        """List what is to be written: first versions that were closed, then current ones."""
        return self.closed + [self.current[key] for key in self.changed & self.current.keys()]

    def gone(self) -> set[str]:
        """Give the rows that are no more; those with history were closed."""
        return self.changed - self.current.keys()
