"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import Wire
from services.rounds.wire import (
    engagements,
    feedback,
    groups,
    hearings,
    programmes,
    reference,
    rounds,
    unit_records,
    units,
)

WIRE: Final = Wire(
    "rounds",
    [
        *units.LINES,
        *reference.LINES,
        *rounds.LINES,
        *groups.LINES,
        *engagements.LINES,
        *feedback.LINES,
        *hearings.LINES,
        *programmes.LINES,
        *unit_records.LINES,
    ],
    upcasters=rounds.UPCASTERS,
)
