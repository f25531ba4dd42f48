"""The SQL of one read model's table; names come from code and are quoted, values are parameters."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from libs.common.projections.columns import Column

FROM: Final = "from_position"
TO: Final = "to_position"
POSITIONS: Final = (FROM, TO)


class Statements(NamedTuple):
    """What a batch needs: its rows as they stand, the new ones written, the removed ones gone."""

    select: str
    write: str
    remove: str


def statements(table: str, key: str, columns: Sequence[Column], *, as_of: bool) -> Statements:
    """Write the statements; with `as_of` rows carry their positions and none is removed."""
    current = f' AND "{TO}" IS NULL' if as_of else ""
    names = [column.quoted for column in columns] + [f'"{name}"' for name in POSITIONS if as_of]
    listed = ", ".join(names)
    return Statements(
        select=f'SELECT {listed} FROM {table} WHERE "{key}" = ANY($1::text[]){current}',
        write=(
            f"INSERT INTO {table} ({listed}) SELECT {_given(columns, as_of=as_of)}"
            f" FROM unnest({_parameters(columns, as_of=as_of)}) AS new ({listed})"
            f" ON CONFLICT {_conflict(key, columns, as_of=as_of)}"
        ),
        remove=f'DELETE FROM {table} WHERE "{key}" = ANY($1::text[])',
    )


def _given(columns: Sequence[Column], *, as_of: bool) -> str:
    lists = [f"new.{column.quoted}{column.kind.from_sent}" for column in columns]
    return ", ".join(lists + [f'new."{name}"' for name in POSITIONS if as_of])


def _parameters(columns: Sequence[Column], *, as_of: bool) -> str:
    types = [column.kind.sent for column in columns] + ["int8" for _ in POSITIONS if as_of]
    return ", ".join(f"${number}::{type_}[]" for number, type_ in enumerate(types, start=1))


def _conflict(key: str, columns: Sequence[Column], *, as_of: bool) -> str:
    if as_of:
        # Only the version that stood before meets itself here, and only to be closed.
        return f'("{key}", "{FROM}") DO UPDATE SET "{TO}" = excluded."{TO}"'
    others = [column.quoted for column in columns if column.name != key]
    if not others:
        return f'("{key}") DO NOTHING'
    return f'("{key}") DO UPDATE SET ' + ", ".join(f"{name} = excluded.{name}" for name in others)
