"""What other services say moves lists, issues and cases on."""

from libs.common.reactions import send
from libs.common.testing.given import reacting
from libs.contracts import rectification as corrective
from libs.contracts.rectification import IssueWrittenOff, ItemReopened, RectificationCaseOpened
from libs.contracts.rounds import (
    FeedbackDelivered,
    FocusItem,
    GroupEntered,
    LinkedResultsMerged,
    ResultUseDecided,
)
from services.issues.domain.issue.commands import (
    MarkFedBack,
    MarkInRectification,
    ReopenIssue,
    ResolveIssue,
)
from services.issues.domain.issue_list.commands import NoteResultUse, OpenList
from services.issues.domain.noted_case import NoteCase, NoteCaseClosing
from services.issues.domain.programme_findings import NoteMergedResults
from services.issues.reactions import rectification, rounds
from tests.contracts.published import as_published
from tests.issues.examples import CITY, FOCUS, OWN
from tests.issues.issue_examples import (
    ANA,
    BO,
    CASE,
    CY,
    DI,
    ENGAGEMENT,
    FEEDBACK,
    GROUP,
    PERMITS,
    PROGRAMME,
    STREAM,
    TOWN,
)
from tests.issues.list_examples import linked, use_noted
from tests.rectification.examples import written_off
from tests.rounds.examples import PURCHASES, delivered


def test_each_issue_of_a_delivered_feedback_is_fed_back() -> None:
    marked = MarkFedBack(feedback=FEEDBACK, unit=TOWN)
    reacting(rounds.REACTIONS)(as_published(FeedbackDelivered, delivered)).then_commands(
        send(STREAM, marked), send(f"issue-{PURCHASES}", marked)
    )


def test_a_list_is_opened_for_the_group_that_entered() -> None:
    entered = GroupEntered(
        engagement=ENGAGEMENT,
        round="C01",
        unit=TOWN,
        unit_name=linked.unit_name,
        division=linked.division,
        group=linked.group,
        leader=ANA,
        deputies=(BO,),
        liaison_officers=(CY,),
        members=(DI,),
        programme=PROGRAMME,
    )
    opened = OpenList(
        engagement=ENGAGEMENT,
        round=linked.round,
        unit=TOWN,
        unit_name=linked.unit_name,
        division=linked.division,
        group=linked.group,
        team=GROUP,
        programme=PROGRAMME,
    )
    reacting(rounds.REACTIONS)(entered).then_commands(send(f"list-{ENGAGEMENT}", opened))


def test_the_list_hears_of_the_use_of_its_results() -> None:
    decided = ResultUseDecided(
        hearing="C01-H1", engagement=ENGAGEMENT, round="C01", unit=TOWN, use="feedback"
    )
    noted = NoteResultUse(hearing=use_noted.hearing, use="feedback")
    reacting(rounds.REACTIONS)(decided).then_commands(send(f"list-{ENGAGEMENT}", noted))


def test_merged_results_leave_out_who_is_excused() -> None:
    focus = FocusItem(
        key=FOCUS.key, title=FOCUS.title, domain=FOCUS.domain, department=FOCUS.department
    )
    merged = LinkedResultsMerged(
        programme=PROGRAMME,
        title="生态环境与自然资源联动巡察",
        focus=(focus,),
        engagements=(OWN, CITY, "360703/late"),
        excused=("360703/late",),
    )
    noted = NoteMergedResults(programme=PROGRAMME, focus=(FOCUS,), engagements=(OWN, CITY))
    reacting(rounds.REACTIONS)(merged).then_commands(send(f"programme_findings-{PROGRAMME}", noted))


def test_a_written_off_row_resolves_its_issue() -> None:
    reacting(rectification.REACTIONS)(as_published(IssueWrittenOff, written_off)).then_commands(
        send(STREAM, ResolveIssue())
    )


def test_a_reopened_row_reopens_its_issue() -> None:
    reopened = ItemReopened(issue=PERMITS, case=CASE, unit=TOWN)
    reacting(rectification.REACTIONS)(reopened).then_commands(send(STREAM, ReopenIssue()))


def test_a_case_is_noted_and_each_of_its_issues_is_in_rectification() -> None:
    opened = RectificationCaseOpened(
        case=CASE,
        unit=TOWN,
        unit_name=linked.unit_name,
        division=linked.division,
        issues=(PERMITS,),
        anchor=delivered.delivered_at,
    )
    reacting(rectification.REACTIONS)(opened).then_commands(
        send(f"noted_case-{CASE}", NoteCase(case=CASE, issues=(PERMITS,))),
        send(STREAM, MarkInRectification(case=CASE)),
    )


def test_a_closed_case_is_noted() -> None:
    closed = corrective.CaseClosed(
        case=CASE,
        unit=TOWN,
        unit_name=linked.unit_name,
        division=linked.division,
        written_off=1,
        long_term=0,
        closed_at=delivered.delivered_at,
    )
    reacting(rectification.REACTIONS)(closed).then_commands(
        send(f"noted_case-{CASE}", NoteCaseClosing(case=CASE))
    )
