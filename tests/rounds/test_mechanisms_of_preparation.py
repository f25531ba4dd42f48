"""The mechanisms of an ordinary round, up to an approved report, each in a sentence or two."""

from dataclasses import replace
from datetime import UTC, date, datetime

from libs.common.decider import RoleMayNot, WrongState
from libs.common.decider.roles import (
    DISPATCHING_COMMITTEE,
    GROUP_LEADER,
    LEADING_GROUP,
    LIAISON_OFFICER,
    OFFICE,
    SUPERVISION_BODY,
)
from libs.common.testing.given import history, rows_after, scenario
from services.rounds.domain.engagement.briefing import SectionMissing
from services.rounds.domain.engagement.commands import (
    AcceptBriefing,
    ApproveReport,
    Conclude,
    Enter,
    FileBriefingSection,
    ReturnBriefing,
    TellTask,
)
from services.rounds.domain.engagement.entry import AssistantNotInOffice, NotOfThisGroup
from services.rounds.domain.engagement.facts import BriefingBody, BriefingSection
from services.rounds.domain.engagement.report import ReportNotChecked, ReportNotHeard
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.focus_list import ApproveFocusList, focus_list
from services.rounds.domain.group.commands import ConfirmTraining, PassConflictCheck
from services.rounds.domain.group.rules import MemberNotTrained, NobodyTrained, group
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.role_holder import AssumeRole, RoleAssumed, role_holder
from services.rounds.domain.round_commands import (
    SelectTargets,
)
from services.rounds.domain.round_facts import Target, TargetsSelected
from services.rounds.domain.rules import ActivateRule, DraftRule, rule_in_force, rules
from services.rounds.domain.training import AcknowledgeMaterial, training
from services.rounds.domain.unit import (
    ReclassifyUnit,
    RegisterUnit,
    UnitKind,
    UnitReclassified,
    UnitRegistered,
    unit,
)
from services.rounds.domain.vocabulary import UnitCode
from services.rounds.projections.coverage_map import coverage_map
from services.rounds.projections.round_board import round_board
from services.rounds.wire import WIRE
from tests.rounds.examples import (
    ROUND_STORY,
    other_registered,
    plan_approved,
    planned,
    registered,
    selected,
)
from tests.rounds.preparation_examples import (
    ASSISTANT,
    BRIEFED,
    CONCLUDED,
    DEPUTY,
    DIGEST,
    ENGAGEMENT,
    GROUP,
    HEARD,
    LEADER,
    LIAISON,
    MATERIAL,
    MEMBER,
    OTHER_TOWN,
    ROUND,
    TERM,
    TOWN,
    TRAINING,
    added,
    all_trained,
    analysis_filed,
    attendance_closed_for,
    checked,
    engagement_planned,
    findings_noted,
    focus_approved,
    focus_drafted,
    formed,
    group_entered,
    matters_filed,
    published,
    reached,
    read,
    recused,
    report_approved,
    requested,
    result_use_noted,
    returned,
    rule_activated,
    rule_drafted,
    term_approved,
    told,
    traceability_noted,
    trained,
    training_held,
    training_planned,
)

ENTER = Enter(round=ROUND, group=GROUP)
EVERYBODY = attendance_closed_for(LEADER, DEPUTY, LIAISON, MEMBER)


def test_mechanism_01_no_group_enters_before_each_member_has_completed_training() -> None:
    on_site = scenario(engagement)(*BRIEFED).seeing(inspection_round, ROUND, *ROUND_STORY[:6])
    half = on_site.seeing(group, GROUP, formed, checked, *trained(LEADER, DEPUTY, LIAISON))
    asked = half.when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then_refused(MemberNotTrained, members=1)
    replaced = on_site.seeing(group, GROUP, formed, *all_trained, recused, added, checked)
    asked = replaced.when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then_refused(MemberNotTrained, members=1)


def test_mechanism_02_who_has_not_read_the_materials_has_completed_no_training() -> None:
    out = scenario(training)(training_planned, published)
    out.when(AcknowledgeMaterial(material=MATERIAL), by=LEADER, role=GROUP_LEADER).then(read)
    confirm = ConfirmTraining(training=TRAINING)
    learning = (training_planned, published, read, training_held, EVERYBODY)
    one = scenario(group)(formed).seeing(training, TRAINING, *learning)
    one.when(confirm).then(*trained(LEADER))
    nobody = scenario(group)(formed).seeing(
        *(training, TRAINING, training_planned, published, training_held, EVERYBODY)
    )
    nobody.when(confirm).then_refused(NobodyTrained)


