"""A row may rightly run on for longer, and a closed row may be opened again."""

import pytest

from libs.common.decider import WrongState
from libs.common.testing.given import scenario
from services.rectification.domain.item.commands import (
    ClaimCompletion,
    FixDueDate,
    ItemCommand,
    MarkLongTerm,
    ReopenItem,
)
from services.rectification.domain.item.facts import ItemEvent, Outcome
from services.rectification.domain.item.rules import item
from services.rectification.domain.item.state import ItemStatus
from services.rectification.domain.own_unit import UnitMayNotJudgeItself
from tests.rectification.examples import (
    claimed,
    due_date_fixed,
    evidence_added,
    in_judgement,
    in_progress,
    marked_long_term,
    rejected,
    reopened,
    verified,
    written_off,
)
from tests.rectification.ground import ANA, CASE, DIGEST, PERMITS, ROW_DUE, TOWN

given = scenario(item)
mark = MarkLongTerm(reason="须经两个年度的核查")
reopen = ReopenItem(reason="回头看发现反弹")
fix = FixDueDate(issue=PERMITS, case=CASE, due_at=ROW_DUE)
closed = (*in_judgement, verified, due_date_fixed, written_off)


def test_a_row_takes_its_due_date_from_the_accepted_plan_whenever_it_comes() -> None:
    given().when(fix).then(due_date_fixed)
    given(*in_judgement).when(fix).then(due_date_fixed)
    given(*in_progress, due_date_fixed).when(fix).then()


def test_the_office_marks_a_row_long_term_with_its_reason() -> None:
    given(*in_progress).when(mark).then(marked_long_term)


def test_a_long_term_row_stays_with_its_unit() -> None:
    claim = ClaimCompletion(outcome=Outcome.COMPLETED, evidence=(DIGEST,))
    left = given(*in_progress, evidence_added, marked_long_term)
    left.when(claim, by=ANA, unit=TOWN).then(claimed)
    sent_back = given(*in_progress, evidence_added, marked_long_term, claimed, rejected)
    assert sent_back.state().status is ItemStatus.LONG_TERM


def test_the_office_opens_a_closed_row_again_with_its_reason() -> None:
    given(*closed).when(reopen).then(reopened)
    state = given(*closed, reopened).state()
    assert state.status is ItemStatus.IN_PROGRESS
    assert (state.claimed_by, state.verified_by) == (None, None)


def test_a_row_that_is_open_is_not_opened_again() -> None:
    given(*in_progress).when(reopen).then_refused(WrongState, state="in_progress")


@pytest.mark.parametrize(("facts", "command"), [(in_progress, mark), (closed, reopen)])
def test_nobody_decides_on_a_row_of_their_own_unit(
    facts: tuple[ItemEvent, ...], command: ItemCommand
) -> None:
    given(*facts).when(command, body=TOWN).then_refused(UnitMayNotJudgeItself)
