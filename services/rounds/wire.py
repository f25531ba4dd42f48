"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, Claim, Wire, stored, tagged
from services.rounds.domain.feedback_session import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
    IssueInOtherFeedback,
)
from services.rounds.domain.inspection_round import (
    OnSiteStarted,
    RoundAuthorised,
    RoundClosed,
    RoundNumberTaken,
    RoundPlanned,
)
from services.rounds.domain.unit import UnitNameTaken, UnitReclassified, UnitRegistered


def by_unit(event: RoundAuthorised) -> list[str]:
    """Find a round by each unit that it inspects."""
    return [f"unit:{unit}" for unit in event.units]


def one_name_in_a_division(event: UnitRegistered) -> list[Claim]:
    """Keep a unit's name its own within its division."""
    return [Claim(key=f"unit-name:{event.division}/{event.name}", refusal=UnitNameTaken)]


def one_number_in_a_term(event: RoundPlanned) -> list[Claim]:
    """Give a number of a term once."""
    return [Claim(key=f"round-number:{event.term}/{event.number}", refusal=RoundNumberTaken)]


def one_feedback_for_an_issue(event: FeedbackApproved) -> list[Claim]:
    """Tell an issue in one session."""
    return [
        Claim(key=f"feedback-issue:{issue}", refusal=IssueInOtherFeedback) for issue in event.issues
    ]


_session: Final = tagged("round", "unit", "division")

WIRE: Final = Wire(
    "rounds",
    [
        stored(
            "UnitRegistered.v1",
            UnitRegistered,
            INTERNAL,
            tags=tagged("unit", "division"),
            claims=one_name_in_a_division,
        ),
        stored("UnitReclassified.v1", UnitReclassified, INTERNAL),
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
        stored("FeedbackDrafted.v1", FeedbackDrafted, INTERNAL, tags=_session),
        stored("FeedbackApproved.v1", FeedbackApproved, INTERNAL, claims=one_feedback_for_an_issue),
        stored("FeedbackDelivered.v1", FeedbackDelivered, SITE, tags=_session),
        stored("FeedbackAcknowledged.v1", FeedbackAcknowledged, INTERNAL),
    ],
)
