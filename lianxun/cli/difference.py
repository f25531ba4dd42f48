"""`lianxun stream --diff 3..7`: the events between two versions, and what they changed."""

import re
from collections.abc import Mapping
from typing import Any, Final

import typer

from lianxun.cli.errors import USAGE, CommandFailed
from lianxun.cli.output import Form, write_record, write_rows

SPAN: Final = re.compile(r"([0-9]{1,9})\.\.([0-9]{1,9})")
EVENT_COLUMNS: Final = ("version", "recorded_at", "type", "role", "content")
FIELD_COLUMNS: Final = ("field", "before", "after")


def versions_of(diff: str) -> range:
    """Read two versions, from the one before the changes to the last; raises CommandFailed."""
    match = SPAN.fullmatch(diff)
    if match is None:
        message = f"--diff: {diff!r} is no range of versions, such as 3..7."
        raise CommandFailed(message, USAGE)
    span = range(int(match[1]), int(match[2]))
    if not span:
        message = f"--diff: {diff!r} does not go from a version to a later one."
        raise CommandFailed(message, USAGE)
    return span


def write_difference(
    before: Mapping[str, Any], after: Mapping[str, Any], span: range, form: Form
) -> None:
    """Write what happened after the first version, up to the second, and what it changed."""
    from lianxun.sites.differences import differences, shortened

    events = after["events"][span.start : span.stop]
    changes = list(differences(before["state"] or {}, after["state"] or {}))
    match form:
        case Form.JSON:
            known = {"site": events[0]["site"], "stream": after["stream"]}
            versions = {"from": span.start, "to": span.stop}
            write_record({**known, **versions, "events": events, "changes": changes}, form)
        case Form.JSONL:
            write_rows([{"event": event} for event in events], (), form)
            write_rows([{"change": change} for change in changes], (), form)
        case Form.TABLE:
            write_rows(events, EVENT_COLUMNS, form)
            typer.echo()
            write_rows(map(shortened, changes), FIELD_COLUMNS, form)
