"""What a team and the unit do about one working paper, and about the issue that rests on it."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from lianxun.scenarios.acts import Act
from lianxun.scenarios.cases import GeneratedIssue, PaperStep
from lianxun.scenarios.county import CLERK
from lianxun.scenarios.dossier import Dossier
from lianxun.scenarios.evidence import EVIDENCE_BYTES, MEDIA_TYPE, digest_of
from libs.common.auth.claims import Claims
from services.issues.domain.issue.commands import RaiseIssue, TagIssue
from services.issues.domain.issue.rules import issue
from services.issues.domain.paper.commands import (
    AnswerDispute,
    AttachEvidence,
    ConfirmFacts,
    ConsultPaper,
    DisputeFacts,
    DraftPaper,
    FilePaper,
    ReturnPaper,
    ReviewPaper,
    SignPaper,
)
from services.issues.domain.paper.rules import working_paper
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.issues.domain.vocabulary import (
    ActorId,
    EngagementKey,
    IssueCode,
    IssueId,
    PaperKey,
    PaperNumber,
    RoundKey,
    UnitCode,
)

FIRST_DAY: Final = 9
DAYS_BETWEEN_PAPERS: Final = 2


class Paper(NamedTuple):
    """The paper behind one issue; it is named as its issue."""

    dossier: Dossier
    number: int
    key: str
    issue: GeneratedIssue

    @property
    def day(self) -> int:
        """The day on which it is begun."""
        return self.dossier.round.day + FIRST_DAY + self.number * DAYS_BETWEEN_PAPERS

    @property
    def evidence(self) -> str:
        """The digest of what it rests on."""
        return digest_of(f"{self.key}/paper")

    @property
    def name(self) -> PaperNumber:
        """Its number among the papers of the county."""
        return PaperNumber(f"{self.dossier.engagement}-P{self.number + 1}")


def paper_acts(paper: Paper) -> Iterator[Act]:
    """Take a paper from its draft into the files, a step a day, and raise its issue in between."""
    stream, dossier = working_paper.stream(paper.key), paper.dossier
    for place, step in enumerate(paper.issue.paper):
        day, (who, command) = paper.day + place, ACTS[step](paper)
        yield Act(dossier.at(day, 10), who, stream, command)
        if step == "signed":
            about, desk = issue.stream(paper.key), dossier.team.liaison
            yield Act(dossier.at(day, 15), desk, about, _raising(paper))
            if paper.issue.concerns_government:
                yield Act(dossier.at(day, 15, 5), desk, about, TagIssue(gov_function=True))


def _raising(paper: Paper) -> RaiseIssue:
    found, dossier = paper.issue, paper.dossier
    return RaiseIssue(
        issue=IssueId(paper.key),
        round=RoundKey(dossier.round.key),
        unit=UnitCode(dossier.unit),
        code=IssueCode(found.code),
        title=found.title_zh,
        domain=IssueDomain(found.domain),
        item_type=ItemType(found.item_type),
        engagement=EngagementKey(dossier.engagement),
        papers=(PaperKey(paper.key),),
    )


def _drafted(paper: Paper) -> tuple[Claims, DraftPaper]:
    team = paper.dossier.team
    drafted = DraftPaper(
        paper=PaperKey(paper.key),
        engagement=EngagementKey(paper.dossier.engagement),
        temporary_number=PaperNumber(f"{paper.name}-T"),
        matter=paper.issue.title_zh,
        summary=f"查阅资料并现场核实，发现{paper.issue.title_zh}。",
        source="查阅资料",
        handlers=tuple(ActorId(who.actor) for who in team.members[:2]),
    )
    return team.members[0], drafted


def _attached(paper: Paper) -> tuple[Claims, AttachEvidence]:
    attached = AttachEvidence(
        digest=paper.evidence, size_bytes=EVIDENCE_BYTES, media_type=MEDIA_TYPE
    )
    return paper.dossier.team.members[1], attached


ACTS: Final[dict[PaperStep, Callable[[Paper], tuple[Claims, object]]]] = {
    "drafted": _drafted,
    "evidence_attached": _attached,
    "confirmed": lambda paper: (paper.dossier.clerk, ConfirmFacts()),
    "disputed": lambda paper: (
        paper.dossier.clerk,
        DisputeFacts(objection="其中一项已在检查前改正。"),
    ),
    "answered": lambda paper: (
        paper.dossier.team.deputy,
        AnswerDispute(answer="改正发生在检查期间，事实成立。"),
    ),
    "reviewed": lambda paper: (paper.dossier.team.deputy, ReviewPaper()),
    "consulted": lambda _: (CLERK, ConsultPaper(comments=("同意。",), resolved=True)),
    "returned": lambda paper: (
        paper.dossier.team.leader,
        ReturnPaper(reason="佐证材料应当逐项对应。"),
    ),
    "signed": lambda paper: (paper.dossier.team.leader, SignPaper(number=paper.name)),
    "filed": lambda paper: (paper.dossier.team.liaison, FilePaper()),
}
"""Who takes each step of a paper, and with what."""
