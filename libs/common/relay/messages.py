"""From a stored event to its Kafka records: one per circle that reads it, CloudEvents 1.0, binary.

An event whose data was destroyed is still published, so that numbers stay dense: on the log as
header, 16 zero bytes and no data; elsewhere as a record without a value, which in CloudEvents is
an event without data.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import quote

import orjson
from pydantic import TypeAdapter, ValidationError

from libs.common.decider import frozen
from libs.common.events.audience import LOG, PUBLIC, topic
from libs.common.events.record import SALT_BYTES, LogRecord, pack
from libs.common.events.wire import Stored, UnknownType, Wire
from libs.common.kafka.client import transactional_id
from libs.common.store.reading import StoredRow

DESTROYED_SALT: Final = bytes(SALT_BYTES)
LOG_CONTENT: Final = ("content-type", b"application/vnd.lianxun.log-record")
JSON_CONTENT: Final = ("content-type", b"application/json")
CLOUD_EVENTS: Final = ("ce_specversion", b"1.0")

# Printable ASCII but the percent sign, which announces an encoded byte.
_PLAIN: Final = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")
_NAMES_MAX: Final = 4096

KafkaHeader: TypeAlias = tuple[str, bytes]
Form: TypeAlias = tuple[str, bytes | None]
Fields: TypeAlias = dict[str, Any]
"""A stored header's fields; `Header` would cost as much as everything else here together."""


class Unpublishable(Exception):  # noqa: N818 - named by what it is
    """This release cannot read an event that it would have to give its public form."""

    def __init__(self, position: int, name: str) -> None:
        super().__init__(f"position {position}: {name} cannot be read")
        self.position = position


class Message(NamedTuple):
    """One Kafka record to be."""

    circle: str
    key: bytes
    value: bytes | None
    headers: list[KafkaHeader]


@frozen
class Publisher:
    """Whose events are published, and by which wire table."""

    site: str
    service: str
    division: str
    wire: Wire

    @property
    def transactional_id(self) -> str:
        """Name the relay to the broker."""
        return transactional_id(self.site, self.service)

    def topic(self, circle: str) -> str:
        """Name the topic of a circle."""
        return topic(self.site, self.service, circle)

    def messages(self, row: StoredRow) -> Iterator[Message]:
        """Give the records of one event, the log's first; raises Unpublishable."""
        fields: Fields = orjson.loads(row.header)
        name, key, common = fields["type"], fields["stream"].encode(), self._common(fields)
        # A reader of the log has the whole header in the value.
        yield Message(LOG, key, log_value(row), [self._type(name), LOG_CONTENT, *common])
        if "sequence" not in fields:
            return
        common += _further(fields, self.division)
        for circle, number in fields["sequence"].items():
            sequence = ("sequence", b"%d" % number)
            for form, value in self._forms(fields, row.data, circle):
                headers = [self._type(form), JSON_CONTENT, *common, sequence]
                yield Message(circle, key, value, headers)

    def _common(self, fields: Fields) -> tuple[KafkaHeader, ...]:
        return (
            CLOUD_EVENTS,
            ("ce_id", ascii_value(fields["id"])),
            ("ce_source", _name(f"/{self.site}/{self.service}")),
            ("ce_subject", ascii_value(fields["stream"])),
            ("ce_time", ascii_value(fields["recorded_at"])),
            ("epoch", b"%d" % fields["epoch"]),
            ("position", b"%d" % fields["position"]),
        )

    def _type(self, name: str) -> KafkaHeader:
        return "ce_type", _name(f"lianxun.{self.service}.{name}")

    def _forms(self, fields: Fields, data: bytes | None, circle: str) -> list[Form]:
        """Give names and values for a circle, older versions first: a reader takes one of them."""
        name: str = fields["type"]
        if data is None or self._is_plain(self.wire.stored(name), circle):
            return [(name, data)]
        event, line = self._decoded(fields, data)
        if circle == PUBLIC and line.public is not None:
            # The form is that of today's line, also when the event was stored under an older name.
            return [(line.name, _json(line.public(event)))]
        older = [(version, _json(form(event))) for version, form in line.older.items()]
        return [*(each for each in older if each[0] != name), (name, data)]

    def _is_plain(self, line: Stored | None, circle: str) -> bool:
        """Tell whether a circle gets what is stored; without a line, all but the public do."""
        if line is None:
            return circle != PUBLIC
        return not line.older and not (circle == PUBLIC and line.public)

    def _decoded(self, fields: Fields, data: bytes) -> tuple[object, Stored]:
        try:
            event = self.wire.decode(fields["type"], data)
            return event, self.wire.line(event, fields["stream"].partition("-")[0])
        except (UnknownType, ValidationError) as error:
            raise Unpublishable(fields["position"], fields["type"]) from error


def _further(fields: Fields, division: str) -> tuple[KafkaHeader, ...]:
    return (
        ("streamversion", b"%d" % fields["version"]),
        ("correlationid", ascii_value(fields["correlation"])),
        ("causationid", ascii_value(fields["causation"])),
        ("division", _name(division)),
        ("classification", _name(fields["classification"])),
    )


def log_value(row: StoredRow) -> bytes:
    """Give the value of the event's record on the log."""
    salt = DESTROYED_SALT if row.salt is None else row.salt
    return pack(LogRecord(header=row.header, salt=salt, data=row.data or b""))


def ascii_value(text: str) -> bytes:
    """Write a header value; everything but printable ASCII is percent-encoded UTF-8."""
    if text.isascii() and text.isprintable() and "%" not in text:
        return text.encode()
    return quote(text, safe=_PLAIN).encode()


_name: Final = lru_cache(maxsize=_NAMES_MAX)(ascii_value)
"""For values that come again and again."""

_adapters: Final[dict[type, TypeAdapter[Any]]] = {}
"""One for each published form that was met; there are as many as contracts."""


def _json(published: object) -> bytes:
    form = type(published)
    if form not in _adapters:
        _adapters[form] = TypeAdapter(form)
    return _adapters[form].dump_json(published, exclude_none=True)
