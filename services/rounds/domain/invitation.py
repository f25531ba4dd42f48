"""An invitation: a programme that a level above, or this one, launched; this site may join it."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import OFFICE
from libs.common.divisions import DivisionCode, ancestors, history
from services.rounds.domain.inspection_round import RoundStatus, inspection_round
from services.rounds.domain.programme.facts import FocusItem
from services.rounds.domain.vocabulary import ProgrammeKey, RoundKey, SiteKey


@frozen
class InvitationNoted:
    """A programme was launched; `joinable` if it lists a division of this site."""

    programme: ProgrammeKey
    title: str
    led_by: SiteKey
    divisions: tuple[str, ...]
    focus: tuple[FocusItem, ...]
    milestones: dict[str, str]
    launched_at: datetime
    joinable: bool


@frozen
class ProgrammeJoined:
    """This site takes part with a round of its own."""

    programme: ProgrammeKey
    round: RoundKey
    site: SiteKey
    joined_at: datetime


InvitationEvent: TypeAlias = InvitationNoted | ProgrammeJoined


@frozen
class NoteInvitation:
    """Take note of a launch."""

    programme: ProgrammeKey
    title: str
    led_by: SiteKey
    divisions: tuple[DivisionCode, ...]
    focus: tuple[FocusItem, ...]
    milestones: dict[str, str]
    launched_at: datetime


@frozen
class JoinProgramme:
    """Join with a round."""

    round: RoundKey


InvitationCommand: TypeAlias = NoteInvitation | JoinProgramme


class RoundCannotJoin(Refusal):
    """A programme is joined with a round that there is, before it is closed."""


class InvitationStatus(StrEnum):
    """Whether this site is called, and whether it came."""

    NEW = "new"
    NOTED = "noted"
    INVITED = "invited"
    JOINED = "joined"


@frozen
class ProgrammeInvitation:
    """Only what `decide` asks about; screens read projections."""

    status: InvitationStatus = InvitationStatus.NEW
    programme: ProgrammeKey | None = None
    round: RoundKey | None = None


# A launch may arrive again, and nobody joins one that calls other divisions only.
ALLOWED: Final = {
    NoteInvitation: allow(SYSTEM, when=set(InvitationStatus)),
    JoinProgramme: allow(OFFICE, when={InvitationStatus.INVITED}),
}

_OVER: Final = {RoundStatus.NEW, RoundStatus.CLOSED, RoundStatus.CANCELLED}


def reads(command: InvitationCommand) -> tuple[str, ...]:
    """A programme is joined on what the round says."""
    return (inspection_round.stream(command.round),) if isinstance(command, JoinProgramme) else ()


def decide(
    command: InvitationCommand, invitation: ProgrammeInvitation, context: Context
) -> list[InvitationEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case NoteInvitation():
            known = invitation.status is not InvitationStatus.NEW
            return [] if known else [_noted(command, SiteKey(context.site))]
        case JoinProgramme(round=key):
            if inspection_round.among(context.others, key).status in _OVER:
                raise RoundCannotJoin(round=key)
            return [_joined(invitation, key, context)]
        case _:
            assert_never(command)


def evolve(invitation: ProgrammeInvitation, event: InvitationEvent) -> ProgrammeInvitation:
    """Take in what happened."""
    match event:
        case InvitationNoted(programme=programme, joinable=joinable):
            status = InvitationStatus.INVITED if joinable else InvitationStatus.NOTED
            return replace(invitation, status=status, programme=programme)
        case ProgrammeJoined(programme=programme, round=key):
            joined = InvitationStatus.JOINED
            return replace(invitation, status=joined, programme=programme, round=key)
        case _:
            assert_never(event)


def is_of_site(division: str, site: str) -> bool:
    """Tell whether a division is the site's own or lies below it, under whichever of its codes."""
    above = (division, *(each.code for each in ancestors(division)))
    return site in above or any(site == each.code for code in above for each in history(code))


def _noted(command: NoteInvitation, site: SiteKey) -> InvitationNoted:
    return InvitationNoted(
        programme=command.programme,
        title=command.title,
        led_by=command.led_by,
        divisions=command.divisions,
        focus=command.focus,
        milestones=command.milestones,
        launched_at=command.launched_at,
        joinable=any(is_of_site(division, site) for division in command.divisions),
    )


def _joined(invitation: ProgrammeInvitation, key: RoundKey, context: Context) -> ProgrammeJoined:
    if invitation.programme is None:
        raise LookupError("programme")
    return ProgrammeJoined(
        programme=invitation.programme,
        round=key,
        site=SiteKey(context.site),
        joined_at=context.now,
    )


programme_invitation: Final = Aggregate(
    kind="invitation",
    initial=ProgrammeInvitation(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
