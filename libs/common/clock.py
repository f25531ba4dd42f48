"""The only place that asks the machine for the time, a random salt or a fresh id."""

import os
import time
from datetime import UTC, datetime

import uuid_utils


def utc_now() -> datetime:
    """Give the machine's time."""
    return datetime.now(UTC)


def fresh_id(moment: datetime) -> str:
    """Make a uuidv7 for `moment`."""
    return str(uuid_utils.uuid7(nanoseconds=round(moment.timestamp() * 1_000_000) * 1000))


def fresh_salt(size: int) -> bytes:
    """Give `size` unpredictable bytes."""
    return os.urandom(size)


def derived_id(namespace: str, name: str) -> str:
    """Make the uuid5 of `name` under another id; the same in, the same out."""
    return str(uuid_utils.uuid5(uuid_utils.UUID(namespace), name))


def monotonic_seconds() -> float:
    """Give a time that only serves to measure how long something took."""
    return time.monotonic()
