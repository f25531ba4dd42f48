"""A unit reports, files evidence and claims on its own rows, and on no others."""

from dataclasses import replace

import pytest

from libs.common.testing.given import scenario
from services.rectification.domain.item.commands import (
    AddEvidence,
    AssignItem,
    ClaimCompletion,
    DescribeItem,
    ItemCommand,
    ReportProgress,
)
from services.rectification.domain.item.facts import Outcome
from services.rectification.domain.item.rules import (
    EvidenceNeeded,
    EvidenceNotAdded,
    IssueOfOtherUnit,
    item,
)
from services.rectification.domain.item.state import ItemStatus
from services.rectification.domain.own_unit import NotYourUnit
from tests.rectification.examples import (
    assigned,
    assigned_with_description,
    claimed,
    continuing,
    described,
    description,
    evidence_added,
    in_progress,
    reported,
)
from tests.rectification.ground import (
    ANA,
    CASE,
    DIGEST,
    DIVISION,
    OTHER_DIGEST,
    OTHER_TOWN,
    PERMITS,
    ROUND,
    TOWN,
    TOWN_NAME,
)

given = scenario(item)
assign = AssignItem(
    issue=PERMITS, case=CASE, round=ROUND, unit=TOWN, unit_name=TOWN_NAME, division=DIVISION
)
describe = DescribeItem(description=description)
add_evidence = AddEvidence(digest=DIGEST, size_bytes=48_210, media_type="application/pdf")
claim = ClaimCompletion(outcome=Outcome.COMPLETED, evidence=(DIGEST,))


def test_a_row_is_assigned_to_its_unit() -> None:
    given().when(assign).then(assigned)


def test_a_row_may_be_described_after_it_was_assigned() -> None:
    given(assigned).when(describe).then(described)


def test_a_row_may_be_described_before_it_is_assigned() -> None:
    given().when(describe).then(described)
    given(described).when(assign).then(assigned_with_description)


def test_both_orders_lead_to_the_same_row() -> None:
    before = given(described, assigned_with_description).state()
    after = given(assigned, described).state()
    assert replace(before, assigned=None) == replace(after, assigned=None)


def test_a_description_that_is_known_already_changes_nothing() -> None:
    given(assigned, described).when(describe).then()


def test_a_unit_does_not_get_the_row_of_another_units_issue() -> None:
    of_other = replace(description, unit=OTHER_TOWN)
    given(assigned).when(DescribeItem(description=of_other)).then_refused(IssueOfOtherUnit)
    heard_first = given(replace(described, description=of_other))
    heard_first.when(assign).then_refused(IssueOfOtherUnit)


def test_a_description_alone_opens_no_row_for_anybody() -> None:
    state = given(described).state()
    assert state.status is ItemStatus.NEW
    assert state.unit is None


def test_the_unit_reports_progress() -> None:
    given(*in_progress).when(ReportProgress(note="清单已印发"), unit=TOWN).then(reported)


def test_the_unit_files_evidence() -> None:
    given(*in_progress).when(add_evidence, unit=TOWN).then(evidence_added)


def test_the_same_evidence_is_filed_once() -> None:
    given(*in_progress, evidence_added).when(add_evidence, unit=TOWN).then()


def test_the_unit_claims_completion_on_its_evidence() -> None:
    given(*in_progress, evidence_added).when(claim, by=ANA, unit=TOWN).then(claimed)


def test_a_claim_needs_evidence() -> None:
    bare = ClaimCompletion(outcome=Outcome.COMPLETED, evidence=())
    given(*in_progress, evidence_added).when(bare, unit=TOWN).then_refused(EvidenceNeeded)


def test_a_claim_rests_on_evidence_that_was_filed() -> None:
    other = ClaimCompletion(outcome=Outcome.COMPLETED, evidence=(DIGEST, OTHER_DIGEST))
    given(*in_progress, evidence_added).when(other, unit=TOWN).then_refused(EvidenceNotAdded)


@pytest.mark.parametrize("command", [ReportProgress(note="已完成"), add_evidence, claim])
@pytest.mark.parametrize("unit", [OTHER_TOWN, None])
def test_a_unit_does_not_work_on_anothers_row(command: ItemCommand, unit: str | None) -> None:
    given(*in_progress, evidence_added).when(command, unit=unit).then_refused(NotYourUnit)


def test_a_row_that_runs_on_may_be_claimed_again() -> None:
    assert given(*continuing).state().status is ItemStatus.CONTINUING
    given(*continuing).when(claim, by=ANA, unit=TOWN).then(claimed)
