"""Stored names of rounds."""

from typing import Final

from libs.common.events.wire import INTERNAL, Claim, stored, tagged
from services.rounds.domain.inspection_round import (
    OnSiteStarted,
    RoundAuthorised,
    RoundClosed,
    RoundNumberTaken,
    RoundPlanned,
)


def by_unit(event: RoundAuthorised) -> list[str]:
    """Find a round by each unit that it inspects."""
    return [f"unit:{unit}" for unit in event.units]


def one_number_in_a_term(event: RoundPlanned) -> list[Claim]:
    """Give a number of a term once."""
    return [Claim(key=f"round-number:{event.term}/{event.number}", refusal=RoundNumberTaken)]


LINES: Final = (
    stored(
        "RoundPlanned.v1",
        RoundPlanned,
        INTERNAL,
        tags=tagged("round"),
        claims=one_number_in_a_term,
    ),
    stored("RoundAuthorised.v1", RoundAuthorised, INTERNAL, tags=by_unit),
    stored("OnSiteStarted.v1", OnSiteStarted, INTERNAL),
    stored("RoundClosed.v1", RoundClosed, INTERNAL),
)
