"""Bodies are asked for facts, file them section by section, and what is coarse goes back."""

from dataclasses import replace
from datetime import date

import pytest

from libs.common.decider import RoleMayNot
from libs.common.decider.roles import (
    GROUP_LEADER,
    LINE_DEPARTMENT,
    OFFICE,
    SUPERVISION_BODY,
    UNIT,
)
from libs.common.testing.given import scenario
from services.rounds.domain.engagement.briefing import (
    BodyNotAsked,
    BriefingDueInPast,
    BriefingNotRequested,
    BriefingRequestedBefore,
    NothingToReturn,
    SectionDatedInFuture,
    SectionMissing,
)
from services.rounds.domain.engagement.commands import (
    AcceptBriefing,
    FileBriefingSection,
    RequestBriefing,
    ReturnBriefing,
)
from services.rounds.domain.engagement.facts import BriefingBody, BriefingSection
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.engagement.state import EngagementStatus
from tests.rounds.preparation_examples import (
    BRIEFED,
    DIGEST,
    TODAY,
    analysis_filed,
    briefing_accepted,
    engagement_planned,
    matters_filed,
    requested,
    returned,
)

given = scenario(engagement)
REQUEST = RequestBriefing(bodies=(BriefingBody.SUPERVISION_BODY,), due_on=date(2026, 4, 10))
FILE = FileBriefingSection(
    section=BriefingSection.ANALYSIS, source="信访台账", dated_on=date(2026, 3, 1), digest=DIGEST
)
RETURN = ReturnBriefing(body=BriefingBody.SUPERVISION_BODY, reason="只有粗粮")


def test_bodies_are_asked_and_have_until_the_end_of_the_day() -> None:
    asked = given(engagement_planned).when(REQUEST, role=OFFICE)
    asked.then(requested)


def test_a_packet_is_asked_for_once() -> None:
    asked = given(engagement_planned, requested).when(REQUEST, role=OFFICE)
    asked.then_refused(BriefingRequestedBefore)


def test_a_packet_is_due_on_a_day_to_come() -> None:
    asked = given(engagement_planned).when(replace(REQUEST, due_on=TODAY), role=OFFICE)
    asked.then_refused(BriefingDueInPast)


def test_a_body_files_a_section_with_its_source_and_day() -> None:
    given(engagement_planned, requested).when(FILE, role=SUPERVISION_BODY).then(analysis_filed)


def test_a_body_that_was_not_asked_files_nothing() -> None:
    asked = given(engagement_planned, requested).when(FILE, role=LINE_DEPARTMENT)
    asked.then_refused(BodyNotAsked)
    given(engagement_planned).when(FILE, role=LINE_DEPARTMENT).then_refused(BriefingNotRequested)


def test_a_unit_briefs_nobody_about_itself() -> None:
    given(engagement_planned, requested).when(FILE, role=UNIT).then_refused(RoleMayNot)


def test_facts_are_of_a_day_that_has_been() -> None:
    tomorrow = replace(FILE, dated_on=date(2026, 4, 1))
    asked = given(engagement_planned, requested).when(tomorrow, role=SUPERVISION_BODY)
    asked.then_refused(SectionDatedInFuture)


def test_a_part_that_is_too_coarse_goes_back_whole() -> None:
    half = given(engagement_planned, requested, analysis_filed)
    half.when(RETURN, role=GROUP_LEADER).then(returned)
    back = given(engagement_planned, requested, analysis_filed, matters_filed, returned)
    asked = back.when(AcceptBriefing(), role=OFFICE)
    asked.then_refused(SectionMissing, body="supervision_body", section="analysis")


def test_what_was_not_filed_does_not_go_back() -> None:
    asked = given(engagement_planned, requested).when(RETURN, role=OFFICE)
    asked.then_refused(NothingToReturn)


def test_a_packet_is_accepted_when_every_body_has_filed_every_section() -> None:
    given(*BRIEFED[:-1]).when(AcceptBriefing(), role=GROUP_LEADER).then(briefing_accepted)
    assert given(*BRIEFED).state().status is EngagementStatus.BRIEFED


@pytest.mark.parametrize("filed", [(), (analysis_filed,), (matters_filed,)])
def test_a_packet_that_lacks_a_section_is_not_accepted(filed: tuple[object, ...]) -> None:
    asked = given(engagement_planned, requested, *filed).when(AcceptBriefing(), role=OFFICE)
    asked.then_refused(SectionMissing)


def test_a_packet_of_two_bodies_waits_for_both() -> None:
    two = replace(requested, bodies=(BriefingBody.SUPERVISION_BODY, BriefingBody.LINE_DEPARTMENT))
    half = given(engagement_planned, two, analysis_filed, matters_filed)
    asked = half.when(AcceptBriefing(), role=OFFICE)
    asked.then_refused(SectionMissing, body="line_department", section="analysis")


def test_a_packet_that_nobody_asked_for_is_not_accepted() -> None:
    asked = given(engagement_planned).when(AcceptBriefing(), role=OFFICE)
    asked.then_refused(BriefingNotRequested)
