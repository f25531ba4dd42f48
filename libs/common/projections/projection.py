"""How a read model is written down: its row, its keys and its fold."""

from collections.abc import Callable, Sequence
from types import UnionType
from typing import Any, Generic, TypeAlias, TypeVar, get_args

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded

R = TypeVar("R")

Keys: TypeAlias = Callable[[Recorded[Any]], Sequence[str]]


@frozen
class Projection(Generic[R]):
    """A read model in the table `read.<name>_v<version>`, made by the service's migrations.

    `row` is a frozen dataclass whose fields are the table's columns, in the same order; `key`
    names the field that is the primary key (text). `keys` gives the keys of the rows that an
    event touches, none for an event that does not matter here; `fold` gives such a row after the
    event, None if there is none any more. Both are pure, and both see every event of the log but
    those whose data was destroyed.

    With `as_of` every version of a row is kept: it holds from the position of the event that made
    it (`from_position`) until before the one that replaced it (`to_position`, null while it is
    current). These two columns come last, the primary key is (key, from_position), and a unique
    index on the key where `to_position` is null finds the current rows. `filters` and `sorts` are
    the columns that lists may use; all text is compared by code point.
    """

    name: str
    version: int
    row: type[R]
    key: str
    keys: Keys
    fold: Callable[[R | None, Recorded[Any]], R | None]
    as_of: bool = False
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table's full name."""
        return f"read.{self.name}_v{self.version}"


def by_stream(events: type | UnionType) -> Keys:
    """Give the keys of a read model with a row per stream: the stream's key, for these events."""
    kinds = frozenset(get_args(events) or (events,))

    def keys(recorded: Recorded[Any]) -> Sequence[str]:
        return (recorded.key,) if type(recorded.event) in kinds else ()

    return keys
