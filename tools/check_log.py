"""Check a log by its bytes alone, sharing no code with what wrote it.

    python tools/check_log.py [rows.jsonl]          standard input unless a file is named
    python tools/check_log.py --dsn postgresql://...

A row is a JSON object on a line of its own, in position order, byte strings in hex: position,
stream, version, type, header, data, salt, leaf, frontier. Prints what was counted and the root;
otherwise names the first bad position with what is bad there, and answers 1. Nothing is bad too.
"""

import argparse
import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
CIRCLES: Final = ("events", "linked", "public")
READERS: Final = {"internal": 0, "site": 1, "linked": 2, "open": 3}
FIELDS: Final = (
    *("suite", "site", "service", "epoch", "position", "stream", "version", "id", "type"),
    *("recorded_at", "occurred_at", "actor", "role", "body", "correlation", "causation"),
    *("command", "rule", "tags", "classification", "audience", "sequence", "corrects"),
    *("previous", "data"),
)
OPTIONAL: Final = {"occurred_at", "rule", "tags", "sequence", "corrects"}
NUMBERS: Final = dict.fromkeys(("suite", "epoch", "position", "version"), int)
KINDS: Final[dict[str, type]] = {**NUMBERS, "tags": list, "sequence": dict}
PAGE: Final = """SELECT position, stream, version, type, encode(header, 'hex') AS header,
    encode(data, 'hex') AS data, encode(salt, 'hex') AS salt, encode(leaf, 'hex') AS leaf,
    encode(frontier, 'hex') AS frontier
    FROM events WHERE position > $1 ORDER BY position LIMIT 5000"""


class Bad(Exception):  # noqa: N818 - an answer
    """The log is not whole: the first bad position and what is bad there."""

    def __init__(self, position: int, kind: str) -> None:
        super().__init__(f"position {position}: bad {kind}")
        self.position, self.kind = position, kind


