"""Waiting with a limit: for a condition, and for the turn of another command on the same files."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO

from lianxun.local.errors import LocalServerError

POLL_SECONDS = 0.03
# Another command may be fetching jars meanwhile, which takes minutes on a slow line.
TURN_SECONDS_MAX = 900.0


def wait_until(
    condition: Callable[[], bool], *, seconds: float, every: float = POLL_SECONDS
) -> bool:
    """Whether the condition came true in time; it is asked at least once."""
    pause, end = Event(), time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= end:
            return False
        pause.wait(every)
    return True


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the file's lock; the kernel frees it when the holder dies, so it never goes stale."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not wait_until(lambda: _locked(file), seconds=TURN_SECONDS_MAX):
            message = f"Another command has held {path} for {TURN_SECONDS_MAX:.0f} s."
            raise LocalServerError(message)
        yield


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
