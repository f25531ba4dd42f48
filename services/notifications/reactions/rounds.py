"""What rounds says, and who has to hear of it."""

from typing import Final

from libs.common.decider.roles import (
    LEADING_GROUP,
    LINE_DEPARTMENT,
    OFFICE,
    ORGANISATION_DEPARTMENT,
    SUPERVISION_BODY,
)
from libs.common.reactions import Reactions, Received, Send, on, service
from libs.contracts.rounds import (
    BriefingRequested,
    FeedbackDelivered,
    GroupEntered,
    LinkedResultsMerged,
    ReportApproved,
    RoundAuthorised,
)
from services.notifications.domain.notification import Template
from services.notifications.reactions.telling import day_of, tell, tell_unit

BODIES: Final = (SUPERVISION_BODY, ORGANISATION_DEPARTMENT, LINE_DEPARTMENT)
"""Who owes facts before a group enters and hears of a round beside the office."""


def tell_of_the_round(received: Received[RoundAuthorised]) -> list[Send]:
    """Let the office and the bodies know that a round begins."""
    event = received.event
    about = {"round": event.round, "term": event.term, "number": event.number}
    return [
        tell(received, Template.ROUND_AUTHORISED, role, **about, units=len(event.units))
        for role in (OFFICE, *BODIES)
    ]


def ask_for_briefing(received: Received[BriefingRequested]) -> list[Send]:
    """Ask each body for what it knows of a unit."""
    event = received.event
    about = {"engagement": event.engagement, "unit_name": event.unit_name}
    return [
        tell(received, Template.BRIEFING_REQUESTED, body, **about, due_on=day_of(event.due_at))
        for body in event.bodies
    ]


def tell_of_the_entry(received: Received[GroupEntered]) -> list[Send]:
    """Let the unit know that a group has come."""
    event = received.event
    about = {"engagement": event.engagement, "unit_name": event.unit_name}
    return [tell_unit(received, Template.GROUP_ENTERED, event.unit, **about)]


def tell_of_the_report(received: Received[ReportApproved]) -> list[Send]:
    """Let the office and the leading group know that a report stands."""
    event = received.event
    about = {"engagement": event.engagement, "unit_name": event.unit_name, "issues": event.issues}
    return [
        tell(received, Template.REPORT_APPROVED, role, **about) for role in (OFFICE, LEADING_GROUP)
    ]


def tell_the_unit(received: Received[FeedbackDelivered]) -> list[Send]:
    """Let the unit know that its feedback is there and its clocks run."""
    event = received.event
    about = {"feedback": event.feedback, "unit_name": event.unit_name, "issues": len(event.issues)}
    return [tell_unit(received, Template.FEEDBACK_DELIVERED, event.unit, **about)]


def tell_of_the_merge(received: Received[LinkedResultsMerged]) -> list[Send]:
    """Let the office know that a programme's results are one."""
    event = received.event
    about = {"programme": event.programme, "title": event.title}
    counted = {"engagements": len(event.engagements), "excused": len(event.excused)}
    return [tell(received, Template.PROGRAMME_MERGED, OFFICE, **about, **counted)]


REACTIONS: Final = Reactions(
    name="rounds",
    source=service("rounds"),
    lines=(
        on("tell_of_the_round", RoundAuthorised, tell_of_the_round),
        on("ask_for_briefing", BriefingRequested, ask_for_briefing),
        on("tell_of_the_entry", GroupEntered, tell_of_the_entry),
        on("tell_of_the_report", ReportApproved, tell_of_the_report),
        on("tell_the_unit", FeedbackDelivered, tell_the_unit),
        on("tell_of_the_merge", LinkedResultsMerged, tell_of_the_merge),
    ),
)
