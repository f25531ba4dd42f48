"""What people do about a round as a whole, and before it: rules, term, groups, hearings."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from lianxun.scenarios.acts import DAY_0, Act, calendar_day, moment
from lianxun.scenarios.cases import GeneratedRound
from lianxun.scenarios.county import (
    CLERK,
    LEADING_GROUP,
    SECRETARY,
    TEAMS,
    THE_COMMITTEE,
    THE_TEAMS,
    Team,
)
from lianxun.scenarios.dossier import engagement_key, group_key
from lianxun.scenarios.evidence import digest_of
from lianxun.scenarios.inspection import DAY_OF_ENTRY, LAST_DAY_ON_SITE
from lianxun.scenarios.units import registration
from libs.common.auth.claims import Claims
from services.rounds.domain.group.commands import (
    AuthoriseGroup,
    ConfirmTraining,
    DissolveGroup,
    FormGroup,
    PassConflictCheck,
)
from services.rounds.domain.group.facts import Seat
from services.rounds.domain.group.rules import group
from services.rounds.domain.hearing.commands import (
    CloseHearing,
    DecideResultUse,
    HearGroup,
    OpenHearing,
    RecordDecision,
    ScheduleHearing,
)
from services.rounds.domain.hearing.facts import HearingKind, ResultUse
from services.rounds.domain.hearing.rules import hearing_meeting
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.round_commands import (
    ApprovePlan,
    AuthoriseRound,
    BeginFeedback,
    BeginHearings,
    CloseRound,
    EndOnSite,
    EnterOnSite,
    OpenPreparation,
    PlanRound,
    SelectTargets,
)
from services.rounds.domain.rules import ActivateRule, DraftRule, rules
from services.rounds.domain.term import ApproveTermPlan, DraftTermPlan, PlannedUnit, term
from services.rounds.domain.training import (
    AcknowledgeMaterial,
    CloseAttendance,
    HoldTraining,
    PlanTraining,
    PublishMaterial,
    training,
)
from services.rounds.domain.unit import unit
from services.rounds.domain.vocabulary import (
    ActorId,
    EngagementKey,
    GroupKey,
    HearingKey,
    RoundKey,
    UnitCode,
)

RULES: Final = {
    RuleScope.GROUP: {Parameter.GROUP_SIZE: "5-9"},
    RuleScope.HEARING: {Parameter.HEARING_QUORUM: "5"},
    RuleScope.FEEDBACK: {
        Parameter.PLAN_DUE: "months:1",
        Parameter.CONCENTRATED_PERIOD: "months:6",
        Parameter.FEEDBACK_LED_BY: "leading_official,secretary",
        Parameter.FEEDBACK_ATTENDED_BY: "head,team,supervision_body",
    },
}
TERM_YEARS: Final = 5
ATTENDEES: Final = 7
HOURS: Final = {HearingKind.LEADING_GROUP: 13, HearingKind.SECRETARY: 14}

DAY_OF_TRAINING: Final = 3
LAST_DAY_OF_REPORTS: Final = 44


def rule_acts() -> Iterator[Act]:
    """Put the rules of the county into force."""
    for scope, parameters in RULES.items():
        stream, rule = rules.stream(scope), f"{scope}-1"
        drafted = DraftRule(
            scope=scope, rule=rule, effective_on=DAY_0.date(), parameters=parameters
        )
        yield Act(moment(0, 7), CLERK, stream, drafted)
        yield Act(moment(0, 7, 30), THE_COMMITTEE, stream, ActivateRule(rule=rule))


def term_acts(opened: GeneratedRound) -> Iterator[Act]:
    """Register the units of a term, when they are new, and approve whom it covers."""
    day, covered = opened.day, opened.term_units
    if opened.units_are_new:
        for place, code in enumerate(covered):
            yield Act(moment(day, 8, place), CLERK, unit.stream(code), registration(code))
    begins = calendar_day(day)
    planned = DraftTermPlan(
        term=opened.term,
        begins_on=begins,
        ends_on=calendar_day(day + TERM_YEARS * 365),
        coverage=tuple(PlannedUnit(unit=UnitCode(code), year=begins.year) for code in covered),
    )
    stream = term.stream(opened.term)
    yield Act(moment(day, 8, 50), CLERK, stream, planned)
    yield Act(moment(day, 8, 55), THE_COMMITTEE, stream, ApproveTermPlan())


def round_acts(opened: GeneratedRound) -> Iterator[Act]:
    """Take a round from its plan to its end."""
    parts = (_course(opened), _groups(opened), _training(opened), _hearings(opened))
    yield from sorted((act for part in parts for act in part), key=attrgetter("at"))


def _course(opened: GeneratedRound) -> Iterator[Act]:
    stream, day, key = inspection_round.stream(opened.key), opened.day, RoundKey(opened.key)
    planned = PlanRound(round=key, term=opened.term, number=opened.number)
    closed = CloseRound(engagements=_engagements(opened))
    steps: tuple[tuple[int, int, int, Claims, object], ...] = (
        (day, 9, 0, CLERK, planned),
        (day, 9, 10, THE_COMMITTEE, ApprovePlan()),
        (day, 9, 20, CLERK, SelectTargets(units=tuple(map(UnitCode, opened.units)))),
        (day, 10, 0, THE_COMMITTEE, AuthoriseRound()),
        (day + 1, 9, 0, CLERK, OpenPreparation()),
        (day + DAY_OF_ENTRY, 8, 0, CLERK, EnterOnSite()),
        (day + LAST_DAY_ON_SITE, 18, 0, CLERK, EndOnSite()),
        (day + LAST_DAY_OF_REPORTS, 18, 0, CLERK, BeginHearings()),
        (opened.hearing_day + 1, 18, 0, CLERK, BeginFeedback()),
        (opened.feedback_day, 18, 0, CLERK, closed),
    )
    for on, hour, minutes, who, command in steps:
        yield Act(moment(on, hour, minutes), who, stream, command)


def _groups(opened: GeneratedRound) -> Iterator[Act]:
    day, checked = opened.day, PassConflictCheck(round=RoundKey(opened.key))
    for number, team in enumerate(THE_TEAMS):
        stream = group.stream(group_key(opened, number))
        yield Act(moment(day, 9, 30), CLERK, stream, _formation(opened, number, team))
        yield Act(moment(day, 9, 40), CLERK, stream, checked)
        trained, confirmed = day + DAY_OF_TRAINING, ConfirmTraining(training=opened.key)
        yield Act(moment(trained, 17), CLERK, stream, confirmed)
        yield Act(moment(trained + 1, 9), THE_COMMITTEE, stream, AuthoriseGroup())
        yield Act(moment(opened.feedback_day, 18, 30), CLERK, stream, DissolveGroup())


def _formation(opened: GeneratedRound, number: int, team: Team) -> FormGroup:
    return FormGroup(
        group=GroupKey(group_key(opened, number)),
        round=RoundKey(opened.key),
        leader=_seat(team.leader),
        deputies=(_seat(team.deputy),),
        liaison_officers=(_seat(team.liaison),),
        members=tuple(map(_seat, team.members)),
    )


def _seat(who: Claims) -> Seat:
    return Seat(actor=ActorId(who.actor), body=who.body)


def _training(opened: GeneratedRound) -> Iterator[Act]:
    stream, day = training.stream(opened.key), opened.day
    held = day + DAY_OF_TRAINING
    planned = PlanTraining(
        training=opened.key,
        round=RoundKey(opened.key),
        title=f"第{opened.number}轮巡察培训",
        day=calendar_day(held),
    )
    yield Act(moment(day + 1, 9, 10), CLERK, stream, planned)
    material = f"{opened.key}-M1"
    published = PublishMaterial(material=material, title="巡察工作手册", digest=digest_of(material))
    yield Act(moment(day + 1, 9, 20), CLERK, stream, published)
    people = [who for team in THE_TEAMS for who in team.everybody]
    for place, who in enumerate(people):
        read = AcknowledgeMaterial(material=material)
        yield Act(moment(day + 2, 9, place), who, stream, read)
    yield Act(moment(held, 9), CLERK, stream, HoldTraining())
    attended = CloseAttendance(attended=tuple(ActorId(who.actor) for who in people))
    yield Act(moment(held, 16), CLERK, stream, attended)


def _hearings(opened: GeneratedRound) -> Iterator[Act]:
    """Let the leading group hear every group, and the secretary decide what becomes of results.

    A meeting is called and held within two hours in which nothing else happens in the county:
    what stands beside a unit on its agenda is not overtaken.
    """
    decision = RecordDecision(
        matter=f"第{opened.number}轮巡察情况", decision="同意报书记专题会。", attendees=ATTENDEES
    )
    yield from _meeting(opened, HearingKind.LEADING_GROUP, LEADING_GROUP, [decision])
    uses = [DecideResultUse(engagement=key, use=ResultUse.FEEDBACK) for key in _engagements(opened)]
    yield from _meeting(opened, HearingKind.SECRETARY, SECRETARY, uses)


def _meeting(
    opened: GeneratedRound, kind: HearingKind, chair: Claims, decided: Sequence[object]
) -> Iterator[Act]:
    key, round_key = HearingKey(f"{opened.key}-{kind}"), RoundKey(opened.key)
    called = ScheduleHearing(
        hearing=key,
        kind=kind,
        round=round_key,
        held_on=calendar_day(opened.hearing_day),
        engagements=_engagements(opened),
    )
    groups = range(TEAMS)
    heard = [HearGroup(group=GroupKey(group_key(opened, number))) for number in groups]
    commands = (OpenHearing(), *heard, *decided, CloseHearing())
    stream, hour = hearing_meeting.stream(key), HOURS[kind]
    yield Act(moment(opened.hearing_day, hour), CLERK, stream, called)
    for place, command in enumerate(commands, start=1):
        yield Act(moment(opened.hearing_day, hour, place), chair, stream, command)


def _engagements(opened: GeneratedRound) -> tuple[EngagementKey, ...]:
    places = range(len(opened.units))
    return tuple(EngagementKey(engagement_key(opened, place)) for place in places)
