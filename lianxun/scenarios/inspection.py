"""What a team does about one unit: it gets ready, enters, writes, lists, reports and tells."""

from collections.abc import Iterator
from heapq import merge
from operator import attrgetter
from typing import Final

from lianxun.scenarios.acts import Act, calendar_day
from lianxun.scenarios.county import (
    BODIES,
    CLERK,
    HEAD,
    LINE,
    OFFICIAL,
    TEAMS,
    THE_COMMITTEE,
)
from lianxun.scenarios.dossier import Dossier, group_key
from lianxun.scenarios.evidence import digest_of
from lianxun.scenarios.papers import Paper, paper_acts
from libs.common.auth.claims import Claims
from services.issues.domain.issue_list.commands import (
    DroppedLine,
    FreezeList,
    MergedLine,
    SortList,
    SortListAgain,
)
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.question import AnswerSharedQuestion, AskSharedQuestion, question
from services.issues.domain.report.commands import (
    CommentReport,
    DraftReport,
    OpenConsultation,
    RequestCheck,
    ResolveComment,
)
from services.issues.domain.report.facts import Sentence
from services.issues.domain.report.rules import report
from services.issues.domain.vocabulary import (
    CommentKey,
    EngagementKey,
    IssueId,
    PaperKey,
    QuestionKey,
)
from services.rounds.domain import vocabulary as rounds
from services.rounds.domain.engagement.commands import (
    AcceptBriefing,
    ApproveReport,
    Archive,
    Conclude,
    Enter,
    FileBriefingSection,
    PlanEngagement,
    RequestBriefing,
    ReturnBriefing,
    TellTask,
)
from services.rounds.domain.engagement.facts import BriefingBody, BriefingSection, EngagementKind
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.feedback_session import (
    AcknowledgeFeedback,
    ApproveFeedback,
    DeliverFeedback,
    DraftFeedback,
    ScheduleFeedback,
    feedback_session,
)

QUESTION: Final = "当前工作中最突出的短板是什么？"
ANSWERS: Final = ("制度执行不到位，监督检查不够。", "部分台账更新不及时。")
TOO_COARSE: Final = "只有笼统评价，缺少具体事例和数据。"
REASON_TO_DROP: Final = "证据不足以单独成题。"

DAY_OF_ENTRY: Final = 7
LAST_DAY_ON_SITE: Final = 40


def inspection_acts(dossier: Dossier) -> Iterator[Act]:
    """Give the acts from the plan of the engagement until the unit has signed for its feedback."""
    yield from _prepare(dossier)
    yield from _enter(dossier)
    papers = (Paper(dossier, place, *each) for place, each in enumerate(dossier.issues.items()))
    yield from merge(*map(paper_acts, papers), key=attrgetter("at"))
    yield from _sort(dossier)
    yield from _report(dossier)
    yield from _tell(dossier)


def _prepare(dossier: Dossier) -> Iterator[Act]:
    stream, day = engagement.stream(dossier.engagement), dossier.round.day
    bodies = tuple(map(BriefingBody, (who.roles[0] for who in BODIES)))
    wanted = RequestBriefing(bodies=bodies, due_on=calendar_day(day + DAY_OF_ENTRY - 1))
    yield Act(dossier.at(day + 1, 11), CLERK, stream, _planned(dossier))
    yield Act(dossier.at(day + 1, 14), dossier.team.leader, stream, wanted)
    for hour, who in enumerate(BODIES, start=9):
        yield from _filed(dossier, who, day + 2, hour)
    for number in range(dossier.case.briefing_returns):
        returned = ReturnBriefing(body=BriefingBody(LINE.roles[0]), reason=TOO_COARSE)
        yield Act(dossier.at(day + 3 + number, 9), dossier.team.leader, stream, returned)
        yield from _filed(dossier, LINE, day + 3 + number, 15)
    yield Act(dossier.at(day + DAY_OF_ENTRY - 1, 14), dossier.team.leader, stream, AcceptBriefing())


def _planned(dossier: Dossier) -> PlanEngagement:
    return PlanEngagement(
        engagement=rounds.EngagementKey(dossier.engagement),
        round=rounds.RoundKey(dossier.round.key),
        unit=rounds.UnitCode(dossier.unit),
        group=_group(dossier),
        kind=EngagementKind.ORDINARY,
    )


def _group(dossier: Dossier) -> rounds.GroupKey:
    return rounds.GroupKey(group_key(dossier.round, dossier.case.place % TEAMS))


def _filed(dossier: Dossier, who: Claims, day: int, hour: int) -> Iterator[Act]:
    for place, section in enumerate(BriefingSection):
        filed = FileBriefingSection(
            section=section,
            source="日常监督",
            dated_on=calendar_day(dossier.round.day),
            digest=digest_of(f"{dossier.engagement}/{who.actor}/{section}/{day}"),
        )
        stream = engagement.stream(dossier.engagement)
        yield Act(dossier.at(day, hour, place), who, stream, filed)