def test_mechanism_04_a_rule_holds_from_its_day_and_its_version_is_stamped_on_what_it_judged() -> (
    None
):
    given = scenario(rules)
    given(rule_drafted).when(ActivateRule(rule="group-2026")).then(rule_activated)
    later = replace(rule_activated, rule="group-2027", effective_on=date(2027, 1, 1))
    state = given(rule_activated, later).state()
    in_force = rule_in_force(state, date(2026, 6, 1))
    assert in_force is not None
    assert (in_force.rule, in_force.superseded_on) == ("group-2026", date(2027, 1, 1))
    known = scenario(group)(formed).seeing(inspection_round, ROUND, planned, selected)
    judged = known.seeing(rules, RuleScope.GROUP, rule_activated, later)
    judged.when(PassConflictCheck(round=ROUND)).then(replace(checked, rule="group-2026"))


def test_mechanism_06_the_coverage_map_shows_whom_the_term_plan_covers_and_since_when() -> None:
    facts = [
        *history(f"unit-{TOWN}", registered),
        *history(f"unit-{OTHER_TOWN}", other_registered),
        *history(f"term-{TERM}", term_approved),
        *history(f"engagement-{ENGAGEMENT}", group_entered),
    ]
    rows = rows_after(coverage_map, facts)
    assert {row.planned_year for row in rows.values()} == {2026, 2027}
    assert [row.unit for row in rows.values() if row.last_entered_at is None] == [OTHER_TOWN]


def test_mechanism_18_a_target_has_a_focus_list_drawn_from_its_duties_and_approved() -> None:
    asked = scenario(focus_list)(focus_drafted).when(ApproveFocusList(), role=OFFICE)
    asked.then(focus_approved)
    assert all(point.duty and point.focus for point in focus_approved.points)


def test_mechanism_21_the_board_shows_the_mix_of_kinds_and_its_gaps() -> None:
    company = UnitCode("360722-U09")
    firm = UnitRegistered(
        unit=company, name="城投公司(演示)", division="360722", kind=UnitKind.STATE_COMPANY
    )
    ready = scenario(inspection_round)(planned, plan_approved).seeing(unit, TOWN, registered)
    asked = ready.seeing(unit, company, firm).when(SelectTargets(units=(TOWN, company)))
    mixed = TargetsSelected(
        targets=(
            Target(unit=TOWN, kind=UnitKind.TOWNSHIP),
            Target(unit=company, kind=UnitKind.STATE_COMPANY),
        )
    )
    asked.then(mixed)
    row = rows_after(round_board, history(f"round-{ROUND}", planned, plan_approved, mixed))[ROUND]
    assert (row.units, row.townships, row.state_companies) == (2, 1, 1)
    assert (row.departments, row.development_zones, row.cities_or_counties) == (0, 0, 0)


def test_mechanism_22_a_unit_has_a_kind_and_a_division_and_zones_need_no_code_of_their_own() -> (
    None
):
    zone = RegisterUnit(
        unit=UnitCode("360700-Z01"),
        name="赣州经开区(演示)",
        division="360700-DZ1",
        kind=UnitKind.DEVELOPMENT_ZONE,
    )
    entered = UnitRegistered(unit=zone.unit, name=zone.name, division=zone.division, kind=zone.kind)
    scenario(unit)().when(zone).then(entered)
    asked = scenario(unit)(entered).when(ReclassifyUnit(kind=UnitKind.CITY_OR_COUNTY))
    asked.then(UnitReclassified(kind=UnitKind.CITY_OR_COUNTY))


def test_mechanism_25_an_assistant_leader_acts_within_dates_and_ends_with_the_on_site_phase() -> (
    None
):
    inside = scenario(engagement)(*BRIEFED, group_entered, told)
    leave = inside.when(Conclude(), by=ASSISTANT, role=SUPERVISION_BODY)
    leave.then(CONCLUDED[-1], reached(Milestone.CONCLUDED))
    late = datetime(2026, 6, 1, 1, tzinfo=UTC)
    asked = inside.when(Conclude(), by=ASSISTANT, role=SUPERVISION_BODY, at=late)
    asked.then_refused(AssistantNotInOffice)
    outside = scenario(engagement)(*CONCLUDED)
    outside.when(Conclude(), by=ASSISTANT, role=SUPERVISION_BODY).then_refused(WrongState)


