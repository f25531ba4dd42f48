"""From a stored event to its Kafka records: one per circle that reads it, CloudEvents 1.0, binary.

An event whose data was destroyed is still published, so that numbers stay dense: on the log as
header, 16 zero bytes and no data; elsewhere as a record without a value, which in CloudEvents is
an event without data.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from libs.common.decider import frozen
from libs.common.events.audience import LOG, PUBLIC, topic
from libs.common.events.header import Header
from libs.common.events.header import decode as decode_header
from libs.common.events.record import SALT_BYTES, LogRecord, pack
from libs.common.events.wire import UnknownType, Wire
from libs.common.store.reading import StoredRow

DESTROYED_SALT: Final = bytes(SALT_BYTES)
LOG_CONTENT: Final = b"application/vnd.lianxun.log-record"
JSON_CONTENT: Final = b"application/json"

# Printable ASCII but the percent sign, which announces an encoded byte.
_PLAIN: Final = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")

KafkaHeaders = list[tuple[str, bytes]]


class Unpublishable(Exception):  # noqa: N818 - named by what it is
    """This release cannot read an event that it would have to give its public form."""

    def __init__(self, header: Header) -> None:
        super().__init__(f"position {header.position}: {header.type} cannot be read")
        self.position = header.position


class Message(NamedTuple):
    """One Kafka record to be."""

    circle: str
    key: bytes
    value: bytes | None
    headers: KafkaHeaders


@frozen
class Publisher:
    """Whose events are published, and by which wire table."""

    site: str
    service: str
    division: str
    wire: Wire

    @property
    def transactional_id(self) -> str:
        """Name the relay to the broker: the same for every relay of the service, so one lives."""
        return f"{self.site}.{self.service}.relay"

    def topic(self, circle: str) -> str:
        """Name the topic of a circle."""
        return topic(self.site, self.service, circle)

    def messages(self, row: StoredRow) -> Iterator[Message]:
        """Give the records of one event, the log's first; raises Unpublishable."""
        header = decode_header(row.header)
        key, common = header.stream.encode(), self._common(header)
        kind = self._kind(header.type, LOG_CONTENT)
        yield Message(LOG, key, log_value(row), [*kind, *common])
        for circle, number in (header.sequence or {}).items():
            name, value = self._form(circle, header, row.data)
            kind = self._kind(name, JSON_CONTENT)
            sequence = ("sequence", b"%d" % number)
            yield Message(circle, key, value, [*kind, *common, sequence])

    def _common(self, header: Header) -> KafkaHeaders:
        return [
            ("ce_specversion", b"1.0"),
            ("ce_id", ascii_value(header.id)),
            ("ce_source", ascii_value(f"/{header.site}/{header.service}")),
            ("ce_subject", ascii_value(header.stream)),
            ("ce_time", ascii_value(header.recorded_at)),
            ("epoch", b"%d" % header.epoch),
            ("position", b"%d" % header.position),
            ("streamversion", b"%d" % header.version),
            ("correlationid", ascii_value(header.correlation)),
            ("causationid", ascii_value(header.causation)),
            ("division", ascii_value(self.division)),
            ("classification", ascii_value(header.classification)),
        ]

    def _kind(self, name: str, content: bytes) -> KafkaHeaders:
        return [
            ("ce_type", ascii_value(f"lianxun.{self.service}.{name}")),
            ("content-type", content),
        ]

    def _form(self, circle: str, header: Header, data: bytes | None) -> tuple[str, bytes | None]:
        """Give name and value; only the public form may differ from what is stored."""
        if circle != PUBLIC or data is None:
            return header.type, data
        try:
            event = self.wire.decode(header.type, data)
            line = self.wire.line(event, header.stream.partition("-")[0])
        except (UnknownType, ValidationError) as error:
            raise Unpublishable(header) from error
        if line.public is None:
            return header.type, data
        # The form is that of today's line, also when the event was stored under an older name.
        return line.name, _json(line.public(event))


def log_value(row: StoredRow) -> bytes:
    """Give the value of the event's record on the log."""
    salt = DESTROYED_SALT if row.salt is None else row.salt
    return pack(LogRecord(header=row.header, salt=salt, data=row.data or b""))


def ascii_value(text: str) -> bytes:
    """Write a header value; everything but printable ASCII is percent-encoded UTF-8."""
    if text.isascii() and text.isprintable() and "%" not in text:
        return text.encode()
    return quote(text, safe=_PLAIN).encode()


_adapters: Final[dict[type, TypeAdapter[Any]]] = {}
"""One for each published form that was met; there are as many as contracts."""


def _json(published: object) -> bytes:
    form = type(published)
    if form not in _adapters:
        _adapters[form] = TypeAdapter(form)
    return _adapters[form].dump_json(published, exclude_none=True)
