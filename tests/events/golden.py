"""The worked events of suite 1, byte for byte as every log holds them."""

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from libs.common.events import merkle
from libs.common.events.header import Header

PATH: Final = Path(__file__).parents[1] / "vectors" / "log-v1.json"


class Golden(NamedTuple):
    """One worked event."""

    position: int
    header: bytes
    salt: bytes
    content: bytes
    leaf: bytes
    frontier: merkle.Frontier
    root: bytes
    log_record_sha256: str

    @property
    def row(self) -> dict[str, Any]:
        """The event as a row for the root checker."""
        fields = json.loads(self.header)
        return {
            **{name: fields[name] for name in ("position", "stream", "version", "type")},
            "header": self.header.hex(),
            "data": self.content.hex(),
            "salt": self.salt.hex(),
            "leaf": self.leaf.hex(),
            "frontier": merkle.pack(self.frontier).hex(),
        }


def _golden(event: dict[str, Any]) -> Golden:
    return Golden(
        position=event["position"],
        header=event["header"].encode(),
        salt=bytes.fromhex(event["salt"]),
        content=event["data"].encode(),
        leaf=bytes.fromhex(event["leaf"]),
        frontier=merkle.unpack(bytes.fromhex(event["frontier"])),
        root=bytes.fromhex(event["root"]),
        log_record_sha256=event["log_record_sha256"],
    )


GOLDEN: Final = [_golden(event) for event in json.loads(PATH.read_text("utf-8"))["events"]]

SIXTH: Final = Header(
    site="360722",
    service="issues",
    epoch=1,
    position=6,
    stream="issue-1",
    version=3,
    id="0190c7a4-0000-7000-8000-000000000006",
    type="IssueClosed.v1",
    recorded_at="2026-03-02T08:00:00.000006Z",
    actor="a-7f3c",
    role="office",
    body="b-360722-office",
    correlation="0190c7a4-0000-7000-8000-00000000c001",
    causation="0190c7a4-0000-7000-8000-00000000c002",
    command="0190c7a4-0000-7000-8000-0000000c0006",
    classification="internal",
    audience="open",
    sequence={"events": 3, "linked": 1, "public": 1},
    corrects="0190c7a4-0000-7000-8000-000000000003",
    previous="b872ecebe27377f6704ccf98c31383cd2050b35a179863d92ba561ab2abc2a94",
    data="980563afd7e9b4ce5351aa6176e25732f31078f0bec0aca11c77543d10e85196",
)
"""The sixth event's header, written out by hand."""
