"""Stored names of rounds."""

from typing import Any, Final

from libs.common.events.wire import INTERNAL, SITE, Claim, Upcaster, stored, tagged
from services.rounds.domain.inspection_round import RoundNumberTaken
from services.rounds.domain.round_facts import (
    FeedbackBegun,
    HearingsBegun,
    OnSiteEnded,
    OnSiteStarted,
    PreparationOpened,
    RoundAuthorised,
    RoundCancelled,
    RoundClosed,
    RoundPlanApproved,
    RoundPlanned,
    TargetsSelected,
)


def by_unit(event: RoundAuthorised) -> list[str]:
    """Find a round by each unit that it inspects."""
    return [f"unit:{unit}" for unit in event.units]


def by_target(event: TargetsSelected) -> list[str]:
    """Find a round by each unit that it is to inspect."""
    return [f"unit:{target.unit}" for target in event.targets]


def one_number_in_a_term(event: RoundPlanned) -> list[Claim]:
    """Give a number of a term once."""
    return [Claim(key=f"round-number:{event.term}/{event.number}", refusal=RoundNumberTaken)]


def without_its_number(fields: dict[str, Any]) -> dict[str, Any]:
    """Read an authorisation that did not name its round, whose plan does."""
    return fields


LINES: Final = (
    stored(
        "RoundPlanned.v1",
        RoundPlanned,
        INTERNAL,
        tags=tagged("round"),
        claims=one_number_in_a_term,
    ),
    stored("RoundPlanApproved.v1", RoundPlanApproved, INTERNAL),
    stored("TargetsSelected.v1", TargetsSelected, INTERNAL, tags=by_target),
    stored("RoundAuthorised.v2", RoundAuthorised, SITE, tags=by_unit),
    stored("PreparationOpened.v1", PreparationOpened, INTERNAL),
    stored("OnSiteStarted.v1", OnSiteStarted, INTERNAL),
    stored("OnSiteEnded.v1", OnSiteEnded, INTERNAL),
    stored("HearingsBegun.v1", HearingsBegun, INTERNAL),
    stored("FeedbackBegun.v1", FeedbackBegun, INTERNAL),
    stored("RoundClosed.v1", RoundClosed, INTERNAL),
    stored("RoundCancelled.v1", RoundCancelled, INTERNAL),
)

UPCASTERS: Final[dict[str, tuple[str, Upcaster]]] = {
    "RoundAuthorised.v1": ("RoundAuthorised.v2", without_its_number),
}
