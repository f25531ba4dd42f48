"""Which rules say no to what is asked of a report, and how its check comes about."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, assert_never

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import DEPUTY_LEADER, GROUP_LEADER, LIAISON_OFFICER, OFFICE
from services.issues.domain.group import of_the_group
from services.issues.domain.issue_list.state import list_among, list_stream
from services.issues.domain.paper.state import paper_among, paper_stream, signed_for
from services.issues.domain.report.commands import (
    CommentReport,
    DraftReport,
    OpenConsultation,
    ReportCommand,
    RequestCheck,
    ResolveComment,
)
from services.issues.domain.report.facts import (
    ReportCommented,
    ReportCommentResolved,
    ReportConsultationOpened,
    ReportDrafted,
    ReportEvent,
    ReportTraceabilityChecked,
)
from services.issues.domain.vocabulary import CommentKey, PaperKey


class VersionNotNext(Refusal):
    """Versions of a report are numbered one after another."""


class CommentKnown(Refusal):
    """A comment is made once."""


class CommentUnknown(Refusal):
    """What is resolved was said before."""


class CommentOpen(Refusal):
    """A report passes its check when every comment is resolved."""


class OrphanSentence(Refusal):
    """Each sentence of a report rests on a signed paper of its engagement."""


class ReportStatus(StrEnum):
    """How far the version has come."""

    NEW = "new"
    DRAFTED = "drafted"
    IN_CONSULTATION = "in_consultation"
    CHECKED = "checked"


@frozen
class Report:
    """Only what `decide` asks about; screens read projections."""

    status: ReportStatus = ReportStatus.NEW
    drafted: ReportDrafted | None = None
    comments: frozenset[CommentKey] = frozenset()
    resolved: frozenset[CommentKey] = frozenset()

    @property
    def draft(self) -> ReportDrafted:
        """The last version; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted

    @property
    def version(self) -> int:
        """The number of the last version, nought before the first."""
        return self.drafted.version if self.drafted else 0


_PAPERWORK: Final = (GROUP_LEADER, DEPUTY_LEADER, LIAISON_OFFICER)
_IN_CONSULTATION: Final = {ReportStatus.IN_CONSULTATION}

ALLOWED: Final = {
    DraftReport: allow(*_PAPERWORK, when=set(ReportStatus)),
    OpenConsultation: allow(OFFICE, when={ReportStatus.DRAFTED}),
    CommentReport: allow(OFFICE, GROUP_LEADER, DEPUTY_LEADER, when=_IN_CONSULTATION),
    ResolveComment: allow(*_PAPERWORK, when=_IN_CONSULTATION),
    RequestCheck: allow(*_PAPERWORK, when=_IN_CONSULTATION),
}


def reads(command: ReportCommand) -> tuple[str, ...]:
    """A version is written for a group that has entered, and checked on its papers."""
    match command:
        case DraftReport(engagement=engagement):
            return (list_stream(engagement),)
        case RequestCheck(papers=papers):
            return tuple(map(paper_stream, dict.fromkeys(papers)))
        case _:
            return ()


def decide(command: ReportCommand, report: Report, context: Context) -> list[ReportEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftReport():
            return [_drafted(command, report, context)]
        case OpenConsultation():
            return [ReportConsultationOpened()]
        case CommentReport(comment=comment, text=text):
            _by_office_or_group(report, context)
            if comment in report.comments:
                raise CommentKnown(comment=comment)
            return [ReportCommented(comment=comment, text=text)]
        case ResolveComment(comment=comment, resolution=resolution):
            _by_office_or_group(report, context)
            if comment not in report.comments:
                raise CommentUnknown(comment=comment)
            done = comment in report.resolved
            resolved = ReportCommentResolved(comment=comment, resolution=resolution)
            return [] if done else [resolved]
        case RequestCheck(papers=papers):
            _by_office_or_group(report, context)
            _nothing_open(report)
            _no_orphan(report.draft, papers, context.others)
            return [_checked(report.draft)]
        case _:
            assert_never(command)


def evolve(report: Report, event: ReportEvent) -> Report:
    """Take in what happened."""
    match event:
        case ReportDrafted():
            return replace(report, status=_status_with_draft(report), drafted=event)
        case ReportConsultationOpened():
            return replace(report, status=ReportStatus.IN_CONSULTATION)
        case ReportCommented(comment=comment):
            return replace(report, comments=report.comments | {comment})
        case ReportCommentResolved(comment=comment):
            return replace(report, resolved=report.resolved | {comment})
        case ReportTraceabilityChecked():
            return replace(report, status=ReportStatus.CHECKED)
        case _:
            assert_never(event)


def _status_with_draft(report: Report) -> ReportStatus:
    """A new version voids the check; a consultation that is under way goes on with it."""
    under_way = report.status is ReportStatus.IN_CONSULTATION
    return ReportStatus.IN_CONSULTATION if under_way else ReportStatus.DRAFTED


def _by_office_or_group(report: Report, context: Context) -> None:
    if context.role != OFFICE:
        of_the_group(context.actor, report.draft.team.paperwork)


def _drafted(command: DraftReport, report: Report, context: Context) -> ReportDrafted:
    listed = list_among(context.others, command.engagement).entered
    of_the_group(context.actor, listed.team.paperwork)
    if command.version != report.version + 1:
        raise VersionNotNext(version=report.version + 1)
    return ReportDrafted(
        engagement=command.engagement,
        round=listed.round,
        unit=listed.unit,
        version=command.version,
        report=command.report,
        sentences=command.sentences,
        team=listed.team,
    )


def _nothing_open(report: Report) -> None:
    for comment in sorted(report.comments - report.resolved):
        raise CommentOpen(comment=comment)


def _no_orphan(
    draft: ReportDrafted, papers: tuple[PaperKey, ...], others: Mapping[str, Any]
) -> None:
    """Number the sentences as people do, from one."""
    signed = {key for key in papers if signed_for(paper_among(others, key), draft.engagement)}
    for number, sentence in enumerate(draft.sentences, 1):
        if signed.isdisjoint(sentence.papers):
            raise OrphanSentence(sentence=number)


def _checked(draft: ReportDrafted) -> ReportTraceabilityChecked:
    return ReportTraceabilityChecked(
        engagement=draft.engagement,
        round=draft.round,
        unit=draft.unit,
        report_version=draft.version,
        report=draft.report,
        sentences=len(draft.sentences),
    )


report: Final = Aggregate(
    kind="report",
    initial=Report(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
