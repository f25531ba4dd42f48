"""Keeps aiokafka's own log readable: an outage makes it repeat the same lines by the thousand."""

import logging
import time
from typing import Final

QUIET_SECONDS: Final = 10.0
"""The same line of aiokafka's code is let through once in this time."""

TEMPLATES_MAX: Final = 1000
NAME: Final = "aiokafka"


class OncePerWhile(logging.Handler):
    """Hands a record on to the root logger unless its like went through a short while ago."""

    def __init__(self, quiet_seconds: float = QUIET_SECONDS) -> None:
        super().__init__()
        self._quiet_seconds = quiet_seconds
        self._last_at: dict[tuple[str, int], float] = {}
        self._withheld: dict[tuple[str, int], int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on or withhold; what was withheld is counted in the next one."""
        line = (record.name, record.lineno)
        now = time.monotonic()
        if now - self._last_at.get(line, -self._quiet_seconds) < self._quiet_seconds:
            self._withheld[line] = self._withheld.get(line, 0) + 1
            return
        if len(self._last_at) >= TEMPLATES_MAX:
            self._last_at.clear()
        self._last_at[line] = now
        withheld = self._withheld.pop(line, 0)
        if withheld:
            record.msg = f"{record.getMessage()} ({withheld} like it withheld)"
            record.args = ()
        logging.getLogger().handle(record)


def quieten() -> None:
    """Put the handler in front of everything aiokafka logs; asking twice changes nothing."""
    logger = logging.getLogger(NAME)
    if not any(isinstance(handler, OncePerWhile) for handler in logger.handlers):
        logger.addHandler(OncePerWhile())
        logger.propagate = False
