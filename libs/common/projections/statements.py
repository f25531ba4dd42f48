"""The SQL of one read model's table; names come from code and are quoted, values are parameters."""

from collections.abc import Sequence
from typing import Final, NamedTuple

FROM: Final = "from_position"
TO: Final = "to_position"
POSITIONS: Final = (FROM, TO)


class Statements(NamedTuple):
    """What a batch needs: its rows as they stand, the new ones written, the removed ones gone."""

    select: str
    write: str
    remove: str


def statements(table: str, key: str, columns: Sequence[str], *, as_of: bool) -> Statements:
    """Write the statements; with `as_of` rows carry their positions and none is removed.

    Rows are sent as one JSON text: half the client's work of an array for each column.
    """
    current = f' AND "{TO}" IS NULL' if as_of else ""
    names = [f'"{name}"' for name in (*columns, *(POSITIONS if as_of else ()))]
    wanted = f'"{key}" = ANY($1::text[])'
    listed = ", ".join(names)
    read = ", ".join(names[:-1] if as_of else names)
    return Statements(
        select=f"SELECT {read} FROM {table} WHERE {wanted}{current}",  # noqa: S608 - names come from code
        write=(
            f"INSERT INTO {table} ({listed})"  # noqa: S608 - as above
            f" SELECT {listed} FROM json_populate_recordset(NULL::{table}, $1::json)"
            f" ON CONFLICT {_conflict(key, names, as_of=as_of)}"
        ),
        remove=f"DELETE FROM {table} WHERE {wanted}",  # noqa: S608 - as above
    )


def _conflict(key: str, names: Sequence[str], *, as_of: bool) -> str:
    if as_of:
        # Only the version that stood before meets itself here, and only to be closed.
        return f'("{key}", "{FROM}") DO UPDATE SET "{TO}" = excluded."{TO}"'
    others = [name for name in names if name != f'"{key}"']
    if not others:
        return f'("{key}") DO NOTHING'
    return f'("{key}") DO UPDATE SET ' + ", ".join(f"{name} = excluded.{name}" for name in others)
