"""Records as they came: bytes and headers of one record of a topic, or of one row of the log."""

from base64 import b64decode, b64encode
from typing import NamedTuple, TypeAlias

import orjson
from aiokafka import ConsumerRecord

Headers: TypeAlias = tuple[tuple[str, bytes], ...]


class Record(NamedTuple):
    """One record, untouched, with the place it was read from."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> bytes | None:
        """Find a header's bytes."""
        return next((value for header, value in self.headers if header == name), None)


def record_of(consumed: ConsumerRecord[bytes, bytes]) -> Record:
    """Take over what the consumer read."""
    headers = tuple((name, value or b"") for name, value in consumed.headers)
    return Record(
        consumed.topic,
        consumed.partition,
        consumed.offset,
        consumed.key,
        consumed.value,
        headers,
    )


def write_headers(headers: Headers) -> str:
    """Write headers as JSON: pairs of a name and text, or of a name and base64 where need be."""
    return orjson.dumps([[name, _write_value(value)] for name, value in headers]).decode()


def read_headers(stored: str) -> Headers:
    """Read what `write_headers` wrote."""
    return tuple((name, _read_value(value)) for name, value in orjson.loads(stored))


def _write_value(value: bytes) -> str | dict[str, str]:
    # PostgreSQL's jsonb refuses NUL, and a header may hold anything.
    if b"\0" not in value:
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return {"base64": b64encode(value).decode("ascii")}


def _read_value(value: str | dict[str, str]) -> bytes:
    return value.encode("utf-8") if isinstance(value, str) else b64decode(value["base64"])
