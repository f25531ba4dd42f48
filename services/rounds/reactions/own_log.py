"""What we say ourselves: one stream of ours follows another, such as a group its engagement."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.rounds.domain.engagement.commands import NoteFeedbackDelivered, NoteResultUse
from services.rounds.domain.engagement.facts import GroupEntered, MilestoneReported
from services.rounds.domain.engagement.state import engagement_stream
from services.rounds.domain.feedback_facts import FeedbackDelivered
from services.rounds.domain.group.commands import ActivateGroup
from services.rounds.domain.hearing.facts import (
    EngagementListed,
    HearingClosed,
    ResultUseDecided,
)
from services.rounds.domain.invitation import (
    NoteInvitation,
    ProgrammeJoined,
    programme_invitation,
)
from services.rounds.domain.programme.facts import LinkedProgrammeLaunched
from services.rounds.domain.unit_record import PairWithAgenda, SettleAgenda, unit_record
from services.rounds.domain.vocabulary import SiteKey
from services.rounds.reactions.subordinates import note_joining, note_milestone


def activate_group(received: Received[GroupEntered]) -> list[Send]:
    """Tell the group that it is in a unit."""
    return [send(f"group-{received.event.group}", ActivateGroup())]


def invite_ourselves(received: Received[LinkedProgrammeLaunched]) -> list[Send]:
    """Note the invitation as the levels below do."""
    event = received.event
    noted = NoteInvitation(
        programme=event.programme,
        title=event.title,
        led_by=SiteKey(received.site),
        divisions=event.divisions,
        focus=event.focus,
        milestones={str(name): day.isoformat() for name, day in event.milestones.items()},
        launched_at=event.launched_at,
    )
    return [send(programme_invitation.stream(event.programme), noted)]


def pair_with_agenda(received: Received[EngagementListed]) -> list[Send]:
    """Put the unit's last rectification beside its place on the agenda."""
    event = received.event
    pair = PairWithAgenda(hearing=event.hearing, engagement=event.engagement, round=event.round)
    return [send(unit_record.stream(event.unit), pair)]


def settle_agenda(received: Received[HearingClosed]) -> list[Send]:
    """Leave what the meeting had before it as it was."""
    settle = SettleAgenda(hearing=received.event.hearing)
    return [send(unit_record.stream(unit), settle) for unit in received.event.units]


def note_result_use(received: Received[ResultUseDecided]) -> list[Send]:
    """Tell the engagement what becomes of its results."""
    event = received.event
    noted = NoteResultUse(hearing=event.hearing, use=event.use)
    return [send(engagement_stream(event.engagement), noted)]


def note_feedback(received: Received[FeedbackDelivered]) -> list[Send]:
    """Tell the engagement that its unit was told; older feedback names none."""
    event = received.event
    if event.engagement is None:
        return []
    noted = NoteFeedbackDelivered(feedback=event.feedback)
    return [send(engagement_stream(event.engagement), noted)]


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(
        on("activate_group", GroupEntered, activate_group),
        on("invite_ourselves", LinkedProgrammeLaunched, invite_ourselves),
        on("note_own_joining", ProgrammeJoined, note_joining),
        on("note_own_milestone", MilestoneReported, note_milestone),
        on("pair_with_agenda", EngagementListed, pair_with_agenda),
        on("settle_agenda", HearingClosed, settle_agenda),
        on("note_result_use", ResultUseDecided, note_result_use),
        on("note_feedback", FeedbackDelivered, note_feedback),
    ),
)
