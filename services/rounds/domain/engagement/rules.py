"""Which rules say no to what is asked of an engagement."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Final

from libs.common.decider import SYSTEM, Aggregate, Context, allow
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    DISPATCHING_COMMITTEE,
    GROUP_LEADER,
    LEADING_GROUP,
    LINE_DEPARTMENT,
    OFFICE,
    ORGANISATION_DEPARTMENT,
    SUPERVISION_BODY,
)
from services.rounds.domain.engagement.briefing import decide_briefing
from services.rounds.domain.engagement.commands import (
    AcceptBriefing,
    ApproveReport,
    Archive,
    AssignGroup,
    Conclude,
    EngagementCommand,
    Enter,
    FileBriefingSection,
    NoteApprovedIssues,
    NoteFeedbackDelivered,
    NoteFindings,
    NoteResultUse,
    NoteTraceability,
    PlanEngagement,
    RequestBriefing,
    ReturnBriefing,
    TellTask,
)
from services.rounds.domain.engagement.entry import acts_for_group, assigned, entered, planned
from services.rounds.domain.engagement.facts import (
    EngagementArchived,
    EngagementConcluded,
    EngagementEvent,
    TaskTold,
)
from services.rounds.domain.engagement.milestones import milestone
from services.rounds.domain.engagement.report import approved, decide_note
from services.rounds.domain.engagement.state import (
    KIND,
    Engagement,
    EngagementStatus,
    engagement_stream,
    evolve,
)
from services.rounds.domain.group.rules import group
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.unit import unit

_BODIES: Final = (SUPERVISION_BODY, ORGANISATION_DEPARTMENT, LINE_DEPARTMENT)
_ON_SITE: Final = {EngagementStatus.ENTERED, EngagementStatus.INVESTIGATING}
_ANY: Final = set(EngagementStatus)

# An assistant leader acts as head of a supervision department: with the on-site phase that ends.
ALLOWED: Final = {
    PlanEngagement: allow(OFFICE, when={EngagementStatus.NEW}),
    AssignGroup: allow(OFFICE, when={EngagementStatus.PLANNED, EngagementStatus.BRIEFED}),
    RequestBriefing: allow(OFFICE, GROUP_LEADER, when={EngagementStatus.PLANNED}),
    FileBriefingSection: allow(*_BODIES, when={EngagementStatus.PLANNED}),
    ReturnBriefing: allow(OFFICE, GROUP_LEADER, when={EngagementStatus.PLANNED}),
    AcceptBriefing: allow(OFFICE, GROUP_LEADER, when={EngagementStatus.PLANNED}),
    Enter: allow(GROUP_LEADER, DEPUTY_LEADER, when={EngagementStatus.BRIEFED}),
    TellTask: allow(
        *(GROUP_LEADER, DEPUTY_LEADER, SUPERVISION_BODY), when={EngagementStatus.ENTERED}
    ),
    Conclude: allow(
        *(GROUP_LEADER, DEPUTY_LEADER, SUPERVISION_BODY), when={EngagementStatus.INVESTIGATING}
    ),
    ApproveReport: allow(
        *(DISPATCHING_COMMITTEE, LEADING_GROUP), when={EngagementStatus.CONCLUDING}
    ),
    Archive: allow(OFFICE, when={EngagementStatus.FED_BACK}),
    NoteFindings: allow(SYSTEM, when=_ANY),
    NoteTraceability: allow(SYSTEM, when=_ANY),
    NoteResultUse: allow(SYSTEM, when=_ANY),
    NoteApprovedIssues: allow(SYSTEM, when=_ANY),
    NoteFeedbackDelivered: allow(SYSTEM, when=_ANY),
}


def reads(command: EngagementCommand) -> Sequence[str]:
    """An engagement is planned on its round, unit and group, and entered on round and group."""
    match command:
        case PlanEngagement(previous=previous):
            streams = (
                inspection_round.stream(command.round),
                unit.stream(command.unit),
                group.stream(command.group),
            )
            return streams if previous is None else (*streams, engagement_stream(previous))
        case AssignGroup():
            return (group.stream(command.group),)
        case Enter():
            return inspection_round.stream(command.round), group.stream(command.group)
        case _:
            return ()


def decide(  # noqa: PLR0911 - a table
    command: EngagementCommand, engagement: Engagement, context: Context
) -> list[EngagementEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case PlanEngagement():
            plan = planned(command, context)
            return [plan, *milestone(plan, Milestone.PLANNED, context.now)]
        case AssignGroup():
            return [assigned(command, engagement.plan, context)]
        case RequestBriefing() | FileBriefingSection() | ReturnBriefing() | AcceptBriefing():
            return decide_briefing(command, engagement, context)
        case Enter():
            entry = entered(command, engagement.plan, context)
            return [entry, *milestone(engagement.planned, Milestone.ENTERED, context.now)]
        case TellTask():
            acts_for_group(engagement.entry, context)
            return [TaskTold()]
        case Conclude():
            acts_for_group(engagement.entry, context)
            return _concluded(engagement, context.now)
        case ApproveReport(report=report):
            report_approved = approved(report, engagement, context.now)
            told = milestone(engagement.planned, Milestone.REPORT_APPROVED, context.now)
            return [report_approved, *told]
        case Archive():
            return [EngagementArchived()]
        case _:
            return decide_note(command, engagement, context.now)


def _concluded(engagement: Engagement, moment: datetime) -> list[EngagementEvent]:
    plan = engagement.plan
    left = EngagementConcluded(
        engagement=plan.engagement, round=plan.round, unit=plan.unit, group=plan.group
    )
    return [left, *milestone(plan, Milestone.CONCLUDED, moment)]


engagement: Final = Aggregate(
    kind=KIND,
    initial=Engagement(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
