"""Which rules say no to what is asked of a hearing."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import Aggregate, Context, Denial, Refusal, allow
from libs.common.decider.roles import DISPATCHING_COMMITTEE, LEADING_GROUP, OFFICE, SECRETARY
from services.rounds.domain.calendar import demand_working_day
from services.rounds.domain.engagement.facts import EngagementPlanned
from services.rounds.domain.engagement.state import (
    DONE,
    Engagement,
    EngagementStatus,
    engagement_stream,
)
from services.rounds.domain.hearing.commands import (
    CloseHearing,
    DecideResultUse,
    HearGroup,
    HearingCommand,
    OpenHearing,
    RecordDecision,
    ScheduleHearing,
)
from services.rounds.domain.hearing.facts import (
    CommitteeHearingHeld,
    EngagementListed,
    GroupReportHeard,
    HearingClosed,
    HearingEvent,
    HearingKind,
    HearingOpened,
    HearingScheduled,
    LsgDecisionRecorded,
    ResultUseDecided,
    SpecialMeetingHeld,
)
from services.rounds.domain.hearing.state import HearingMeeting, HearingStatus, evolve
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.rules_today import rule_today, rules_stream
from services.rounds.domain.vocabulary import GroupKey


class EngagementListedTwice(Refusal):
    """An agenda lists an engagement once."""


class EngagementOfOtherRound(Refusal):
    """A hearing is about engagements of its own round."""


class GroupStillOnSite(Refusal):
    """A group is called to report after it has left its unit."""


class NotTheChair(Denial):
    """A meeting goes by the role that holds it: its own chair, or the office for it."""


class NotThisGroupsTurn(Refusal):
    """Groups are heard one by one, in the speaking order."""


class EngagementNotListed(Refusal):
    """A meeting decides on what stands on its agenda."""


class GroupNotHeard(Refusal):
    """Results are put to use after their group was heard."""


class ResultUseDecidedBefore(Refusal):
    """A meeting decides once what becomes of an engagement's results."""


class NotTheLeadingGroupsMeeting(Refusal):
    """Decisions of the leading group are made in its own meetings."""


class QuorumNotReached(Refusal):
    """The leading group decides when as many attend as the rule in force says."""


class GroupsStillWaiting(Refusal):
    """A meeting is closed when each listed group has been heard."""


_CHAIR: Final = {
    HearingKind.LEADING_GROUP: LEADING_GROUP,
    HearingKind.SECRETARY: SECRETARY,
    HearingKind.COMMITTEE: DISPATCHING_COMMITTEE,
}
_HELD: Final[dict[HearingKind, type[SpecialMeetingHeld] | type[CommitteeHearingHeld]]] = {
    HearingKind.SECRETARY: SpecialMeetingHeld,
    HearingKind.COMMITTEE: CommitteeHearingHeld,
}
_CHAIRS: Final = tuple(_CHAIR.values())
_LEFT: Final = {EngagementStatus.CONCLUDING, EngagementStatus.REPORT_APPROVED, *DONE}

# The office calls meetings and keeps their minutes; what becomes of results is the chair's to say.
ALLOWED: Final = {
    ScheduleHearing: allow(OFFICE, when={HearingStatus.NEW}),
    OpenHearing: allow(OFFICE, *_CHAIRS, when={HearingStatus.SCHEDULED}),
    HearGroup: allow(OFFICE, *_CHAIRS, when={HearingStatus.IN_SESSION}),
    DecideResultUse: allow(*_CHAIRS, when={HearingStatus.IN_SESSION}),
    RecordDecision: allow(OFFICE, LEADING_GROUP, when={HearingStatus.IN_SESSION}),
    CloseHearing: allow(OFFICE, *_CHAIRS, when={HearingStatus.IN_SESSION}),
}


def reads(command: HearingCommand) -> tuple[str, ...]:
    """A hearing is called on what its engagements are, and decides by the rule on its quorum."""
    match command:
        case ScheduleHearing(engagements=engagements):
            return tuple(map(engagement_stream, engagements))
        case RecordDecision():
            return (rules_stream(RuleScope.HEARING),)
        case _:
            return ()


