"""Canonical facts of what happens up to an approved report; `examples.py` shows them to all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from services.rounds.domain.engagement.facts import (
    ApprovedIssuesNoted,
    AssistantTerm,
    BriefingAccepted,
    BriefingBody,
    BriefingRequested,
    BriefingReturned,
    BriefingSection,
    BriefingSectionFiled,
    EngagementArchived,
    EngagementConcluded,
    EngagementEvent,
    EngagementKind,
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
from services.rounds.domain.focus_list import FocusListApproved, FocusListDrafted, FocusPoint
from services.rounds.domain.group.facts import (
    AssistantLeaderAppointed,
    ConflictCheckPassed,
    GroupActivated,
    GroupAuthorised,
    GroupDissolved,
    GroupFormed,
    MemberAdded,
    MemberRecused,
    Post,
    Seat,
    TrainingCompleted,
)
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.parameters import RuleScope
from services.rounds.domain.role_holder import RoleAssumed, RoleLaidDown
from services.rounds.domain.rules import RuleVersionActivated, RuleVersionDrafted
from services.rounds.domain.term import (
    PlannedUnit,
    TermPlanApproved,
    TermPlanDrafted,
    TermPlanRevised,
)
from services.rounds.domain.training import (
    AttendanceClosed,
    LearningMaterialPublished,
    MaterialAcknowledged,
    TrainingHeld,
    TrainingPlanned,
)
from services.rounds.domain.vocabulary import (
    ActorId,
    EngagementKey,
    FeedbackKey,
    GroupKey,
    HearingKey,
    IssueId,
    ProgrammeKey,
    RoundKey,
    UnitCode,
)

LEADER: Final = ActorId("actor-ana")
DEPUTY: Final = ActorId("actor-bo")
LIAISON: Final = ActorId("actor-cy")
MEMBER: Final = ActorId("actor-di")
SUBSTITUTE: Final = ActorId("actor-ed")
ASSISTANT: Final = ActorId("actor-fu")

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
ROUND: Final = RoundKey("C01")
GROUP: Final = GroupKey("C01-G1")
OTHER_GROUP: Final = GroupKey("C01-G2")
ENGAGEMENT: Final = EngagementKey("C01-E1")
OTHER_ENGAGEMENT: Final = EngagementKey("C01-E2")
PROGRAMME: Final = ProgrammeKey("LP-2026-01")
TRAINING: Final = "C01-T1"
MATERIAL: Final = "regulations-2024"
TERM: Final = "15"
ISSUES: Final = (
    IssueId("0195e100-0000-7000-8000-000000000001"),
    IssueId("0195e100-0000-7000-8000-000000000002"),
)
DIGEST: Final = "5f" * 32
OTHER_DIGEST: Final = "a0" * 32
MOMENT: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)
TODAY: Final = date(2026, 3, 31)

rule_drafted: Final = RuleVersionDrafted(
    scope=RuleScope.GROUP,
    rule="group-2026",
    effective_on=date(2026, 1, 1),
    parameters={"group.size": "3-7"},
)
rule_activated: Final = RuleVersionActivated(
    scope=RuleScope.GROUP,
    rule="group-2026",
    effective_on=date(2026, 1, 1),
    parameters={"group.size": "3-7"},
)

coverage: Final = (PlannedUnit(unit=TOWN, year=2026), PlannedUnit(unit=OTHER_TOWN, year=2027))
term_drafted: Final = TermPlanDrafted(
    term=TERM, begins_on=date(2025, 1, 1), ends_on=date(2029, 12, 31), coverage=coverage
)
term_approved: Final = TermPlanApproved(term=TERM, coverage=coverage)
term_revised: Final = TermPlanRevised(
    term=TERM,
    coverage=(PlannedUnit(unit=TOWN, year=2028),),
    dropped=(OTHER_TOWN,),
    reason="机构合并",
)

assumed: Final = RoleAssumed(holder=ASSISTANT, role="supervision_body")
laid_down: Final = RoleLaidDown(holder=ASSISTANT, role="supervision_body")


def seat(actor: ActorId, body: str = "360722-B01") -> Seat:
    """Give somebody of a body that nobody inspects."""
    return Seat(actor=actor, body=body)


formed: Final = GroupFormed(
    group=GROUP,
    round=ROUND,
    leader=seat(LEADER),
    deputies=(seat(DEPUTY),),
    liaison_officers=(seat(LIAISON),),
    members=(seat(MEMBER),),
)
recused: Final = MemberRecused(actor=MEMBER, reason="亲属在该镇任职")
added: Final = MemberAdded(round=ROUND, seat=seat(SUBSTITUTE), post=Post.MEMBER)
checked: Final = ConflictCheckPassed(round=ROUND, rule="group-2026")
appointed: Final = AssistantLeaderAppointed(
    actor=ASSISTANT, body="360722-B02", begins_on=TODAY, ends_on=date(2026, 5, 31)
)


def trained(*actors: ActorId) -> tuple[TrainingCompleted, ...]:
    """Let somebody have completed the training."""
    return tuple(TrainingCompleted(training=TRAINING, actor=actor) for actor in actors)


all_trained: Final = trained(LEADER, DEPUTY, LIAISON, MEMBER)
group_authorised: Final = GroupAuthorised(group=GROUP, round=ROUND)
active: Final = GroupActivated()
dissolved: Final = GroupDissolved()
SENT: Final = (formed, checked, *all_trained, group_authorised)
"""What happened to a group that may enter."""

training_planned: Final = TrainingPlanned(
    training=TRAINING, round=ROUND, title="巡前集中培训", day=date(2026, 3, 20)
)
published: Final = LearningMaterialPublished(material=MATERIAL, title="巡视工作条例", digest=DIGEST)
read: Final = MaterialAcknowledged(material=MATERIAL, by=LEADER)
training_held: Final = TrainingHeld()
attendance_closed: Final = AttendanceClosed(attended=(LEADER, DEPUTY))


def attendance_closed_for(*actors: ActorId) -> AttendanceClosed:
    """Let these people have been there."""
    return AttendanceClosed(attended=actors)


engagement_planned: Final = EngagementPlanned(
    engagement=ENGAGEMENT,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    group=GROUP,
    kind=EngagementKind.LINKED_CHILD,
    programme=PROGRAMME,
)
assigned: Final = GroupAssigned(group=OTHER_GROUP)
requested: Final = BriefingRequested(
    engagement=ENGAGEMENT,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    bodies=(BriefingBody.SUPERVISION_BODY,),
    due_at=datetime(2026, 4, 10, 15, 59, 59, tzinfo=UTC),
)


def filed(section: BriefingSection) -> BriefingSectionFiled:
    """Let the supervision body have filed a section."""
    return BriefingSectionFiled(
        body=BriefingBody.SUPERVISION_BODY,
        section=section,
        source="信访台账",
        dated_on=date(2026, 3, 1),
        digest=DIGEST,
    )


analysis_filed: Final = filed(BriefingSection.ANALYSIS)
matters_filed: Final = filed(BriefingSection.MATTERS_NEEDING_ATTENTION)
returned: Final = BriefingReturned(body=BriefingBody.SUPERVISION_BODY, reason="只有粗粮")
briefing_accepted: Final = BriefingAccepted()
BRIEFED: Final = (
    *(engagement_planned, requested, analysis_filed, matters_filed, briefing_accepted),
)
group_entered: Final = GroupEntered(
    engagement=ENGAGEMENT,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    group=GROUP,
    leader=LEADER,
    deputies=(DEPUTY,),
    liaison_officers=(LIAISON,),
    members=(MEMBER,),
    programme=PROGRAMME,
    assistants=(AssistantTerm(actor=ASSISTANT, begins_on=TODAY, ends_on=date(2026, 5, 31)),),
)
told: Final = TaskTold()
concluded: Final = EngagementConcluded(engagement=ENGAGEMENT, round=ROUND, unit=TOWN, group=GROUP)
findings_noted: Final = FindingsNoted(issues=ISSUES)
traceability_noted: Final = TraceabilityNoted(report_version=2, report=DIGEST)
result_use_noted: Final = ResultUseNoted(hearing=HearingKey("C01-H1"), use="feed_back")
approved_issues_noted: Final = ApprovedIssuesNoted(issues=ISSUES)
report_approved: Final = ReportApproved(
    engagement=ENGAGEMENT,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    issues=2,
    report=DIGEST,
    approved_at=MOMENT,
    programme=PROGRAMME,
)
feedback_noted: Final = FeedbackNoted(feedback=FeedbackKey("C01-U01"))
archived: Final = EngagementArchived()
CONCLUDED: Final = (*BRIEFED, group_entered, told, concluded)
HEARD: Final = (*CONCLUDED, findings_noted, traceability_noted, result_use_noted)


def in_other_town(
    *happened: EngagementEvent,
) -> tuple[EngagementEvent, ...]:
    """Let the same have happened to the engagement in the other town."""
    elsewhere = replace(engagement_planned, engagement=OTHER_ENGAGEMENT, unit=OTHER_TOWN)
    return (elsewhere, *happened[1:])


def reached(milestone: Milestone) -> MilestoneReported:
    """Report that the engagement has come so far."""
    return MilestoneReported(
        programme=PROGRAMME,
        engagement=ENGAGEMENT,
        division="360722100",
        unit_name="嘉定镇(演示)",
        milestone=milestone,
        reached_at=MOMENT,
    )


points: Final = (FocusPoint(duty="管理农村集体资产", focus="资产台账与合同"),)
focus_drafted: Final = FocusListDrafted(engagement=ENGAGEMENT, unit=TOWN, points=points, by=LEADER)
focus_approved: Final = FocusListApproved(engagement=ENGAGEMENT, unit=TOWN, points=points)

EVENTS: Final = (
    *(rule_drafted, rule_activated, term_drafted, term_approved, term_revised),
    *(assumed, laid_down, formed, added, recused, checked, appointed, *all_trained),
    *(group_authorised, active, dissolved, training_planned, published, read),
    *(training_held, attendance_closed, engagement_planned, assigned, requested),
    *(analysis_filed, returned, briefing_accepted, group_entered, told, concluded),
    *(findings_noted, traceability_noted, result_use_noted, approved_issues_noted),
    *(report_approved, feedback_noted, archived, reached(Milestone.ENTERED)),
    *(focus_drafted, focus_approved),
)

BEGINNINGS: Final[dict[str, tuple[tuple[object, ...], ...]]] = {
    "rules": ((rule_drafted, rule_activated),),
    "term": ((term_drafted, term_approved),),
    "group": (SENT, (*SENT, active)),
    "training": ((training_planned, published, read, training_held, attendance_closed),),
    "engagement": ((*HEARD, report_approved, feedback_noted),),
    "focus_list": ((focus_drafted, focus_approved),),
}
