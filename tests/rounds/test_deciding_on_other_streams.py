"""What is decided on other streams too is exact, also for commands of one and the same batch."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from libs.common.clock import derived_id
from libs.common.decider.roles import DISPATCHING_COMMITTEE, OFFICE
from libs.common.service import Service
from libs.common.settings import AppenderSettings, PostgresSettings
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin, Receipt
from libs.common.store.batch import LogFacts
from libs.common.store.clock import DatabaseClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect
from libs.common.store.migrate import migrate, numbered
from libs.common.store.reading import decode, read_stream
from libs.common.testing.given import SITE, scenario
from services.rounds.domain.feedback_session import (
    DraftFeedback,
    EngagementOfOtherUnit,
    RoundNotEntered,
    feedback_session,
)
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.round_commands import (
    ApprovePlan,
    AuthoriseRound,
    EnterOnSite,
    OpenPreparation,
    PlanRound,
    SelectTargets,
)
from services.rounds.domain.round_facts import TargetsSelected
from services.rounds.domain.term import ApproveTermPlan, DraftTermPlan, PlannedUnit, term
from services.rounds.domain.unit import RegisterUnit, UnitKind, UnitNotRegistered, unit
from services.rounds.main import SERVICE
from tests.rounds.examples import FEEDBACK, PERMITS, ROUND, TOWN
from tests.rounds.preparation_examples import ENGAGEMENT
from tests.servers import fresh_database

NAMESPACE = "5f0d5f0e-0000-4000-8000-00000000a0a0"
REGISTER = RegisterUnit(
    unit=TOWN, name="嘉定镇(演示)", division="360722100", kind=UnitKind.TOWNSHIP
)
PLAN = PlanRound(round=ROUND, term="15", number=1)
DRAFT_TERM = DraftTermPlan(
    term="15",
    begins_on=date(2025, 1, 1),
    ends_on=date(2029, 12, 31),
    coverage=(PlannedUnit(unit=TOWN, year=2026),),
)
SELECT = SelectTargets(units=(TOWN,))
SENT = (AuthoriseRound(), OpenPreparation(), EnterOnSite())
DRAFT = DraftFeedback(
    feedback=FEEDBACK, round=ROUND, unit=TOWN, engagement=ENGAGEMENT, issues=(PERMITS,)
)
STREAMS: dict[type, str] = {
    RegisterUnit: unit.stream(TOWN),
    DraftTermPlan: term.stream("15"),
    ApproveTermPlan: term.stream("15"),
    **dict.fromkeys(
        (PlanRound, ApprovePlan, SelectTargets, AuthoriseRound, OpenPreparation, EnterOnSite),
        inspection_round.stream(ROUND),
    ),
    DraftFeedback: feedback_session.stream(FEEDBACK),
}


class Desk:
    """Gives commands to the rounds service, each to its stream and in a role that may give it."""

    def __init__(self, dsn: str, service: Service) -> None:
        settings = PostgresSettings.model_validate({"dsn": dsn})
        self.dsn, self.settings, self.count = dsn, settings, 0
        self.appender = Appender(
            LogFacts.of(SITE, service),
            lambda: connect(dsn, settings),
            DatabaseClock(5),
            AppenderSettings(),
        )
        self._commands = Commands(service, self.appender, SITE)

    async def give(self, command: object) -> Receipt:
        """Give one command."""
        self.count += 1
        name = derived_id(NAMESPACE, str(self.count))
        is_committee = isinstance(command, ApproveTermPlan | ApprovePlan | AuthoriseRound)
        role = DISPATCHING_COMMITTEE if is_committee else OFFICE
        origin = Origin(actor="a-1", role=role, body="b-1", correlation=name, causation=name)
        return await self._commands.give(
            STREAMS[type(command)], command, command_id=name, origin=origin, fingerprint=b"f" * 32
        )

    async def selected(self) -> Any:
        """Read the selection of targets that was written."""
        connection = await connect(self.dsn, self.settings)
        try:
            rows = await read_stream(connection, STREAMS[SelectTargets])
            events = [decode(SERVICE.wire, row).event for row in rows]
            return next(event for event in events if isinstance(event, TargetsSelected))
        finally:
            await connection.close()


@pytest.fixture
async def desk(postgres_dsn: str) -> AsyncIterator[Desk]:
    dsn = fresh_database(postgres_dsn, "rounds_reading")
    await migrate(dsn, numbered(SERVICE.migrations))
    desk = Desk(dsn, SERVICE)
    desk.appender.start()
    yield desk
    await desk.appender.stop()


@pytest.mark.postgres
async def test_commands_given_at_once_are_decided_on_each_other(desk: Desk) -> None:
    in_term = (REGISTER, DRAFT_TERM, ApproveTermPlan(), PLAN, ApprovePlan())
    at_once = (*in_term, SELECT, *SENT)
    receipts = await asyncio.gather(*map(desk.give, at_once))
    assert [receipt.last for receipt in receipts] == list(range(1, 10))
    (target,) = (await desk.selected()).targets
    assert target.kind is UnitKind.TOWNSHIP


@pytest.mark.postgres
async def test_what_another_stream_does_not_allow_yet_is_refused(desk: Desk) -> None:
    with pytest.raises(UnitNotRegistered):
        await desk.give(DRAFT_TERM)
    for command in (REGISTER, DRAFT_TERM, ApproveTermPlan(), PLAN, ApprovePlan(), SELECT):
        await desk.give(command)
    with pytest.raises(RoundNotEntered):
        await desk.give(DRAFT)
    for command in SENT:
        await desk.give(command)
    with pytest.raises(EngagementOfOtherUnit):
        await desk.give(DRAFT)


def test_a_sentence_that_leaves_out_another_stream_is_told_which() -> None:
    with pytest.raises(AssertionError, match="say what has happened to round-C01"):
        scenario(feedback_session)().when(DRAFT, role=OFFICE)
