"""What carries the stories of the examples on: who asks it, and what else is so."""

from typing import Any, Final

from libs.common.decider import Aggregate, Context, roles
from libs.common.testing.given import MOMENT, SITE
from services.rounds.domain.engagement.commands import (
    ApproveReport,
    AssignGroup,
    Conclude,
    Enter,
    PlanEngagement,
    TellTask,
)
from services.rounds.domain.engagement.facts import EngagementKind
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.feedback_session import DeliverFeedback, DraftFeedback
from services.rounds.domain.group.commands import (
    AddMember,
    AppointAssistantLeader,
    AuthoriseGroup,
    ConfirmTraining,
    FormGroup,
    PassConflictCheck,
)
from services.rounds.domain.group.facts import Post
from services.rounds.domain.group.rules import group
from services.rounds.domain.hearing.commands import (
    DecideResultUse,
    HearGroup,
    RecordDecision,
    ScheduleHearing,
)
from services.rounds.domain.hearing.facts import HearingKind, ResultUse
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.round_commands import CloseRound
from services.rounds.domain.rules import rules
from services.rounds.domain.term import DraftTermPlan, ReviseTermPlan
from services.rounds.domain.training import training
from services.rounds.domain.unit import RenumberUnit, unit
from tests.rounds import examples as facts
from tests.rounds import feedback_examples as told
from tests.rounds import hearing_examples as heard
from tests.rounds import preparation_examples as prepared
from tests.rounds.preparation_examples import (
    DEPUTY,
    DIGEST,
    ENGAGEMENT,
    GROUP,
    LEADER,
    LIAISON,
    MEMBER,
    PROGRAMME,
    ROUND,
    SUBSTITUTE,
    TODAY,
    TOWN,
    TRAINING,
    seat,
)

Ask = tuple[object, Context]


def ask(command: object, role: str, *seen: tuple[str, Any], by: str = "actor-di") -> Ask:
    """Let somebody ask, while other streams are so."""
    context = Context(now=MOMENT, actor=by, role=role, body="body", site=SITE, others=dict(seen))
    return command, context


def seeing(aggregate: Aggregate[Any, Any, Any], key: str, *happened: object) -> tuple[str, Any]:
    """Let these facts have happened to another stream."""
    return aggregate.stream(key), aggregate.fold(happened)


_units: Final = (
    seeing(unit, TOWN, facts.registered),
    seeing(unit, prepared.OTHER_TOWN, facts.other_registered),
)
DRAFT_TERM: Final = DraftTermPlan(
    term=prepared.TERM,
    begins_on=prepared.term_drafted.begins_on,
    ends_on=prepared.term_drafted.ends_on,
    coverage=prepared.coverage,
)
_authorised: Final = seeing(
    *(inspection_round, ROUND, facts.planned, facts.selected, facts.authorised)
)
_on_site: Final = seeing(inspection_round, ROUND, facts.planned, facts.authorised, facts.entered)
_sent: Final = seeing(group, GROUP, *prepared.SENT)
_done: Final = (
    *prepared.HEARD,
    prepared.report_approved,
    prepared.feedback_noted,
)
_trained: Final = seeing(
    *(training, TRAINING, prepared.training_planned, prepared.training_held),
    prepared.attendance_closed_for(LEADER, DEPUTY, LIAISON, MEMBER),
)

ASKS: Final[dict[str, tuple[Ask, ...]]] = {
    "unit": (ask(RenumberUnit(division="360704"), roles.OFFICE),),
    "term": (
        ask(DRAFT_TERM, roles.OFFICE, *_units),
        ask(
            ReviseTermPlan(coverage=prepared.coverage, reason="调整"),
            *(roles.DISPATCHING_COMMITTEE, *_units),
        ),
    ),
    "round": (
        ask(
            CloseRound(engagements=(ENGAGEMENT, prepared.OTHER_ENGAGEMENT)),
            roles.OFFICE,
            seeing(engagement, ENGAGEMENT, *_done),
            seeing(engagement, prepared.OTHER_ENGAGEMENT, *prepared.in_other_town(*_done)),
        ),
    ),
    "group": (
        ask(
            FormGroup(
                group=GROUP,
                round=ROUND,
                leader=seat(LEADER),
                deputies=(seat(DEPUTY),),
                liaison_officers=(seat(LIAISON),),
                members=(seat(MEMBER),),
            ),
            roles.OFFICE,
            _authorised,
        ),
        ask(AddMember(seat=seat(SUBSTITUTE), post=Post.MEMBER), roles.OFFICE),
        ask(
            PassConflictCheck(round=ROUND),
            roles.OFFICE,
            _authorised,
            seeing(rules, "group", prepared.rule_activated),
        ),
        ask(
            AppointAssistantLeader(
                assistant=seat(prepared.ASSISTANT), begins_on=TODAY, ends_on=TODAY
            ),
            roles.OFFICE,
        ),
        ask(ConfirmTraining(training=TRAINING), roles.OFFICE, _trained),
        ask(AuthoriseGroup(), roles.DISPATCHING_COMMITTEE),
    ),
    "engagement": (
        ask(
            PlanEngagement(
                engagement=ENGAGEMENT,
                round=ROUND,
                unit=TOWN,
                group=GROUP,
                kind=EngagementKind.LINKED_CHILD,
                programme=PROGRAMME,
            ),
            roles.OFFICE,
            *(_authorised, seeing(unit, TOWN, facts.registered), _sent),
        ),
        ask(AssignGroup(group=GROUP), roles.OFFICE, _sent),
        ask(Enter(round=ROUND, group=GROUP), roles.GROUP_LEADER, _on_site, _sent, by=LEADER),
        ask(TellTask(), roles.GROUP_LEADER, by=LEADER),
        ask(Conclude(), roles.GROUP_LEADER, by=LEADER),
        ask(ApproveReport(report=DIGEST), roles.LEADING_GROUP),
    ),
    "feedback": (
        ask(
            DraftFeedback(
                feedback=told.FEEDBACK,
                round=ROUND,
                unit=TOWN,
                engagement=ENGAGEMENT,
                issues=prepared.ISSUES,
            ),
            roles.OFFICE,
            *(_on_site, seeing(unit, TOWN, facts.registered)),
            seeing(engagement, ENGAGEMENT, *told.REPORTED),
        ),
        ask(
            DeliverFeedback(head_told=True, team_told=True),
            roles.LEADING_OFFICIAL,
            seeing(rules, "feedback", told.feedback_rule()),
        ),
    ),
    "hearing": (
        *(
            ask(
                ScheduleHearing(
                    hearing=heard.HEARING,
                    kind=kind,
                    round=ROUND,
                    held_on=heard.HELD_ON,
                    engagements=(ENGAGEMENT,),
                ),
                roles.OFFICE,
                seeing(engagement, ENGAGEMENT, *prepared.CONCLUDED),
            )
            for kind in HearingKind
        ),
        ask(HearGroup(group=GROUP), roles.OFFICE),
        *(
            ask(DecideResultUse(engagement=ENGAGEMENT, use=ResultUse.FEEDBACK), chair)
            for chair in (roles.LEADING_GROUP, roles.SECRETARY, roles.DISPATCHING_COMMITTEE)
        ),
        ask(
            RecordDecision(matter="成果运用", decision="同意反馈", attendees=5),
            roles.LEADING_GROUP,
            seeing(rules, "hearing", heard.quorum_rule),
        ),
    ),
}
