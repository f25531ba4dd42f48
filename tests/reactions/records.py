"""Records as the teller's relay would write them, and as it never would."""

from typing import Any, Final

import orjson

from libs.common.clock import derived_id
from libs.common.reactions.records import Record
from tests.reactions.vocabulary import TELLER

NAMESPACE: Final = "5f0d5f0e-0000-4000-8000-000000000000"
TIME: Final = "2026-03-01T08:00:00.000000Z"


def event_id(stream: str, sequence: int, epoch: int = 1) -> str:
    """The same event has the same id, whenever it is told."""
    return derived_id(NAMESPACE, f"{stream}/{sequence}/{epoch}")


def headers(site: str, stream: str, sequence: int, *, name: str, epoch: int) -> dict[str, bytes]:
    """All headers of a good record."""
    return {
        "ce_specversion": b"1.0",
        "ce_id": event_id(stream, sequence, epoch).encode(),
        "ce_source": f"/{site}/{TELLER}".encode(),
        "ce_type": f"lianxun.{TELLER}.{name}".encode(),
        "ce_subject": stream.encode(),
        "ce_time": TIME.encode(),
        "epoch": str(epoch).encode(),
        "position": str(sequence).encode(),
        "streamversion": str(sequence).encode(),
        "sequence": str(sequence).encode(),
        "correlationid": derived_id(NAMESPACE, stream).encode(),
        "content-type": b"application/json",
    }


class Teller:
    """Tells things in one topic; each record has the next offset."""

    def __init__(self, site: str, circle: str = "events") -> None:
        self.site, self.topic = site, f"{site}.{TELLER}.{circle}"
        self._offset = -1

    def told(self, stream: str, sequence: int, text: str, /, **changes: Any) -> Record:
        """Say something; `changes` are headers to replace, None to leave out."""
        return self.record(stream, sequence, {"text": text}, **changes)

    def aloud(self, stream: str, sequence: int, text: str, /, **changes: Any) -> Record:
        """Say it in the second version."""
        body = {"text": text, "loudness": 3}
        return self.record(stream, sequence, body, name="Told.v2", **changes)

    def sighed(self, stream: str, sequence: int) -> Record:
        """Say what nobody reacts to."""
        return self.record(stream, sequence, {"depth": 1}, name="Sighed.v1")

    def record(
        self,
        stream: str,
        sequence: int,
        body: object,
        /,
        *,
        name: str = "Told.v1",
        epoch: int = 1,
        **changes: Any,
    ) -> Record:
        """Write a record; a body of bytes is taken as it is."""
        self._offset += 1
        wanted = headers(self.site, stream, sequence, name=name, epoch=epoch) | changes
        value = body if isinstance(body, bytes | None) else orjson.dumps(body)
        kept = tuple((header, value) for header, value in wanted.items() if value is not None)
        return Record(self.topic, 0, self._offset, stream.encode(), value, kept)