class Log:
    """What was checked so far."""

    def __init__(self) -> None:
        self.size, self.flushes, self.epoch, self.time = 0, 0, 1, ""
        self.place: tuple[str, str] | None = None
        self.frontier: list[bytes] = []
        self.leaves: dict[str, str] = {}
        self.numbers: Counter[tuple[str, str]] = Counter()
        self.destroyed: set[int] = set()
        self.orders: dict[int, int] = {}
        self.is_flushed = False

    @property
    def root(self) -> bytes:
        """Give the tree's root."""
        if not self.frontier:
            return sha256(b"").digest()
        *rest, folded = self.frontier
        for left in reversed(rest):
            folded = sha256(b"\x01" + left + folded).digest()
        return folded

    def take(self, row: dict[str, Any]) -> None:
        """Check the next row; raises Bad."""
        written, leaf = bytes.fromhex(row["header"]), bytes.fromhex(row["leaf"])
        self._demand("position", row["position"] == self.size + 1)
        header = self._header(written)
        columns = ("position", "stream", "version", "type")
        self._demand("columns", all(row[name] == header[name] for name in columns))
        self._demand("leaf", leaf == sha256(b"\x00" + written).digest())
        self._stream(header, leaf)
        self._content(header, row["data"], row["salt"])
        self._flush(leaf, row["frontier"])

    def finish(self) -> None:
        """Check what only the end shows; raises Bad."""
        if not self.is_flushed:
            raise Bad(self.size, "end: it carries no frontier" if self.size else "log: no rows")
        if lost := [gone for gone in self.destroyed if self.orders.get(gone, 0) <= gone]:
            raise Bad(min(lost), "data: gone although nobody ordered it")

    def _demand(self, kind: str, holds: object) -> None:
        if not holds:
            raise Bad(self.size + 1, kind)

    def _header(self, written: bytes) -> dict[str, Any]:
        """Read a header that is exactly the one way to write it."""
        header: dict[str, Any] = json.loads(written)
        again = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        self._demand("header bytes", again == written)
        order = [name for name in FIELDS if name in header or name not in OPTIONAL]
        self._demand("header fields", list(header) == order)
        typed = (type(header[name]) is KINDS.get(name, str) for name in order)
        self._demand("header types", all(typed))
        self._demand("header types", all(type(tag) is str for tag in header.get("tags", ())))
        self._demand("empty field", all(header[name] for name in OPTIONAL & header.keys()))
        self._demand("suite", header["suite"] == 1)
        times = [header[name] for name in ("recorded_at", "occurred_at") if name in header]
        self._demand("time", all(map(TIME.fullmatch, times)) and self.time <= times[0])
        place, self.time = (header["site"], header["service"]), times[0]
        self._demand("site or service", self.place in (None, place))
        self.place = place
        return header

    def _stream(self, header: dict[str, Any], leaf: bytes) -> None:
        stream, audience = header["stream"], header["audience"]
        self.numbers[stream, "version"] += 1
        self._demand("version", header["version"] == self.numbers[stream, "version"])
        self._demand("previous", header["previous"] == self.leaves.get(stream, "0" * 64))
        self._demand("audience", audience in READERS)
        circles = CIRCLES[: READERS[audience]]
        self.numbers.update((stream, circle) for circle in circles)
        expected = [(circle, self.numbers[stream, circle]) for circle in circles]
        self._demand("sequence", list(header.get("sequence", {}).items()) == expected)
        self.epoch += header["type"] == "EpochOpened.v1"
        self._demand("epoch", header["epoch"] == self.epoch)
        self.leaves[stream] = leaf.hex()

    def _content(self, header: dict[str, Any], content: str | None, salt: str | None) -> None:
        if content is None and salt is None:
            self.destroyed.add(self.size + 1)
            return
        self._demand("data", content is not None and salt is not None and len(salt) == 2 * 16)
        both = bytes.fromhex((salt or "") + (content or ""))
        self._demand("data", header["data"] == sha256(both).hexdigest())
        if header["type"] == "DataDestroyed.v1":
            self.orders[json.loads(both[16:])["position"]] = self.size + 1
        if header["type"] == "EpochOpened.v1":
            survived = json.loads(both[16:])
            whole = (survived["surviving_size"], survived["surviving_root"])
            self._demand("survivors", whole == (self.size, self.root.hex()))

    def _flush(self, leaf: bytes, frontier: str | None) -> None:
        odd = self.size
        while odd & 1:
            leaf, odd = sha256(b"\x01" + self.frontier.pop() + leaf).digest(), odd >> 1
        self.frontier.append(leaf)
        self.is_flushed = frontier is not None
        self._demand("frontier", frontier in (None, b"".join(self.frontier).hex()))
        self.flushes += self.is_flushed
        self.size += 1


def check(rows: Iterable[dict[str, Any]]) -> Log:
    """Check a whole log; raises Bad."""
    log = Log()
    try:
        for row in rows:
            log.take(row)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Bad(log.size + 1, "row") from None
    log.finish()
    return log


def from_database(dsn: str) -> Iterator[dict[str, Any]]:
    """Read the rows page by page."""
    import asyncpg  # noqa: PLC0415 - a file of rows is checked without it

    with asyncio.Runner() as runner:
        connection, after = runner.run(asyncpg.connect(dsn)), 0
        while page := runner.run(connection.fetch(PAGE, after)):
            yield from map(dict, page)
            after = page[-1]["position"]
        runner.run(connection.close())


def main(arguments: list[str]) -> int:
    """Check what the command line names."""
    parser = argparse.ArgumentParser(description="Check a log by its bytes alone.")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--dsn")
    chosen = parser.parse_args(arguments)
    lines = chosen.file.read_text("utf-8").splitlines() if chosen.file else sys.stdin
    rows = from_database(chosen.dsn) if chosen.dsn else map(json.loads, lines)
    try:
        log = check(rows)
    except Bad as bad:
        print(bad)
        return 1
    print(f"{log.size} events, {len(log.leaves)} streams, {log.flushes} flushes, epoch {log.epoch}")
    print(f"{len(log.destroyed)} events without data, destroyed by order")
    print(f"root {log.root.hex()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
