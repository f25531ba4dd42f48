"""Logs: JSON lines off a terminal, readable on one; short constant event names."""

import logging
import sys
from functools import cache
from typing import Any, Final

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRET_WORDS: Final = ("password", "token", "authorization", "secret", "dsn")


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank every value whose name says that it is secret."""
    for name in event:
        if _is_secret(name):
            event[name] = "redacted"
    return event


@cache
def _is_secret(name: str) -> bool:
    return any(word in name for word in SECRET_WORDS)


def configure(level: str = "INFO", *, for_good: bool = True) -> None:
    """Set logging up for this process; standard-library loggers go the same way.

    `for_good` lets every logger keep what it first finds, which is quicker.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    terminal = sys.stderr.isatty()
    # Never with the frames' variables: they hold tokens and bodies.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    last = plain if terminal else structlog.processors.JSONRenderer(_dump)
    stack = [] if terminal else [_without_variables()]
    structlog.configure(
        processors=[*shared, *stack, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=for_good,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *stack, last],
    )
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _without_variables() -> Processor:
    told = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    return structlog.processors.ExceptionRenderer(told)


def _dump(event: dict[str, Any], **_: object) -> str:
    return orjson.dumps(event, default=str).decode()
