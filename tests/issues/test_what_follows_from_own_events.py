"""What a list, a case and a programme decide reaches the single issues, here and above."""

from libs.common.reactions import send
from libs.common.testing.given import reacting
from libs.contracts.issues import FindingsReported
from services.issues.domain.issue.commands import (
    CloseIssue,
    DropIssue,
    MarkApproved,
    MarkConfirmed,
    MarkListed,
    MergeIssue,
)
from services.issues.domain.programme_findings import LinkedIssue, NoteLinkedFindings
from services.issues.domain.sector_issue import RaiseSectorIssue
from services.issues.domain.vocabulary import LinkedEngagement
from services.issues.reactions import own_log, subordinates
from tests.contracts.published import as_published
from tests.issues.examples import closing_noted, found_here, sector_decided, sector_raised
from tests.issues.issue_examples import (
    ENGAGEMENT,
    LAND,
    PERMITS,
    PROGRAMME,
    PURCHASES,
    STREAM,
    dropped,
)
from tests.issues.list_examples import (
    findings_reported,
    frozen_list,
    list_approved,
    sorted_once,
    sorted_twice,
)

reacted = reacting(own_log.REACTIONS)


def test_the_first_sorting_lists_its_issues_and_the_second_waits_for_the_freeze() -> None:
    reacted(sorted_once).then_commands(
        *(send(f"issue-{key}", MarkListed()) for key in (PERMITS, PURCHASES, LAND))
    )
    reacted(sorted_twice).then_commands()


def test_the_frozen_list_confirms_merges_and_drops() -> None:
    reacted(frozen_list).then_commands(
        send(STREAM, MarkConfirmed()),
        send(f"issue-{PURCHASES}", MergeIssue(into=PERMITS)),
        send(f"issue-{LAND}", DropIssue(reason=dropped.reason)),
    )


def test_the_approved_list_approves_each_issue() -> None:
    reacted(list_approved).then_commands(send(STREAM, MarkApproved()))


def test_own_findings_are_noted_like_those_of_the_levels_below() -> None:
    noted = NoteLinkedFindings(
        programme=PROGRAMME,
        engagement=found_here.engagement,
        division=found_here.division,
        issues=found_here.issues,
    )
    stream = f"programme_findings-{PROGRAMME}"
    reacted(findings_reported).then_commands(send(stream, noted))
    below = reacting(subordinates.REACTIONS)(
        as_published(FindingsReported, findings_reported), site="360703"
    )
    theirs = NoteLinkedFindings(
        programme=PROGRAMME,
        engagement=LinkedEngagement(f"360703/{ENGAGEMENT}"),
        division=found_here.division,
        issues=(LinkedIssue(issue=f"360703/{PERMITS}", domain="permits"),),
    )
    below.then_commands(send(stream, theirs))


def test_mechanism_39_each_matter_of_the_sector_becomes_an_issue_of_its_own() -> None:
    raised = RaiseSectorIssue(
        sector_issue=sector_raised.sector_issue,
        programme=PROGRAMME,
        title=sector_raised.title,
        domain=sector_raised.domain,
        department=sector_raised.department,
        issues=sector_raised.issues,
        divisions=sector_raised.divisions,
    )
    reacted(sector_decided).then_commands(send(f"sector_issue-{PROGRAMME}-F1", raised))


def test_a_closed_case_closes_its_issues() -> None:
    reacted(closing_noted).then_commands(send(STREAM, CloseIssue()))
