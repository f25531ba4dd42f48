"""How a read model is written down: its row, its keys and its fold."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded

R = TypeVar("R")


@frozen
class Projection(Generic[R]):
    """A read model in the table `read.<name>_v<version>`, made by the service's migrations.

    `row` is a frozen dataclass whose fields are the table's columns; `key` names the field that
    is the primary key (text). `keys` gives the keys of the rows that an event touches, `fold` the
    row afterwards; None removes it. With `as_of` the rows are position-versioned: the table has
    two further columns, `from_position` and `to_position` (null while current), and its primary
    key is (key, from_position). `filters` and `sorts` are the columns that lists may use; all
    text is compared by code point.
    """

    name: str
    version: int
    row: type[R]
    key: str
    keys: Callable[[Recorded[Any]], Sequence[str]]
    fold: Callable[[R | None, Recorded[Any]], R | None]
    as_of: bool = False
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table's full name."""
        return f"read.{self.name}_v{self.version}"
