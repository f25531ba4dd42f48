"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import Wire
from services.rounds.wire import feedback, programmes, rounds, unit_records, units

WIRE: Final = Wire(
    "rounds",
    [
        *units.LINES,
        *rounds.LINES,
        *feedback.LINES,
        *programmes.LINES,
        *unit_records.LINES,
    ],
)
