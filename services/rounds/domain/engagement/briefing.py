"""The briefing packet: asked of bodies, filed by section, sent back while it is too coarse."""

from typing import assert_never

from libs.common.decider import Context, Denial, Refusal
from services.rounds.domain.days import day_of, end_of
from services.rounds.domain.engagement.commands import (
    AcceptBriefing,
    BriefingCommand,
    FileBriefingSection,
    RequestBriefing,
    ReturnBriefing,
)
from services.rounds.domain.engagement.facts import (
    BriefingAccepted,
    BriefingBody,
    BriefingRequested,
    BriefingReturned,
    BriefingSection,
    BriefingSectionFiled,
    EngagementEvent,
)
from services.rounds.domain.engagement.state import Engagement


class BriefingRequestedBefore(Refusal):
    """A packet is asked for once; a coarse part is sent back instead."""


class BriefingNotRequested(Refusal):
    """There is no packet to judge before one was asked for."""


class BriefingDueInPast(Refusal):
    """Who is asked for facts gets a day that is still to come."""


class BodyNotAsked(Denial):
    """Facts are given by the bodies that were asked for them."""


class SectionDatedInFuture(Refusal):
    """Facts are of a day that has been."""


class NothingToReturn(Refusal):
    """Only what was filed can be sent back."""


class SectionMissing(Refusal):
    """A packet is accepted when every body has filed every section."""


def decide_briefing(
    command: BriefingCommand, engagement: Engagement, context: Context
) -> list[EngagementEvent]:
    """Say what happens to the packet, or which rule says no."""
    match command:
        case RequestBriefing():
            return [_requested(command, engagement, context)]
        case FileBriefingSection():
            return [_filed(command, _bodies(engagement), context)]
        case ReturnBriefing(body=body, reason=reason):
            if body not in {filed for filed, _ in engagement.filed}:
                raise NothingToReturn
            return [BriefingReturned(body=body, reason=reason)]
        case AcceptBriefing():
            _complete(engagement)
            return [BriefingAccepted()]
        case _:
            assert_never(command)


def _requested(
    command: RequestBriefing, engagement: Engagement, context: Context
) -> BriefingRequested:
    if engagement.requested:
        raise BriefingRequestedBefore
    if command.due_on <= day_of(context.now):
        raise BriefingDueInPast
    plan = engagement.plan
    return BriefingRequested(
        engagement=plan.engagement,
        round=plan.round,
        unit=plan.unit,
        unit_name=plan.unit_name,
        bodies=tuple(dict.fromkeys(command.bodies)),
        due_at=end_of(command.due_on),
    )


def _bodies(engagement: Engagement) -> tuple[BriefingBody, ...]:
    if engagement.requested is None:
        raise BriefingNotRequested
    return engagement.requested.bodies


def _filed(
    command: FileBriefingSection, bodies: tuple[BriefingBody, ...], context: Context
) -> BriefingSectionFiled:
    if context.role not in bodies:
        raise BodyNotAsked
    if command.dated_on > day_of(context.now):
        raise SectionDatedInFuture
    return BriefingSectionFiled(
        body=BriefingBody(context.role),
        section=command.section,
        source=command.source,
        dated_on=command.dated_on,
        digest=command.digest,
    )


def _complete(engagement: Engagement) -> None:
    for body in _bodies(engagement):
        for section in BriefingSection:
            if (body, section) not in engagement.filed:
                raise SectionMissing(body=body, section=section)
