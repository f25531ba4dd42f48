"""The only place that asks the machine for the time, a random salt or a fresh id."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

import uuid_utils

SALTS_AT_ONCE: Final = 32


def utc_now() -> datetime:
    """Give the machine's time."""
    return datetime.now(UTC)


def fresh_id(moment: datetime) -> str:
    """Make a uuidv7 for `moment`."""
    return fresh_ids(moment)()


def fresh_ids(moment: datetime) -> Callable[[], str]:
    """Give what makes uuidv7s for `moment`, a new one at each call."""
    nanoseconds = round(moment.timestamp() * 1_000_000) * 1000
    return lambda: str(uuid_utils.uuid7(nanoseconds=nanoseconds))


def fresh_salts(size: int) -> Iterator[bytes]:
    """Give unpredictable bytes, `size` at a time; the machine is asked for several at once."""
    while True:
        drawn = os.urandom(size * SALTS_AT_ONCE)
        yield from (drawn[at : at + size] for at in range(0, len(drawn), size))


def derived_id(namespace: str, name: str) -> str:
    """Make the uuid5 of `name` under another id; the same in, the same out."""
    return str(uuid_utils.uuid5(uuid_utils.UUID(namespace), name))


def monotonic_seconds() -> float:
    """Give a time that only serves to measure how long something took."""
    return time.monotonic()
