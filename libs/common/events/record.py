"""A record of the `.log` topic: header, salt and data of one event in one value."""

from hashlib import sha256
from struct import Struct
from typing import Final, NamedTuple

from libs.common.events.merkle import leaf_hash

SALT_BYTES: Final = 16
_LENGTH: Final = Struct(">I")


class LogRecord(NamedTuple):
    """The three byte strings an event is kept as."""

    header: bytes
    salt: bytes
    data: bytes

    @property
    def leaf(self) -> bytes:
        """The event's hash in the log's tree."""
        return leaf_hash(self.header)


def data_digest(salt: bytes, data: bytes) -> str:
    """Give the hex digest that a header carries for its data."""
    return sha256(salt + data).hexdigest()


def pack(record: LogRecord) -> bytes:
    """Write uint32 length || header || salt || data."""
    return _LENGTH.pack(len(record.header)) + record.header + record.salt + record.data


def unpack(value: bytes) -> LogRecord:
    """Read what `pack` wrote; raises ValueError when it is cut short."""
    if len(value) < _LENGTH.size:
        raise ValueError("a log record shorter than its length field")
    (length,) = _LENGTH.unpack_from(value)
    salt_at = _LENGTH.size + length
    if len(value) < salt_at + SALT_BYTES:
        raise ValueError("a log record shorter than its header and salt")
    return LogRecord(
        header=value[_LENGTH.size : salt_at],
        salt=value[salt_at : salt_at + SALT_BYTES],
        data=value[salt_at + SALT_BYTES :],
    )
