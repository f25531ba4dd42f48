"""A report passes its check when each sentence rests on a signed paper and no comment is open."""

from dataclasses import replace

from libs.common.decider import WrongState
from libs.common.decider.roles import GROUP_LEADER, LIAISON_OFFICER, OFFICE
from libs.common.testing.given import Given, scenario
from services.issues.domain.group import NotOfTheGroup
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.issue_list.state import ListNotOpen
from services.issues.domain.paper.facts import WorkingPaperEvent
from services.issues.domain.paper.rules import working_paper
from services.issues.domain.report.commands import (
    CommentReport,
    DraftReport,
    OpenConsultation,
    ReportCommand,
    RequestCheck,
    ResolveComment,
)
from services.issues.domain.report.facts import ReportEvent, Sentence
from services.issues.domain.report.rules import (
    CommentKnown,
    CommentOpen,
    CommentUnknown,
    OrphanSentence,
    Report,
    ReportStatus,
    VersionNotNext,
    report,
)
from services.issues.domain.vocabulary import CommentKey, PaperKey
from tests.issues.issue_examples import (
    ANA,
    CY,
    DIGEST,
    ENGAGEMENT,
    OTHER_DIGEST,
    OTHER_ENGAGEMENT,
    PAPER,
    STRANGER,
)
from tests.issues.list_examples import opened
from tests.issues.paper_examples import (
    COMMENT,
    attached,
    checked,
    comment_resolved,
    commented,
    consultation_opened,
    consulted,
    drafted,
    facts_confirmed,
    report_drafted,
    reviewed,
    signed,
)

given = scenario(report)
OTHER_PAPER = PaperKey("C01-U01-P2")
draft = DraftReport(
    engagement=ENGAGEMENT, version=1, report=DIGEST, sentences=report_drafted.sentences
)
check = RequestCheck(papers=(PAPER,))
paper_signed = (drafted, attached, facts_confirmed, reviewed, consulted, signed)
under_way = (report_drafted, consultation_opened)


def with_paper(
    *facts: ReportEvent, paper: tuple[WorkingPaperEvent, ...] = paper_signed
) -> Given[ReportCommand, ReportEvent, Report]:
    """Say what happened to the report, and how far its paper is."""
    return given(*facts).seeing(working_paper, PAPER, *paper)


def test_a_group_that_entered_writes_version_after_version() -> None:
    entered = given().seeing(issue_list, ENGAGEMENT, opened)
    entered.when(draft, by=CY, role=LIAISON_OFFICER).then(report_drafted)
    again = given(report_drafted).seeing(issue_list, ENGAGEMENT, opened)
    again.when(draft, by=CY, role=LIAISON_OFFICER).then_refused(VersionNotNext, version=2)
    again.when(replace(draft, version=2), by=CY, role=LIAISON_OFFICER).then(
        replace(report_drafted, version=2)
    )


def test_no_other_group_writes_it_and_none_before_its_entry() -> None:
    entered = given().seeing(issue_list, ENGAGEMENT, opened)
    entered.when(draft, by=STRANGER, role=GROUP_LEADER).then_refused(NotOfTheGroup)
    before = given().seeing(issue_list, ENGAGEMENT)
    before.when(draft, by=CY, role=LIAISON_OFFICER).then_refused(ListNotOpen)


def test_group_and_office_comment_and_the_group_resolves() -> None:
    given(report_drafted).when(OpenConsultation()).then(consultation_opened)
    say = CommentReport(comment=COMMENT, text=commented.text)
    given(*under_way).when(say, role=OFFICE).then(commented)
    given(*under_way, commented).when(say, role=OFFICE).then_refused(CommentKnown)
    resolve = ResolveComment(comment=COMMENT, resolution=comment_resolved.resolution)
    given(*under_way, commented).when(resolve, by=CY, role=LIAISON_OFFICER).then(comment_resolved)
    done = given(*under_way, commented, comment_resolved)
    done.when(resolve, by=CY, role=LIAISON_OFFICER).then()


def test_what_nobody_said_is_not_resolved() -> None:
    resolve = ResolveComment(comment=CommentKey("9"), resolution="已补充")
    given(*under_way).when(resolve, by=CY, role=LIAISON_OFFICER).then_refused(CommentUnknown)


def test_mechanism_42_each_sentence_rests_on_a_signed_paper() -> None:
    with_paper(*under_way).when(check, by=ANA, role=GROUP_LEADER).then(checked)


def test_mechanism_42_an_orphan_sentence_is_refused_by_its_number() -> None:
    sentences = (
        *report_drafted.sentences,
        Sentence(digest=OTHER_DIGEST, papers=(OTHER_PAPER,)),
    )
    more = replace(report_drafted, sentences=sentences)
    with_paper(more, consultation_opened).when(check, by=ANA, role=GROUP_LEADER).then_refused(
        OrphanSentence, sentence=2
    )


def test_mechanism_42_neither_an_unsigned_paper_nor_another_engagements_carries_a_sentence() -> (
    None
):
    foreign = (replace(drafted, engagement=OTHER_ENGAGEMENT), *paper_signed[1:])
    for paper in (paper_signed[:-1], foreign, ()):
        with_paper(*under_way, paper=paper).when(check, by=ANA, role=GROUP_LEADER).then_refused(
            OrphanSentence, sentence=1
        )


def test_mechanism_45_the_check_waits_for_the_consultation_and_its_last_comment() -> None:
    with_paper(report_drafted).when(check, by=ANA, role=GROUP_LEADER).then_refused(WrongState)
    with_paper(*under_way, commented).when(check, by=ANA, role=GROUP_LEADER).then_refused(
        CommentOpen, comment=COMMENT
    )
    settled = (*under_way, commented, comment_resolved)
    with_paper(*settled).when(check, by=ANA, role=GROUP_LEADER).then(checked)


def test_a_new_version_voids_the_check() -> None:
    done = (*under_way, checked)
    assert given(*done).state().status is ReportStatus.CHECKED
    anew = given(*done, replace(report_drafted, version=2))
    assert anew.state().status is ReportStatus.DRAFTED


def test_a_new_version_goes_on_in_the_consultation_that_is_under_way() -> None:
    anew = given(*under_way, commented, replace(report_drafted, version=2)).state()
    assert (anew.status, anew.comments) == (ReportStatus.IN_CONSULTATION, {COMMENT})
