"""An engagement's papers, issues and list in a real store: exact on each other, numbers unique."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    GROUP_LEADER,
    GROUP_MEMBER,
    LIAISON_OFFICER,
    OFFICE,
    UNIT,
)
from libs.common.settings import AppenderSettings, PostgresSettings
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin, Receipt
from libs.common.store.batch import LogFacts
from libs.common.store.clock import DatabaseClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect
from libs.common.store.migrate import migrate, numbered
from libs.common.testing.given import SITE
from services.issues.domain.issue.commands import RaiseIssue
from services.issues.domain.issue.raising import PaperNotSigned
from services.issues.domain.issue_list.commands import (
    FreezeList,
    NoteResultUse,
    OpenList,
    SortList,
    SortListAgain,
)
from services.issues.domain.paper.commands import (
    AttachEvidence,
    ConfirmFacts,
    ConsultPaper,
    DraftPaper,
    ReviewPaper,
    SignPaper,
)
from services.issues.domain.paper.rules import PaperNumberTaken
from services.issues.domain.report.commands import DraftReport, OpenConsultation, RequestCheck
from services.issues.domain.vocabulary import ActorId, HearingKey, PaperKey, PaperNumber
from services.issues.main import SERVICE
from tests.issues.issue_examples import (
    ANA,
    BO,
    CY,
    DI,
    DIGEST,
    ENGAGEMENT,
    GROUP,
    PAPER,
    PERMITS,
    TOWN,
    found,
)
from tests.issues.list_examples import opened
from tests.issues.paper_examples import drafted, report_drafted
from tests.servers import fresh_database

pytestmark = pytest.mark.postgres

NAMESPACE: Final = "5f0d5f0e-0000-4000-8000-00000000a0b0"
OTHER_PAPER: Final = PaperKey("C01-U01-P2")
LIST: Final = f"list-{ENGAGEMENT}"
REPORT: Final = f"report-{ENGAGEMENT}"
OPEN: Final = OpenList(
    engagement=ENGAGEMENT,
    round=opened.round,
    unit=TOWN,
    unit_name=opened.unit_name,
    division=opened.division,
    group=opened.group,
    team=GROUP,
)
DRAFT: Final = DraftPaper(
    paper=PAPER,
    engagement=ENGAGEMENT,
    temporary_number=drafted.temporary_number,
    matter=drafted.matter,
    summary=drafted.summary,
    source=drafted.source,
    handlers=(ActorId(CY), ActorId(DI)),
)
EVIDENCE: Final = AttachEvidence(digest=DIGEST, size_bytes=1, media_type="application/pdf")
RAISE: Final = RaiseIssue(
    issue=PERMITS,
    round=found.round,
    unit=TOWN,
    code=found.code,
    title=found.title,
    domain=found.domain,
    item_type=found.item_type,
    engagement=ENGAGEMENT,
    papers=(PAPER,),
)

Step = tuple[str, object, str, str]


def paper_up_to_signature(key: PaperKey) -> list[Step]:
    """Give what leads a paper to the leader's desk."""
    stream = f"paper-{key}"
    return [
        (stream, replace(DRAFT, paper=key), DI, GROUP_MEMBER),
        (stream, EVIDENCE, DI, GROUP_MEMBER),
        (stream, ConfirmFacts(), "a-unit", UNIT),
        (stream, ReviewPaper(), BO, DEPUTY_LEADER),
        (stream, ConsultPaper(comments=(), resolved=True), "a-office", OFFICE),
    ]


def signature(key: PaperKey, number: str = "C01-001") -> Step:
    """Give the leader's signature."""
    return (f"paper-{key}", SignPaper(number=PaperNumber(number)), ANA, GROUP_LEADER)


class Desk:
    """Gives commands to the issues service, each by somebody in a role."""

    def __init__(self, dsn: str) -> None:
        settings = PostgresSettings.model_validate({"dsn": dsn})
        self.count = 0
        self.appender = Appender(
            LogFacts.of(SITE, SERVICE),
            lambda: connect(dsn, settings),
            DatabaseClock(5),
            AppenderSettings(),
        )
        self._commands = Commands(SERVICE, self.appender, SITE)

    async def give(self, step: Step) -> Receipt:
        """Give one command."""
        stream, command, actor, role = step
        self.count += 1
        name = derived_id(NAMESPACE, str(self.count))
        unit: dict[str, Any] = {"unit": TOWN} if role == UNIT else {}
        origin = Origin(
            actor=actor, role=role, body="b-1", correlation=name, causation=name, **unit
        )
        return await self._commands.give(
            stream, command, command_id=name, origin=origin, fingerprint=b"f" * 32
        )

    async def all_at_once(self, *steps: Step) -> list[int]:
        """Give commands without waiting for one another; gives the position after each."""
        receipts = await asyncio.gather(*map(self.give, steps))
        return [receipt.last for receipt in receipts]


@pytest.fixture
async def desk(postgres_dsn: str) -> AsyncIterator[Desk]:
    dsn = fresh_database(postgres_dsn, "issues_engagement")
    await migrate(dsn, numbered(SERVICE.migrations))
    desk = Desk(dsn)
    desk.appender.start()
    await desk.give((LIST, OPEN, "system", SYSTEM))
    yield desk
    await desk.appender.stop()


async def test_a_whole_engagement_is_decided_on_itself_within_one_batch(desk: Desk) -> None:
    version = DraftReport(
        engagement=ENGAGEMENT, version=1, report=DIGEST, sentences=report_drafted.sentences
    )
    use = NoteResultUse(hearing=HearingKey("C01-H1"), use="feedback")
    reached = await desk.all_at_once(
        *paper_up_to_signature(PAPER),
        signature(PAPER),
        (f"issue-{PERMITS}", RAISE, ANA, GROUP_LEADER),
        (LIST, SortList(issues=(PERMITS,)), CY, LIAISON_OFFICER),
        (LIST, SortListAgain(kept=(PERMITS,)), CY, LIAISON_OFFICER),
        (LIST, FreezeList(), ANA, GROUP_LEADER),
        (REPORT, version, CY, LIAISON_OFFICER),
        (REPORT, OpenConsultation(), "a-office", OFFICE),
        (REPORT, RequestCheck(papers=(PAPER,)), ANA, GROUP_LEADER),
        (LIST, use, "system", SYSTEM),
    )
    assert reached == [*range(2, 15), 16]


async def test_an_issue_waits_for_the_signature_of_its_paper(desk: Desk) -> None:
    await desk.all_at_once(*paper_up_to_signature(PAPER))
    step = (f"issue-{PERMITS}", RAISE, ANA, GROUP_LEADER)
    with pytest.raises(PaperNotSigned):
        await desk.give(step)
    await desk.give(signature(PAPER))
    await desk.give(step)


async def test_a_number_is_given_to_one_paper_also_when_two_are_signed_at_once(desk: Desk) -> None:
    await desk.all_at_once(*paper_up_to_signature(PAPER), *paper_up_to_signature(OTHER_PAPER))
    signed = await asyncio.gather(
        desk.give(signature(PAPER)), desk.give(signature(OTHER_PAPER)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in signed) == ["PaperNumberTaken", "Receipt"]
    with pytest.raises(PaperNumberTaken):
        await desk.give(signature(OTHER_PAPER))
    await desk.give(signature(OTHER_PAPER, "C01-002"))
