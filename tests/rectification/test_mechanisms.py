"""The mechanisms of the article that this service carries, each shown by a story of its own."""

from dataclasses import replace
from typing import Any

from libs.common.decider import Aggregate
from libs.common.http import CommandRoute
from libs.common.testing.given import history, reacting, recorded, rows_after, scenario
from services.rectification.domain.case.commands import NoteReportAccepted
from services.rectification.domain.case.rules import case
from services.rectification.domain.case.state import CaseStatus
from services.rectification.domain.filing.commands import AcceptFiling, ResubmitFiling
from services.rectification.domain.filing.facts import FilingAccepted
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.filing.progress import progress
from services.rectification.domain.filing.state import Filing
from services.rectification.domain.item.state import ItemStatus
from services.rectification.domain.vocabulary import FilingKind
from services.rectification.main import SERVICE
from services.rectification.projections.case_timeline import TimelineRow, case_timeline
from services.rectification.projections.cases import cases
from services.rectification.projections.ledger import ledger
from services.rectification.reactions import own_log
from tests.rectification.examples import (
    accepted,
    assigned,
    claimed,
    closed,
    described,
    due_date_fixed,
    due_date_moved,
    evidence_added,
    first_closed,
    going_on,
    in_judgement,
    last_closed,
    opened,
    period_ended,
    period_started,
    plan_in_force,
    plan_noted,
    verified,
    written_off,
)
from tests.rectification.filing_examples import (
    DRAFTS,
    answers,
    opinions,
    plan_accepted,
    report_accepted,
    resubmitted,
    returned,
    reviewers_assigned,
    submitted,
)
from tests.rectification.ground import ANA, CASE, CY, PERMITS, PLAN_STREAM, ROW_DUE, STREAM, TOWN


def test_mechanism_41_one_timeline_from_the_feedback_over_the_plan_to_the_write_off() -> None:
    case_stream, report = f"case-{CASE}", FilingKind.PROGRESS
    story = [
        (case_stream, opened),
        (case_stream, period_started),
        (PLAN_STREAM, DRAFTS[FilingKind.PLAN][1]),
        (STREAM, assigned),
        (STREAM, described),
        (PLAN_STREAM, submitted(FilingKind.PLAN)),
        (case_stream, plan_noted),
        (PLAN_STREAM, plan_accepted),
        (STREAM, due_date_fixed),
        (STREAM, evidence_added),
        (STREAM, claimed),
        (STREAM, verified),
        (STREAM, written_off),
        (case_stream, first_closed),
        (f"progress-{CASE}", submitted(report)),
        (case_stream, closed),
    ]
    log = [
        recorded(event, stream, position=place + 1) for place, (stream, event) in enumerate(story)
    ]
    rows = rows_after(case_timeline, log)
    assert [(row.kind, row.place) for row in rows.values()] == [
        *(("case", 1), ("item", 4), ("plan", 6), ("plan", 8)),
        *(("item", 11), ("item", 12), ("item", 13), ("progress", 15), ("case", 16)),
    ]
    assert {row.case for row in rows.values()} == {CASE}


def test_mechanism_41_an_entry_says_what_happened_when_and_in_which_role() -> None:
    entry = recorded(written_off, STREAM, position=7)
    assert rows_after(case_timeline, [entry]) == {
        f"{CASE}/7": TimelineRow(
            entry=f"{CASE}/7",
            case=CASE,
            place=7,
            at=entry.recorded_at,
            kind="item",
            what="IssueWrittenOff",
            role="system",
            unit=TOWN,
            issue=PERMITS,
            event=entry.header.id,
        )
    }


def test_mechanism_41_what_bodies_do_among_themselves_names_no_unit() -> None:
    among = (reviewers_assigned(FilingKind.PLAN), *opinions(FilingKind.PLAN))
    rows = rows_after(case_timeline, history(PLAN_STREAM, *among))
    assert [row.unit for row in rows.values()] == [None] * 4


def test_mechanism_56_everything_that_people_do_for_rectification_is_done_online() -> None:
    commands = {
        route.command.__name__ for route in SERVICE.routes if isinstance(route, CommandRoute)
    }
    below = {
        *("SavePlanDraft", "SaveReportDraft", "SignTruthStatement", "SubmitFiling"),
        *("AssignReviewers", "RecordOpinion", "ReturnFiling", "ResubmitFiling", "AcceptFiling"),
        *("RequestExtension", "DecideExtension", "RecomputeDueDates"),
        *("ReportProgress", "AddEvidence", "ClaimCompletion", "RejectClaim", "VerifyItem"),
        *("WriteOffItem", "MarkLongTerm", "ReopenItem", "ReplyToTask", "CloseTask"),
    }
    assert commands == below


def go_through(
    filing: FilingKind, machine: Aggregate[Any, Any, Filing], accepted_first: FilingAccepted
) -> None:
    """File, read, return, answer, read again, accept."""
    given = scenario(machine)
    read = (*DRAFTS[filing], submitted(filing), reviewers_assigned(filing), *opinions(filing))
    back = (*read, returned(filing))
    given(*back).when(ResubmitFiling(answers=answers), by=ANA, unit=TOWN).then(resubmitted(filing))
    again = given(*back, resubmitted(filing), *opinions(filing, version=2))
    again.when(AcceptFiling(), by=CY).then(replace(accepted_first, version=2))


def test_mechanism_57_a_plan_is_filed_read_returned_answered_and_accepted() -> None:
    go_through(FilingKind.PLAN, plan, plan_accepted)


def test_mechanism_58_a_progress_report_is_filed_read_returned_answered_and_accepted() -> None:
    go_through(FilingKind.PROGRESS, progress, report_accepted)


def test_mechanism_57_the_accepted_plan_says_when_each_row_is_due() -> None:
    sent = reacting(own_log.REACTIONS)(plan_accepted).sent
    assert [each.stream.partition("-")[0] for each in sent] == ["case", "item", "item"]
    row = rows_after(ledger, history(STREAM, assigned, due_date_fixed))[PERMITS]
    assert row.due_at == ROW_DUE


def test_mechanism_58_the_accepted_report_accepts_the_case_with_its_rows_divided() -> None:
    counted = NoteReportAccepted(completed=1, basically=0, continuing=1)
    reporting = scenario(case)(opened, plan_noted, plan_in_force, first_closed)
    reporting.when(counted, at=accepted.accepted_at).then(period_ended, accepted, going_on)


def test_mechanism_59_every_list_is_live_and_can_be_asked_for_as_of_any_moment() -> None:
    assert all(projection.as_of for projection in SERVICE.projections)
    case_stream = f"case-{CASE}"
    before = rows_after(cases, history(case_stream, opened, plan_noted, due_date_moved))[CASE]
    after = rows_after(
        cases,
        history(case_stream, opened, plan_noted, plan_in_force, first_closed, last_closed),
    )[CASE]
    assert (before.status, after.status) == (CaseStatus.PLANNING, CaseStatus.CONCENTRATED)
    row = rows_after(ledger, history(STREAM, *in_judgement, verified, written_off))[PERMITS]
    assert row.status is ItemStatus.WRITTEN_OFF