def _enter(dossier: Dossier) -> Iterator[Act]:
    stream, day = engagement.stream(dossier.engagement), dossier.round.day + DAY_OF_ENTRY
    leader = dossier.team.leader
    entered = Enter(round=rounds.RoundKey(dossier.round.key), group=_group(dossier))
    yield Act(dossier.at(day, 10), leader, stream, entered)
    yield Act(dossier.at(day, 11), leader, stream, TellTask())
    key = QuestionKey(f"{dossier.engagement}-Q1")
    asked = AskSharedQuestion(
        question=key, engagement=EngagementKey(dossier.engagement), text=QUESTION
    )
    stream = question.stream(key)
    yield Act(dossier.at(day + 1, 10), leader, stream, asked)
    for who, answer in zip((leader, dossier.clerk), ANSWERS, strict=True):
        yield Act(dossier.at(day + 1, 15), who, stream, AnswerSharedQuestion(answer=answer))


def _sort(dossier: Dossier) -> Iterator[Act]:
    """Sort twice, freeze and leave."""
    stream, day = issue_list.stream(dossier.engagement), dossier.round.day + LAST_DAY_ON_SITE
    team, issues = dossier.team, tuple(map(IssueId, dossier.issues))
    yield Act(dossier.at(day - 5, 10), team.liaison, stream, SortList(issues=issues))
    yield Act(dossier.at(day - 2, 10), team.leader, stream, _second_sorting(dossier))
    yield Act(dossier.at(day - 1, 10), team.leader, stream, FreezeList())
    left = engagement.stream(dossier.engagement)
    yield Act(dossier.at(day, 16), team.leader, left, Conclude())


def _second_sorting(dossier: Dossier) -> SortListAgain:
    kept = tuple(map(IssueId, dossier.kept))
    others = {key: each.fate for key, each in dossier.issues.items() if key not in kept}
    merged = (key for key, fate in others.items() if fate == "merged")
    dropped = (key for key, fate in others.items() if fate == "dropped")
    return SortListAgain(
        kept=kept,
        merged=tuple(MergedLine(issue=IssueId(key), into=kept[0]) for key in merged),
        dropped=tuple(DroppedLine(issue=IssueId(key), reason=REASON_TO_DROP) for key in dropped),
    )


def _report(dossier: Dossier) -> Iterator[Act]:
    """Write, go through it with the office, have it checked; it is approved after the hearings."""
    stream, day = report.stream(dossier.engagement), dossier.round.day + LAST_DAY_ON_SITE + 1
    team, text = dossier.team, digest_of(f"{dossier.engagement}/report")
    papers, comment = tuple(map(PaperKey, dossier.kept)), CommentKey("1")
    commented = CommentReport(comment=comment, text="第二部分与底稿逐条对应。")
    resolved = ResolveComment(comment=comment, resolution="已对应。")
    steps: tuple[tuple[int, Claims, object], ...] = (
        (9, team.liaison, _draft(dossier, text, papers)),
        (14, CLERK, OpenConsultation()),
        (15, HEAD, commented),
    )
    for hour, who, command in steps:
        yield Act(dossier.at(day, hour), who, stream, command)
    yield Act(dossier.at(day + 1, 9), team.liaison, stream, resolved)
    yield Act(dossier.at(day + 2, 9), team.leader, stream, RequestCheck(papers=papers))
    approved, about = ApproveReport(report=text), engagement.stream(dossier.engagement)
    yield Act(dossier.at(dossier.round.hearing_day + 1, 10), THE_COMMITTEE, about, approved)


def _draft(dossier: Dossier, text: str, papers: tuple[PaperKey, ...]) -> DraftReport:
    return DraftReport(
        engagement=EngagementKey(dossier.engagement),
        version=1,
        report=text,
        sentences=tuple(
            Sentence(digest=digest_of(f"{paper}/sentence"), papers=(paper,)) for paper in papers
        ),
    )


def _tell(dossier: Dossier) -> Iterator[Act]:
    key = rounds.FeedbackKey(dossier.engagement)
    stream, day = feedback_session.stream(key), dossier.round.feedback_day
    drafted = DraftFeedback(
        feedback=key,
        round=rounds.RoundKey(dossier.round.key),
        unit=rounds.UnitCode(dossier.unit),
        engagement=rounds.EngagementKey(dossier.engagement),
        issues=tuple(map(rounds.IssueId, dossier.kept)),
    )
    told = DeliverFeedback(head_told=True, team_told=True, attending=("supervision_body",))
    first = dossier.round.hearing_day + 2
    steps: tuple[tuple[int, int, Claims, object], ...] = (
        (first, 10, dossier.team.leader, drafted),
        (first + 1, 10, THE_COMMITTEE, ApproveFeedback()),
        (first + 2, 10, CLERK, ScheduleFeedback(held_on=calendar_day(day))),
        (day, 15, OFFICIAL, told),
        (day, 16, dossier.clerk, AcknowledgeFeedback()),
    )
    for on, hour, who, command in steps:
        yield Act(dossier.at(on, hour), who, stream, command)
    archived = engagement.stream(dossier.engagement)
    yield Act(dossier.at(day + 1, 9), CLERK, archived, Archive())
