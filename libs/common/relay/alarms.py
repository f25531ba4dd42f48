"""Alarms: errors that somebody must see, each at most once in a while."""

import time
from typing import Final

import structlog

_log: Final = structlog.get_logger(__name__)


class Alarms:
    """Raises an alarm by name; what was withheld since is counted in the next one."""

    def __init__(self, quiet_seconds: float, **about: str) -> None:
        self._log = _log.bind(**about)
        self._quiet_seconds = quiet_seconds
        self._raised_at: dict[str, float] = {}
        self._withheld: dict[str, int] = {}

    def raise_alarm(self, name: str, **details: str | int | None) -> None:
        """Log an error under a stable name."""
        now = time.monotonic()
        if now - self._raised_at.get(name, -self._quiet_seconds) < self._quiet_seconds:
            self._withheld[name] = self._withheld.get(name, 0) + 1
            return
        self._raised_at[name] = now
        self._log.error(name, withheld=self._withheld.pop(name, 0), **details)
