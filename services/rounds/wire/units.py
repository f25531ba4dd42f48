"""Stored names of the unit register."""

from typing import Final

from libs.common.events.wire import INTERNAL, Claim, stored, tagged
from services.rounds.domain.unit import (
    UnitNameTaken,
    UnitReclassified,
    UnitRegistered,
    UnitRenumbered,
)


def one_name_in_a_division(event: UnitRegistered | UnitRenumbered) -> list[Claim]:
    """Keep a unit's name its own within its division."""
    return [Claim(key=f"unit-name:{event.division}/{event.name}", refusal=UnitNameTaken)]


LINES: Final = (
    stored(
        "UnitRegistered.v1",
        UnitRegistered,
        INTERNAL,
        tags=tagged("unit", "division"),
        claims=one_name_in_a_division,
    ),
    stored("UnitReclassified.v1", UnitReclassified, INTERNAL),
    stored(
        "UnitRenumbered.v1",
        UnitRenumbered,
        INTERNAL,
        tags=tagged("division"),
        claims=one_name_in_a_division,
    ),
)
