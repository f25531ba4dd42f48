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

    def raise_alarm(self, name: str, kind: str = "", **details: str | int) -> None:
        """Log an error under a stable name; each kind of it is counted by itself."""
        now, each = time.monotonic(), f"{name} {kind}"
        if now - self._raised_at.get(each, -self._quiet_seconds) < self._quiet_seconds:
            self._withheld[each] = self._withheld.get(each, 0) + 1
            return
        self._raised_at[each] = now
        self._log.error(name, kind=kind, withheld=self._withheld.pop(each, 0), **details)
