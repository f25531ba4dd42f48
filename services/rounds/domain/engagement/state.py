"""An engagement as its facts leave it."""

from dataclasses import replace
from enum import StrEnum
from typing import Final, assert_never

from libs.common.decider import frozen
from services.rounds.domain.engagement.facts import (
    ApprovedIssuesNoted,
    BriefingAccepted,
    BriefingBody,
    BriefingRequested,
    BriefingReturned,
    BriefingSection,
    BriefingSectionFiled,
    EngagementArchived,
    EngagementConcluded,
    EngagementEvent,
    EngagementPlanned,
    FeedbackNoted,
    FindingsNoted,
    GroupAssigned,
    GroupEntered,
    MilestoneReported,
    ReportApproved,
    ResultUseNoted,
    TaskTold,
    TraceabilityNoted,
)
from services.rounds.domain.vocabulary import ActorId, EngagementKey, FeedbackKey, IssueId

KIND: Final = "engagement"


def engagement_stream(key: EngagementKey) -> str:
    """Name the stream of an engagement, for those who may not import its rules."""
    return f"{KIND}-{key}"


class EngagementStatus(StrEnum):
    """How far the engagement has come."""

    NEW = "new"
    PLANNED = "planned"
    BRIEFED = "briefed"
    ENTERED = "entered"
    INVESTIGATING = "investigating"
    CONCLUDING = "concluding"
    REPORT_APPROVED = "report_approved"
    FED_BACK = "fed_back"
    ARCHIVED = "archived"


DONE: Final = {EngagementStatus.FED_BACK, EngagementStatus.ARCHIVED}


@frozen
class Engagement:
    """Only what `decide` asks about; screens read projections."""

    status: EngagementStatus = EngagementStatus.NEW
    planned: EngagementPlanned | None = None
    requested: BriefingRequested | None = None
    filed: frozenset[tuple[BriefingBody, BriefingSection]] = frozenset()
    entered: GroupEntered | None = None
    findings: FindingsNoted | None = None
    traceability: TraceabilityNoted | None = None
    result_use: ResultUseNoted | None = None
    approved: ApprovedIssuesNoted | None = None
    feedback: FeedbackKey | None = None

    @property
    def plan(self) -> EngagementPlanned:
        """The plan, under the group of now; nobody is let ask before there is one."""
        if self.planned is None:
            raise LookupError("plan")
        return self.planned

    @property
    def entry(self) -> GroupEntered:
        """Who entered; nobody is let ask before a group has."""
        if self.entered is None:
            raise LookupError("entry")
        return self.entered

    @property
    def leader(self) -> ActorId | None:
        """Who led the group when it entered."""
        return self.entered.leader if self.entered else None

    @property
    def approved_issues(self) -> frozenset[IssueId]:
        """The issues that may be told."""
        return frozenset(self.approved.issues) if self.approved else frozenset()

    @property
    def report_approved(self) -> bool:
        """Whether the report stands."""
        return self.status in {EngagementStatus.REPORT_APPROVED, *DONE}


def evolve(  # noqa: C901, PLR0911 - a table
    engagement: Engagement, event: EngagementEvent
) -> Engagement:
    """Take in what happened, up to the entry."""
    match event:
        case EngagementPlanned():
            return replace(engagement, status=EngagementStatus.PLANNED, planned=event)
        case GroupAssigned(group=group):
            planned = replace(engagement.planned, group=group) if engagement.planned else None
            return replace(engagement, planned=planned)
        case BriefingRequested() | BriefingSectionFiled() | BriefingReturned():
            return _briefing(engagement, event)
        case BriefingAccepted():
            return replace(engagement, status=EngagementStatus.BRIEFED)
        case GroupEntered():
            return replace(engagement, status=EngagementStatus.ENTERED, entered=event)
        case TaskTold():
            return replace(engagement, status=EngagementStatus.INVESTIGATING)
        case EngagementConcluded():
            return replace(engagement, status=EngagementStatus.CONCLUDING)
        case ReportApproved():
            return replace(engagement, status=_reported(engagement))
        case EngagementArchived():
            return replace(engagement, status=EngagementStatus.ARCHIVED)
        case MilestoneReported():
            return engagement
        case _:
            return _noted(engagement, event)


def _briefing(
    engagement: Engagement, event: BriefingRequested | BriefingSectionFiled | BriefingReturned
) -> Engagement:
    match event:
        case BriefingRequested():
            return replace(engagement, requested=event)
        case BriefingSectionFiled(body=body, section=section):
            return replace(engagement, filed=engagement.filed | {(body, section)})
        case BriefingReturned(body=body):
            kept = frozenset(each for each in engagement.filed if each[0] != body)
            return replace(engagement, filed=kept)
        case _:
            assert_never(event)


def _noted(
    engagement: Engagement,
    event: FindingsNoted | TraceabilityNoted | ResultUseNoted | ApprovedIssuesNoted | FeedbackNoted,
) -> Engagement:
    """Take in what other streams said; it arrives in any order and in any state."""
    match event:
        case FindingsNoted():
            return replace(engagement, findings=event)
        case TraceabilityNoted():
            return replace(engagement, traceability=event)
        case ResultUseNoted():
            return replace(engagement, result_use=event)
        case ApprovedIssuesNoted():
            return replace(engagement, approved=event)
        case FeedbackNoted(feedback=feedback):
            told = engagement.status is EngagementStatus.REPORT_APPROVED
            status = EngagementStatus.FED_BACK if told else engagement.status
            return replace(engagement, status=status, feedback=feedback)
        case _:
            assert_never(event)


def _reported(engagement: Engagement) -> EngagementStatus:
    """The telling may have been heard of before the report's approval."""
    told = engagement.feedback is not None
    return EngagementStatus.FED_BACK if told else EngagementStatus.REPORT_APPROVED
