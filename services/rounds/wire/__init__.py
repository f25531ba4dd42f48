"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import Wire
from services.rounds.wire import feedback, rounds, units

WIRE: Final = Wire("rounds", [*units.LINES, *rounds.LINES, *feedback.LINES])