def test_mechanism_29_one_person_holds_two_roles_and_each_decision_is_about_the_role_used() -> None:
    given, assume = scenario(role_holder), AssumeRole(holder=ASSISTANT, role=LEADING_GROUP)
    first = RoleAssumed(holder=ASSISTANT, role=SUPERVISION_BODY)
    second = RoleAssumed(holder=ASSISTANT, role=LEADING_GROUP)
    given(first).when(assume, role=DISPATCHING_COMMITTEE).then(second)
    assert given(first, second).state().held == {SUPERVISION_BODY, LEADING_GROUP}
    heard = scenario(engagement)(*HEARD)
    approve = ApproveReport(report=DIGEST)
    heard.when(approve, by=ASSISTANT, role=SUPERVISION_BODY).then_refused(RoleMayNot)
    heard.when(approve, by=ASSISTANT, role=LEADING_GROUP).then(
        report_approved, reached(Milestone.REPORT_APPROVED)
    )


def test_mechanism_31_a_briefing_is_returned_while_it_is_coarse_and_accepted_when_fine() -> None:
    given = scenario(engagement)
    coarse = given(engagement_planned, requested, analysis_filed)
    coarse.when(AcceptBriefing(), role=GROUP_LEADER).then_refused(SectionMissing)
    back = ReturnBriefing(body=BriefingBody.SUPERVISION_BODY, reason="只有粗粮")
    coarse.when(back, role=GROUP_LEADER).then(returned)
    fine = given(engagement_planned, requested, returned, analysis_filed, matters_filed)
    fine.when(AcceptBriefing(), role=GROUP_LEADER).then(BRIEFED[-1])


def test_mechanism_32_a_packet_holds_analysis_and_matters_and_nothing_about_persons() -> None:
    assert set(BriefingSection) == {"analysis", "matters_needing_attention"}
    asked = scenario(engagement)(engagement_planned, requested)
    for section, fact in zip(BriefingSection, (analysis_filed, matters_filed), strict=True):
        file = FileBriefingSection(
            section=section, source="信访台账", dated_on=date(2026, 3, 1), digest=DIGEST
        )
        asked.when(file, role=SUPERVISION_BODY).then(fact)


def test_mechanism_47_a_report_is_approved_when_it_was_checked_and_heard() -> None:
    given, approve = scenario(engagement), ApproveReport(report=DIGEST)
    unchecked = given(*CONCLUDED, findings_noted, result_use_noted)
    unchecked.when(approve, role=LEADING_GROUP).then_refused(ReportNotChecked)
    unheard = given(*CONCLUDED, findings_noted, traceability_noted)
    unheard.when(approve, role=LEADING_GROUP).then_refused(ReportNotHeard)
    given(*HEARD).when(approve, role=DISPATCHING_COMMITTEE).then(
        report_approved, reached(Milestone.REPORT_APPROVED)
    )


def test_mechanism_68_nobody_acts_beyond_role_engagement_or_phase() -> None:
    given = scenario(engagement)
    inside = given(*BRIEFED, group_entered)
    inside.when(TellTask(), by=LIAISON, role=LIAISON_OFFICER).then_refused(RoleMayNot)
    inside.when(TellTask(), by="actor-of-group-2", role=GROUP_LEADER).then_refused(NotOfThisGroup)
    inside.when(ApproveReport(report=DIGEST), role=LEADING_GROUP).then_refused(WrongState)
    given(*CONCLUDED).when(TellTask(), by=LEADER, role=GROUP_LEADER).then_refused(WrongState)


def test_mechanism_70_a_round_has_its_own_number_in_the_term_of_its_level() -> None:
    claims = WIRE.line(planned, "round").claims
    second = replace(planned, number=2)
    assert [claim.key for claim in claims(planned)] == ["round-number:15/1"]
    assert [claim.key for claim in claims(second)] == ["round-number:15/2"]


def test_mechanism_73_the_feedback_rules_say_who_leads_who_attends_and_which_clocks_start() -> None:
    asked = {
        Parameter.PLAN_DUE: "months:1",
        Parameter.CONCENTRATED_PERIOD: "months:6",
        Parameter.FEEDBACK_LED_BY: "leading_official",
        Parameter.FEEDBACK_ATTENDED_BY: "head,team",
    }
    parameters = {name.value: value for name, value in asked.items()}
    since = date(2024, 2, 8)
    draft = DraftRule(
        scope=RuleScope.FEEDBACK, rule="feedback-2024", effective_on=since, parameters=asked
    )
    told = {"scope": RuleScope.FEEDBACK, "rule": "feedback-2024"}
    drafted = replace(rule_drafted, **told, effective_on=since, parameters=parameters)
    active = replace(rule_activated, **told, effective_on=since, parameters=parameters)
    scenario(rules)().when(draft, role=DISPATCHING_COMMITTEE).then(drafted)
    scenario(rules)(drafted).when(ActivateRule(rule="feedback-2024")).then(active)
    in_force = rule_in_force(rules.fold([active]), date(2026, 3, 31))
    assert in_force is not None
    assert in_force.parameters == parameters
