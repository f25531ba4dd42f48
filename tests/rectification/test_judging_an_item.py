"""A claim is judged by others: neither by who claimed it nor by anybody of the unit."""

from dataclasses import replace

import pytest

from libs.common.decider import WrongState
from libs.common.decider.roles import OFFICE, REVIEWER
from libs.common.testing.given import scenario
from services.rectification.domain.item.commands import (
    ItemCommand,
    RejectClaim,
    VerifyItem,
    WriteOffItem,
)
from services.rectification.domain.item.facts import Outcome, VerificationMethod
from services.rectification.domain.item.rules import (
    ClaimerMayNotVerify,
    EvidenceNeeded,
    PlanLineNeeded,
    ThreeActorsNeeded,
    item,
)
from services.rectification.domain.own_unit import UnitMayNotJudgeItself
from tests.rectification.examples import (
    claimed,
    continuing,
    due_date_fixed,
    evidence_added,
    in_judgement,
    in_progress,
    rejected,
    verified,
    written_off,
)
from tests.rectification.ground import ANA, BO, CY, TOWN

given = scenario(item)
verify = VerifyItem(method=VerificationMethod.SITE_VISIT)
reject = RejectClaim(reason="核对记录只有四周")
write_off = WriteOffItem(reason="清单和核对记录齐全")


def test_a_claim_is_verified_by_somebody_else() -> None:
    given(*in_judgement).when(verify, by=BO, role=REVIEWER).then(verified)


def test_the_claimer_may_not_verify_the_claim() -> None:
    given(*in_judgement).when(verify, by=ANA, role=REVIEWER).then_refused(ClaimerMayNotVerify)


def test_a_claim_that_does_not_hold_goes_back_to_the_unit() -> None:
    given(*in_judgement).when(reject, by=BO, role=OFFICE).then(rejected)


def test_a_rejected_row_may_be_claimed_and_verified_after_all() -> None:
    given(*in_judgement, rejected, claimed).when(verify, by=BO, role=REVIEWER).then(verified)


def test_a_verified_row_is_written_off_by_a_third_person() -> None:
    given(*in_judgement, verified, due_date_fixed).when(write_off, by=CY).then(written_off)


def test_a_row_is_written_off_by_its_line_in_the_accepted_plan() -> None:
    without_plan = given(*in_judgement, verified)
    without_plan.when(write_off, by=CY).then_refused(PlanLineNeeded)
    planned_before = given(due_date_fixed, *in_judgement, verified)
    planned_before.when(write_off, by=CY).then(written_off)


def test_a_row_without_evidence_is_not_written_off() -> None:
    bare = given(*in_progress, due_date_fixed, claimed, verified)
    bare.when(write_off, by=CY).then_refused(EvidenceNeeded)


@pytest.mark.parametrize("actor", [ANA, BO])
def test_claimer_and_verifier_do_not_write_off(actor: str) -> None:
    judged = given(*in_judgement, verified)
    judged.when(write_off, by=actor).then_refused(ThreeActorsNeeded)


@pytest.mark.parametrize("command", [verify, reject])
def test_nobody_judges_a_row_for_the_unit_itself(command: ItemCommand) -> None:
    waiting = given(*in_judgement)
    for_the_unit = waiting.when(command, by=BO, role=REVIEWER, body=TOWN)
    for_the_unit.then_refused(UnitMayNotJudgeItself)
    of_the_unit = waiting.when(command, by=BO, role=REVIEWER, unit=TOWN)
    of_the_unit.then_refused(UnitMayNotJudgeItself)


def test_nobody_writes_a_row_off_for_the_unit_itself() -> None:
    judged = given(*in_judgement, verified)
    judged.when(write_off, by=CY, body=TOWN).then_refused(UnitMayNotJudgeItself)


def test_a_row_that_rightly_runs_on_is_verified_as_such_and_not_written_off() -> None:
    runs_on = replace(claimed, outcome=Outcome.CONTINUING)
    waiting = given(*in_progress, evidence_added, runs_on)
    waiting.when(verify, by=BO, role=REVIEWER).then(replace(verified, outcome=Outcome.CONTINUING))
    given(*continuing).when(write_off, by=CY).then_refused(WrongState, state="continuing")
