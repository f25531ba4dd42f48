"""A small register of issues: the wire, the row and the projections that these tests use."""

from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.events.wire import LINKED, SITE, Wire, stored
from libs.common.projections import Projection


@frozen
class Raised:
    title: str
    weight: int | None = None
    unit: str = "u1"
    tags: tuple[str, ...] = ()
    due_on: date | None = None


@frozen
class Weighed:
    weight: int | None = None


@frozen
class Closed:
    pass


@frozen
class Merged:
    """The issue goes into another one, which grows by its weight."""

    into: str


@frozen
class Unfoldable:
    """`register` and `ledger` cannot take it in; `units` does not look at it."""


WIRE: Final = Wire(
    "issues",
    [
        stored("Raised.v1", Raised, SITE),
        stored("Weighed.v1", Weighed, SITE),
        stored("Closed.v1", Closed, LINKED),
        stored("Merged.v1", Merged, SITE),
        stored("Unfoldable.v1", Unfoldable, SITE),
    ],
)


class Status(Enum):
    OPEN = "open"
    CLOSED = "closed"


@frozen
class Row:
    issue: str
    title: str
    unit: str
    status: Status
    weight: int | None
    urgent: bool
    tags: tuple[str, ...]
    due_on: date | None
    changed_at: datetime


def keys(recorded: Recorded[Any]) -> tuple[str, ...]:
    if not recorded.stream.startswith("issue-"):
        return ()
    if isinstance(recorded.event, Merged):
        return recorded.key, recorded.event.into
    return (recorded.key,)


def fold(row: Row | None, recorded: Recorded[Any]) -> Row | None:
    if row is None or isinstance(recorded.event, Raised):
        return _raised(recorded)
    match recorded.event:
        case Weighed(weight=weight):
            urgent = (weight or 0) > 5
            return replace(row, weight=weight, urgent=urgent, changed_at=recorded.recorded_at)
        case Closed():
            return replace(row, status=Status.CLOSED, changed_at=recorded.recorded_at)
        case Merged(into=into) if row.issue != into:
            return None
        case Merged():
            return replace(row, weight=(row.weight or 0) + 1)
        case _:
            raise LookupError("no fold for this")


def _raised(recorded: Recorded[Any]) -> Row | None:
    event = recorded.event
    if not isinstance(event, Raised):
        return None
    return Row(
        issue=recorded.key,
        title=event.title,
        unit=event.unit,
        status=Status.OPEN,
        weight=event.weight,
        urgent=False,
        tags=event.tags,
        due_on=event.due_on,
        changed_at=recorded.recorded_at,
    )


@frozen
class UnitRow:
    unit: str
    raised: int


def unit_keys(recorded: Recorded[Any]) -> tuple[str, ...]:
    return (recorded.event.unit,) if isinstance(recorded.event, Raised) else ()


def unit_fold(row: UnitRow | None, recorded: Recorded[Any]) -> UnitRow:
    return UnitRow(unit=recorded.event.unit, raised=row.raised + 1 if row else 1)


FILTERS: Final = ("unit", "status", "weight", "urgent", "tags", "due_on", "changed_at")
SORTS: Final = ("title", "weight", "status", "due_on", "changed_at")

register: Final = Projection(
    name="register",
    version=1,
    row=Row,
    key="issue",
    keys=keys,
    fold=fold,
    filters=FILTERS,
    sorts=SORTS,
)
ledger: Final = replace(register, name="ledger", as_of=True)
units: Final = Projection(
    name="units", version=1, row=UnitRow, key="unit", keys=unit_keys, fold=unit_fold
)

_COLUMNS: Final = """
    issue text, title text NOT NULL, unit text NOT NULL, status text NOT NULL, weight bigint,
    urgent boolean NOT NULL, tags text[] NOT NULL, due_on date, changed_at timestamptz NOT NULL"""
TABLES: Final = f"""
    CREATE TABLE read.register_v1 ({_COLUMNS}, PRIMARY KEY (issue));
    CREATE TABLE read.ledger_v1 ({_COLUMNS},
        from_position bigint, to_position bigint, PRIMARY KEY (issue, from_position));
    CREATE UNIQUE INDEX ON read.ledger_v1 (issue) WHERE to_position IS NULL;
    CREATE INDEX ON read.ledger_v1 (weight, issue) WHERE to_position IS NULL;
    CREATE INDEX ON read.ledger_v1 (to_position);
    CREATE TABLE read.units_v1 (unit text PRIMARY KEY, raised integer NOT NULL);
"""
