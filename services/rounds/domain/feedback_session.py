"""A feedback session: a unit is told what was found; telling it starts every clock."""

from datetime import date
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Len

from libs.common.decider import Aggregate, Context, Denial, Refusal, allow, frozen
from libs.common.decider.roles import (
    DISPATCHING_COMMITTEE,
    GROUP_LEADER,
    LEADING_OFFICIAL,
    OFFICE,
    SECRETARY,
    UNIT,
)
from libs.common.decider.texts import Key
from services.rounds.domain.calendar import demand_working_day
from services.rounds.domain.days import day_of
from services.rounds.domain.engagement.state import Engagement, engagement_stream
from services.rounds.domain.feedback_facts import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
    FeedbackEvent,
    FeedbackScheduled,
    SignerRole,
)
from services.rounds.domain.feedback_state import FeedbackSession, FeedbackStatus, evolve
from services.rounds.domain.inspection_round import (
    AFTER_ENTRY,
    UnitNotInRound,
    inspection_round,
)
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.rules_today import RuleToday, rule_today, rules_stream
from services.rounds.domain.unit import Unit, registered_unit, unit
from services.rounds.domain.vocabulary import (
    ActorId,
    EngagementKey,
    FeedbackKey,
    IssueId,
    RoundKey,
    UnitCode,
)

ISSUES_MAX: Final = 200
ATTENDING_MAX: Final = 20


@frozen
class DraftFeedback:
    """Write down which approved issues of an engagement its unit is to be told."""

    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    engagement: EngagementKey
    issues: Annotated[tuple[IssueId, ...], Len(1, ISSUES_MAX)]


@frozen
class ApproveFeedback:
    """Consent to the draft."""


@frozen
class ScheduleFeedback:
    """Set the day on which the unit is told."""

    held_on: date


@frozen
class DeliverFeedback:
    """Tell the unit: its head in person, and its leadership team; `attending` are other bodies."""

    head_told: bool
    team_told: bool
    attending: Annotated[tuple[Key, ...], Len(0, ATTENDING_MAX)] = ()


@frozen
class AcknowledgeFeedback:
    """Sign for the feedback."""

    signer_role: SignerRole = SignerRole.HEAD


FeedbackCommand: TypeAlias = (
    DraftFeedback | ApproveFeedback | ScheduleFeedback | DeliverFeedback | AcknowledgeFeedback
)


class RoundNotEntered(Refusal):
    """Feedback tells what the groups found, so they have entered before."""


class EngagementOfOtherUnit(Refusal):
    """A unit is told what its own engagement in the round found."""


class ReportNotApproved(Refusal):
    """A unit is told what an approved report says."""


class IssueNotApproved(Refusal):
    """A unit is told approved issues of the engagement, and no others."""


class IssueNamedTwice(Refusal):
    """A unit is told an issue once."""


class IssueInOtherFeedback(Refusal):
    """Another session has consent to tell this issue."""


class DrafterMayNotApprove(Refusal):
    """Who drafts the feedback does not consent to it."""


class ConsentNeeded(Refusal):
    """The dispatching body consents before a day is set and before the unit is told."""


class DayBeforeConsent(Refusal):
    """The unit is told on a day on which there was consent."""


class NotTheLeaderOfTheRule(Denial):
    """Feedback is led by an official whom the rule in force names."""


class HeadAndTeamNeeded(Refusal):
    """Feedback is given to the head and to the leadership team; one does not replace the other."""


class AttendanceMissing(Refusal):
    """Whom the rule in force wants to attend is there."""


class NotYourFeedback(Denial):
    """A unit signs for its own feedback only."""


# Without consent the rule itself says no, so that people hear what is missing (2015, article 26).
ALLOWED: Final = {
    DraftFeedback: allow(OFFICE, GROUP_LEADER, when={FeedbackStatus.NEW}),
    ApproveFeedback: allow(DISPATCHING_COMMITTEE, when={FeedbackStatus.DRAFTED}),
    ScheduleFeedback: allow(
        OFFICE,
        when={FeedbackStatus.DRAFTED, FeedbackStatus.APPROVED, FeedbackStatus.SCHEDULED},
    ),
    DeliverFeedback: allow(
        *(LEADING_OFFICIAL, SECRETARY), when={FeedbackStatus.DRAFTED, FeedbackStatus.SCHEDULED}
    ),
    AcknowledgeFeedback: allow(UNIT, when={FeedbackStatus.DELIVERED}),
}