def decide(
    command: HearingCommand, meeting: HearingMeeting, context: Context
) -> list[HearingEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case ScheduleHearing():
            return [_scheduled(command), *_agenda(command, context)]
        case OpenHearing():
            _in_the_chair(meeting, context)
            return [_opened(meeting)]
        case HearGroup(group=group):
            _in_the_chair(meeting, context)
            _its_turn(meeting, group)
            return [_heard(meeting, group)]
        case DecideResultUse():
            _in_the_chair(meeting, context)
            return [_decided(command, meeting)]
        case RecordDecision():
            return [_recorded(command, meeting, context)]
        case CloseHearing():
            _in_the_chair(meeting, context)
            if meeting.waiting:
                raise GroupsStillWaiting(waiting=len(meeting.waiting))
            return [_closed(meeting), *_held(meeting)]
        case _:
            assert_never(command)


def _in_the_chair(meeting: HearingMeeting, context: Context) -> None:
    if context.role not in {OFFICE, _CHAIR[meeting.plan.kind]}:
        raise NotTheChair


def _its_turn(meeting: HearingMeeting, group: GroupKey) -> None:
    turn = meeting.waiting[:1]
    if (group,) != turn:
        raise NotThisGroupsTurn(turn="".join(turn))


def _scheduled(command: ScheduleHearing) -> HearingScheduled:
    demand_working_day("held_on", command.held_on)
    if len(set(command.engagements)) < len(command.engagements):
        raise EngagementListedTwice
    return HearingScheduled(
        hearing=command.hearing,
        kind=command.kind,
        round=command.round,
        held_on=command.held_on,
        engagements=command.engagements,
    )


def _agenda(command: ScheduleHearing, context: Context) -> Iterator[EngagementListed]:
    order: dict[GroupKey, int] = {}
    for key in command.engagements:
        plan = _to_be_heard(context.others[engagement_stream(key)], command)
        yield EngagementListed(
            hearing=command.hearing,
            kind=command.kind,
            round=command.round,
            held_on=command.held_on,
            order=order.setdefault(plan.group, len(order) + 1),
            group=plan.group,
            engagement=key,
            unit=plan.unit,
            unit_name=plan.unit_name,
            division=plan.division,
        )


def _to_be_heard(found: Engagement, command: ScheduleHearing) -> EngagementPlanned:
    """Give the plan of an engagement, if its group has left and reports in this round."""
    if found.planned is None or found.planned.round != command.round:
        raise EngagementOfOtherRound
    if found.status not in _LEFT:
        raise GroupStillOnSite(engagement=found.planned.engagement)
    return found.planned


def _opened(meeting: HearingMeeting) -> HearingOpened:
    plan = meeting.plan
    return HearingOpened(hearing=plan.hearing, engagements=plan.engagements)


def _heard(meeting: HearingMeeting, group: GroupKey) -> GroupReportHeard:
    reported = tuple(line.engagement for line in meeting.agenda if line.group == group)
    return GroupReportHeard(hearing=meeting.plan.hearing, group=group, engagements=reported)


def _decided(command: DecideResultUse, meeting: HearingMeeting) -> ResultUseDecided:
    places = {line.engagement: line for line in meeting.agenda}
    line = places.get(command.engagement)
    if line is None:
        raise EngagementNotListed
    if line.group not in meeting.heard:
        raise GroupNotHeard(group=line.group)
    if command.engagement in meeting.decided:
        raise ResultUseDecidedBefore
    return ResultUseDecided(
        hearing=line.hearing,
        engagement=line.engagement,
        round=line.round,
        unit=line.unit,
        use=command.use,
    )


def _recorded(
    command: RecordDecision, meeting: HearingMeeting, context: Context
) -> LsgDecisionRecorded:
    if meeting.plan.kind is not HearingKind.LEADING_GROUP:
        raise NotTheLeadingGroupsMeeting
    rule = rule_today(context, RuleScope.HEARING)
    quorum = int(rule.says(Parameter.HEARING_QUORUM))
    if command.attendees < quorum:
        raise QuorumNotReached(attendees=command.attendees, quorum=quorum)
    return LsgDecisionRecorded(
        hearing=meeting.plan.hearing,
        number=meeting.decisions + 1,
        matter=command.matter,
        decision=command.decision,
        attendees=command.attendees,
        quorum=quorum,
        rule=rule.name,
    )


def _closed(meeting: HearingMeeting) -> HearingClosed:
    return HearingClosed(
        hearing=meeting.plan.hearing,
        engagements=meeting.plan.engagements,
        units=tuple(dict.fromkeys(line.unit for line in meeting.agenda)),
    )


def _held(meeting: HearingMeeting) -> list[SpecialMeetingHeld | CommitteeHearingHeld]:
    """Say what kind of meeting has been held, where that is a fact of its own."""
    fact = _HELD.get(meeting.plan.kind)
    if fact is None:
        return []
    plan = meeting.plan
    held = fact(hearing=plan.hearing, round=plan.round, held_on=plan.held_on, groups=meeting.groups)
    return [held]


hearing_meeting: Final = Aggregate(
    kind="hearing",
    initial=HearingMeeting(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
