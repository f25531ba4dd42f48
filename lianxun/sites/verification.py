"""Checking a log by its hashes: every leaf, link and digest, up to the root that the site states.

This uses the kernel's own hash functions; `tools/check_log.py` does the same without them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lianxun.cli.errors import NOT_FOUND, CommandFailed
from lianxun.sites.history import known_plan, raw_log
from lianxun.sites.overview import ask_site
from libs.common.events import merkle
from libs.common.events.header import NO_LEAF, decode
from libs.common.events.record import data_digest


def verified(home: Path, site: str, service: str) -> dict[str, Any]:
    """Check the log up to the size that the site states now; `fault` is None when it holds."""
    with ask_site(home, known_plan(site)) as client:
        stated = client.get("/operator/status")["services"].get(service)
    if stated is None:
        raise CommandFailed(f"{site} has no service {service!r}.", NOT_FOUND)
    size, checked = stated["position"], Check()
    rows = (row for row in raw_log(home, site, service) if row["position"] <= size)
    fault = checked.run(rows)
    root = merkle.root(checked.frontier).hex()
    if fault is None and (checked.size, root) != (size, stated["root"]):
        fault = f"root {root} at {checked.size}, stated {stated['root']} at {size}"
    return {"site": site, "service": service, "checked": checked.size, "root": root, "fault": fault}


class Check:
    """Goes through a log row by row and keeps the frontier of what held."""

    def __init__(self) -> None:
        self.size = 0
        self.frontier: merkle.Frontier = ()
        self._streams: dict[str, tuple[int, str]] = {}

    def run(self, rows: Iterable[dict[str, Any]]) -> str | None:
        """Name the first row that does not hold, None if all do."""
        for row in rows:
            if fault := self._fault(row):
                return f"position {self.size + 1}: {fault}"
            self.size += 1
        return None

    def _fault(self, row: dict[str, Any]) -> str | None:
        written = row["header"].encode()
        header, leaf = decode(written), merkle.leaf_hash(written)
        version, previous = self._streams.get(header.stream, (0, NO_LEAF))
        frontier = merkle.extend(self.frontier, self.size, leaf)
        holds = {
            "position": header.position == row["position"] == self.size + 1,
            "leaf": leaf.hex() == row["leaf"],
            "version": header.version == version + 1,
            "previous": header.previous == previous,
            "data": row["data"] is None
            or data_digest(bytes.fromhex(row["salt"]), row["data"].encode()) == header.data,
            "frontier": row["frontier"] in (None, merkle.pack(frontier).hex()),
        }
        self.frontier, self._streams[header.stream] = frontier, (header.version, leaf.hex())
        return next((name for name, held in holds.items() if not held), None)