HEAD: Final = "head"
TEAM: Final = "team"
"""The rule's words for those who are told in any case."""


def reads(command: FeedbackCommand) -> tuple[str, ...]:
    """Feedback is drafted on what engagement, round and register say, and told by the rule."""
    match command:
        case DraftFeedback():
            return (
                inspection_round.stream(command.round),
                unit.stream(command.unit),
                engagement_stream(command.engagement),
            )
        case DeliverFeedback():
            return (rules_stream(RuleScope.FEEDBACK),)
        case _:
            return ()


def decide(
    command: FeedbackCommand, session: FeedbackSession, context: Context
) -> list[FeedbackEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftFeedback():
            return [_drafted(command, _inspected(command, context), ActorId(context.actor))]
        case ApproveFeedback():
            if context.actor == session.draft.by:
                raise DrafterMayNotApprove
            return [FeedbackApproved(issues=session.draft.issues, approved_at=context.now)]
        case ScheduleFeedback(held_on=day):
            _after_consent(day, session)
            demand_working_day("held_on", day)
            return [FeedbackScheduled(held_on=day)]
        case DeliverFeedback():
            rule = _led_and_attended(command, session, context)
            return [_delivered(session.draft, rule, context)]
        case AcknowledgeFeedback(signer_role=signer):
            if context.unit != session.unit:
                raise NotYourFeedback
            return [FeedbackAcknowledged(signer_role=signer)]
        case _:
            assert_never(command)


def _inspected(command: DraftFeedback, context: Context) -> Unit:
    """Give the unit, if the engagement's report stands and the issues are its approved ones."""
    if len(set(command.issues)) < len(command.issues):
        raise IssueNamedTwice
    source = inspection_round.among(context.others, command.round)
    if source.status not in AFTER_ENTRY:
        raise RoundNotEntered
    if command.unit not in source.units:
        raise UnitNotInRound
    about = registered_unit(context.others, command.unit)
    _approved(command, context.others[engagement_stream(command.engagement)])
    return about


def _approved(command: DraftFeedback, engagement: Engagement) -> None:
    plan = engagement.planned
    if plan is None or (plan.unit, plan.round) != (command.unit, command.round):
        raise EngagementOfOtherUnit
    if not engagement.report_approved:
        raise ReportNotApproved
    for issue in command.issues:
        if issue not in engagement.approved_issues:
            raise IssueNotApproved(issue=issue)


def _after_consent(day: date, session: FeedbackSession) -> None:
    if session.consented is None:
        raise ConsentNeeded
    moment = session.consented.approved_at
    if moment is not None and day < day_of(moment):
        raise DayBeforeConsent(consented_on=day_of(moment).isoformat())


def _led_and_attended(
    command: DeliverFeedback, session: FeedbackSession, context: Context
) -> RuleToday:
    """Give the rule by which the unit is told: consented to, led and attended as it says."""
    if session.consented is None:
        raise ConsentNeeded
    rule = rule_today(context, RuleScope.FEEDBACK)
    if context.role not in rule.words(Parameter.FEEDBACK_LED_BY):
        raise NotTheLeaderOfTheRule
    if not (command.head_told and command.team_told):
        raise HeadAndTeamNeeded
    missing = rule.words(Parameter.FEEDBACK_ATTENDED_BY) - {HEAD, TEAM, *command.attending}
    if missing:
        raise AttendanceMissing(missing=min(missing))
    return rule


def _drafted(command: DraftFeedback, about: Unit, drafter: ActorId) -> FeedbackDrafted:
    return FeedbackDrafted(
        feedback=command.feedback,
        round=command.round,
        unit=command.unit,
        unit_name=about.name,
        division=about.division,
        issues=command.issues,
        by=drafter,
        engagement=command.engagement,
    )


def _delivered(draft: FeedbackDrafted, rule: RuleToday, context: Context) -> FeedbackDelivered:
    return FeedbackDelivered(
        feedback=draft.feedback,
        round=draft.round,
        unit=draft.unit,
        unit_name=draft.unit_name,
        division=draft.division,
        issues=draft.issues,
        delivered_at=context.now,
        engagement=draft.engagement,
        rule=rule.name,
        plan_term=rule.says(Parameter.PLAN_DUE),
        progress_term=rule.says(Parameter.CONCENTRATED_PERIOD),
        led_by=context.role,
    )


feedback_session: Final = Aggregate(
    kind="feedback",
    initial=FeedbackSession(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
