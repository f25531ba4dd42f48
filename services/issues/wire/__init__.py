"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import Wire
from services.issues.wire import issues, lists, papers, programmes, reports

WIRE: Final = Wire(
    "issues",
    [*issues.LINES, *papers.LINES, *lists.LINES, *reports.LINES, *programmes.LINES],
)
