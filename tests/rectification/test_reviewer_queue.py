"""The reviewer queue holds what waits to be judged, and for which role it waits."""

from dataclasses import replace

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.rectification.domain.item.facts import Outcome
from services.rectification.domain.vocabulary import FilingKind
from services.rectification.projections.reviewer_queue import (
    QueueRow,
    QueueStage,
    reviewer_queue,
)
from tests.rectification.examples import (
    claimed,
    in_judgement,
    opened,
    rejected,
    verified,
    written_off,
)
from tests.rectification.filing_examples import (
    opinions,
    plan_accepted,
    resubmitted,
    returned,
    reviewers_assigned,
    submitted,
)
from tests.rectification.ground import CASE, CODE, PERMITS, PLAN_STREAM, STREAM, TOWN, TOWN_NAME

PLAN = FilingKind.PLAN
office, supervision, organisation = opinions(PLAN)
read = (submitted(PLAN), reviewers_assigned(PLAN), office, supervision, organisation)


def queue(stream: str, *events: object) -> list[QueueRow]:
    """Give the queue after these events."""
    return list(rows_after(reviewer_queue, history(stream, *events)).values())


def test_a_filing_waits_for_each_body() -> None:
    (row,) = queue(PLAN_STREAM, submitted(PLAN), reviewers_assigned(PLAN))
    assert row == QueueRow(
        waiting=PLAN_STREAM,
        stage=QueueStage.REVIEW,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=1,
        office=True,
        supervision_body=True,
        organisation_department=True,
        reviewer=True,
        since=MOMENT,
    )


def test_a_body_that_gave_its_opinion_is_waited_for_no_more() -> None:
    (row,) = queue(PLAN_STREAM, submitted(PLAN), supervision)
    waited = (row.office, row.supervision_body, row.organisation_department)
    assert waited == (True, False, True)


def test_a_filing_that_every_body_has_read_waits_for_the_office_to_accept() -> None:
    (row,) = queue(PLAN_STREAM, *read)
    assert (row.stage, row.office, row.reviewer) == (QueueStage.ACCEPTANCE, True, False)
    assert (row.supervision_body, row.organisation_department) == (False, False)
    assert row.since == MOMENT + 4 * STEP


def test_a_returned_filing_waits_for_nobody_until_it_is_filed_again() -> None:
    assert queue(PLAN_STREAM, *read, returned(PLAN)) == []
    (row,) = queue(PLAN_STREAM, *read, returned(PLAN), resubmitted(PLAN))
    assert (row.version, row.stage, row.supervision_body) == (2, QueueStage.REVIEW, True)


def test_an_accepted_filing_waits_for_nobody() -> None:
    assert queue(PLAN_STREAM, *read, plan_accepted) == []


def test_a_claim_waits_to_be_verified_and_then_to_be_written_off() -> None:
    (row,) = queue(STREAM, *in_judgement)
    assert (row.waiting, row.issue, row.code) == (STREAM, PERMITS, CODE)
    assert (row.stage, row.office, row.reviewer) == (QueueStage.VERIFICATION, True, True)
    (row,) = queue(STREAM, *in_judgement, verified)
    assert (row.stage, row.office, row.reviewer) == (QueueStage.WRITE_OFF, True, False)
    assert queue(STREAM, *in_judgement, verified, written_off) == []


def test_a_claim_that_was_rejected_or_rightly_runs_on_waits_for_nobody() -> None:
    assert queue(STREAM, *in_judgement, rejected) == []
    runs_on = replace(claimed, outcome=Outcome.CONTINUING)
    found = replace(verified, outcome=Outcome.CONTINUING)
    assert queue(STREAM, *in_judgement, runs_on, found) == []


def test_a_case_itself_waits_for_nobody() -> None:
    assert queue(f"case-{CASE}", opened) == []
