"""Canonical facts of working papers, shared questions and reports."""

from typing import Final

from services.issues.domain.paper.facts import (
    ConsultationHeld,
    DisputeAnswered,
    EvidenceAttached,
    FactsConfirmed,
    FactsDisputed,
    WorkingPaperDrafted,
    WorkingPaperFiled,
    WorkingPaperReturned,
    WorkingPaperReviewed,
    WorkingPaperSigned,
)
from services.issues.domain.question import SharedQuestionAnswered, SharedQuestionAsked, Side
from services.issues.domain.report.facts import (
    ReportCommented,
    ReportCommentResolved,
    ReportConsultationOpened,
    ReportDrafted,
    ReportTraceabilityChecked,
    Sentence,
)
from services.issues.domain.vocabulary import (
    ActorId,
    CommentKey,
    PaperNumber,
    RoundKey,
)
from tests.issues.issue_examples import (
    ANA,
    BO,
    CY,
    DI,
    DIGEST,
    ENGAGEMENT,
    GROUP,
    OTHER_DIGEST,
    PAPER,
    QUESTION,
    TOWN,
)

drafted: Final = WorkingPaperDrafted(
    paper=PAPER,
    engagement=ENGAGEMENT,
    unit=TOWN,
    temporary_number=PaperNumber("T-1"),
    matter="农村建房许可超期",
    summary="抽查60件许可, 11件超过规定时限办结。",
    source="审批系统台账",
    handlers=(ActorId(CY), ActorId(DI)),
    leader=ActorId(ANA),
    deputies=(ActorId(BO),),
)
attached: Final = EvidenceAttached(digest=DIGEST, size_bytes=120_000, media_type="application/pdf")
facts_confirmed: Final = FactsConfirmed()
facts_disputed: Final = FactsDisputed(objection="其中2件因补件中止计时")
dispute_answered: Final = DisputeAnswered(answer="扣除补件时间后仍为11件")
reviewed: Final = WorkingPaperReviewed()
consulted: Final = ConsultationHeld(comments=("请写明抽样方法",), resolved=True)
still_open: Final = ConsultationHeld(comments=("请写明抽样方法",), resolved=False)
returned: Final = WorkingPaperReturned(reason="证据编号不全")
signed: Final = WorkingPaperSigned(number=PaperNumber("C01-001"))
filed: Final = WorkingPaperFiled()

asked: Final = SharedQuestionAsked(
    question=QUESTION,
    engagement=ENGAGEMENT,
    unit=TOWN,
    text="审批为什么会超期?",
    team=GROUP,
)
answered_by_unit: Final = SharedQuestionAnswered(side=Side.UNIT, answer="窗口人手不足")
answered_by_group: Final = SharedQuestionAnswered(side=Side.GROUP, answer="没有超期预警")

COMMENT: Final = CommentKey("1")
report_drafted: Final = ReportDrafted(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    version=1,
    report=DIGEST,
    sentences=(Sentence(digest=OTHER_DIGEST, papers=(PAPER,)),),
    team=GROUP,
)
consultation_opened: Final = ReportConsultationOpened()
commented: Final = ReportCommented(comment=COMMENT, text="第一句请写明时间范围")
comment_resolved: Final = ReportCommentResolved(comment=COMMENT, resolution="已补充")
checked: Final = ReportTraceabilityChecked(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    report_version=1,
    report=DIGEST,
    sentences=1,
)
