"""Long logs from a short one: the generated events again and again, each time of another county.

Keys, ids and moments differ from copy to copy, so that no two share a stream and time goes on.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

import orjson

from lianxun.scenarios.memory_log import Entry
from libs.common.events.header import read_time, write_time

UUID: Final = re.compile(rb"\b([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{8})[0-9a-f]{4}\b")
SHARED: Final = frozenset({"site", "rules"})
"""Kinds of streams whose keys every copy shares: the site's own, and the words of scopes."""
GAP: Final = timedelta(days=1)


class CopiedLog:
    """Gives a service's events as often as they are wanted."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = [orjson.dumps(entry) for entry in entries]
        moments = [read_time(entry["recorded_at"]) for entry in entries]
        self._span = moments[-1] - moments[0] + GAP
        streams = {entry["stream"].partition("-")[::2] for entry in entries}
        keys = {key.encode() for kind, key in streams if kind not in SHARED}
        named = sorted((key for key in keys if not UUID.fullmatch(key)), key=len, reverse=True)
        # JSON never holds NUL, so that without names nothing matches.
        self._named = re.compile(b"(" + b"|".join(map(re.escape, named or [b"\0"])) + rb")(?!\d)")

    def copies(self, times: int) -> Iterator[Entry]:
        """Give the events so many times over."""
        for number in range(times):
            yield from self._copy(number)

    def _copy(self, number: int) -> Iterator[Entry]:
        ending, shift = f"{number:04x}".encode(), number * self._span
        for written in self._entries:
            named = self._named.sub(rb"\g<1>x" + ending, written) if number else written
            entry: Entry = orjson.loads(UUID.sub(rb"\g<1>" + ending, named))
            entry["recorded_at"] = write_time(read_time(entry["recorded_at"]) + shift)
            yield entry
