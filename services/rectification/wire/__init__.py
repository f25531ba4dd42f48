"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import Wire
from services.rectification.wire import cases, filings, items, reported_cases, tasks

WIRE: Final = Wire(
    "rectification",
    [*cases.LINES, *items.LINES, *reported_cases.LINES, *filings.LINES, *tasks.LINES],
)
