"""Questions to the register: what a code means, what is above, below and before it.

A development zone has no code of its own: it carries its parent's, with a local suffix
(`360700-DZ1`). Such a code is known and has ancestors and a level, its parent's; the
register holds no row for it, so `find` gives none.
"""

import re
from datetime import date
from typing import Final

from libs.common.divisions.division import Division, Level
from libs.common.divisions.register import register

# At most 999 zones under one parent.
ZONE_CODE: Final = re.compile(r"([0-9]+)-DZ[1-9][0-9]{0,2}")


def find(code: str, on: date | None = None) -> Division | None:
    """Give the division that has `code` on a day; without a day, the last that had it."""
    rows = register().by_code.get(code, ())
    if on is not None:
        rows = tuple(row for row in rows if row.valid_on(on))
    return rows[-1] if rows else None


def is_known(code: str) -> bool:
    """Say whether `code` was ever a division's, or is a development zone's under one."""
    return (_zone_parent(code) or code) in register().by_code


def level_of(code: str) -> Level | None:
    """Give the level of a code; a development zone is at the level of its parent."""
    division = find(_zone_parent(code) or code)
    return None if division is None else division.level


def children(code: str, on: date | None = None) -> tuple[Division, ...]:
    """List the divisions directly below, by code; without a day, those that hold now."""
    rows = register().by_parent.get(code, ())
    if on is None:
        return tuple(row for row in rows if row.valid_to is None)
    return tuple(row for row in rows if row.valid_on(on))


def ancestors(code: str) -> tuple[Division, ...]:
    """List the divisions above, nearest first, the province last."""
    parent = find(_parent_code(code))
    return () if parent is None else (parent, *ancestors(parent.code))


def successor(code: str) -> Division | None:
    """Give the division that took this one's place under a new code."""
    return find(register().successors.get(code, ""))


def history(code: str) -> tuple[Division, ...]:
    """List the codes that one place has had, oldest first; `code` may be any of them."""
    division = find(code)
    return () if division is None else (*_before(code), division, *_after(code))


def _before(code: str) -> tuple[Division, ...]:
    older = find(register().predecessors.get(code, ""))
    return () if older is None else (*_before(older.code), older)


def _after(code: str) -> tuple[Division, ...]:
    newer = successor(code)
    return () if newer is None else (newer, *_after(newer.code))


def _parent_code(code: str) -> str:
    division = find(code)
    own = "" if division is None else division.parent or ""
    return _zone_parent(code) or own


def _zone_parent(code: str) -> str | None:
    zone = ZONE_CODE.fullmatch(code)
    return zone[1] if zone else None
