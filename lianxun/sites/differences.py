"""What differs between two states of a stream, field by field; pure."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final

ABSENT: Final = None
"""What a field is before there is one; states leave out nothing, so null says the same."""


def differences(before: object, after: object, field: str = "") -> Iterator[dict[str, Any]]:
    """Give a row for each field that is not what it was: its path, and what it was and is."""
    if before == after:
        return
    match before, after:
        case Mapping(), Mapping():
            for name in dict.fromkeys((*before, *after)):
                path = f"{field}.{name}".lstrip(".")
                yield from differences(before.get(name, ABSENT), after.get(name, ABSENT), path)
        case list(), list() if any(map(_has_parts, (*before, *after))):
            for place, (one, other) in enumerate(zip_longest(before, after)):
                yield from differences(one, other, f"{field}[{place}]")
        case _:
            yield {"field": field, "before": before, "after": after}


def shortened(row: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of two lists what both hold, so that a person sees what came and what went."""
    before, after = row["before"], row["after"]
    if not (isinstance(before, list) and isinstance(after, list)):
        return dict(row)
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    return {**row, "before": gone, "after": new} if gone or new else dict(row)


def _has_parts(member: object) -> bool:
    return isinstance(member, Mapping | list)
