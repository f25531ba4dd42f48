"""Stored names of linked programmes, and of the invitations to them."""

from typing import Final

from libs.common.events.wire import INTERNAL, LINKED, SITE, stored, tagged
from services.rounds.domain.invitation import InvitationNoted, ProgrammeJoined
from services.rounds.domain.programme.facts import (
    ChildExcused,
    LinkedProgrammeClosed,
    LinkedProgrammeLaunched,
    LinkedProgrammePlanned,
    LinkedResultsMerged,
    LowerLevelJoined,
    MilestoneReached,
    ScheduleAligned,
)

_programme: Final = tagged("programme")

LINES: Final = (
    stored("LinkedProgrammePlanned.v1", LinkedProgrammePlanned, INTERNAL, tags=_programme),
    stored("ScheduleAligned.v1", ScheduleAligned, INTERNAL),
    stored("LinkedProgrammeLaunched.v1", LinkedProgrammeLaunched, LINKED, tags=_programme),
    stored("LowerLevelJoined.v1", LowerLevelJoined, INTERNAL),
    stored("MilestoneReached.v1", MilestoneReached, INTERNAL, tags=tagged("division")),
    stored("ChildExcused.v1", ChildExcused, INTERNAL),
    stored("LinkedResultsMerged.v1", LinkedResultsMerged, SITE, tags=_programme),
    stored("LinkedProgrammeClosed.v1", LinkedProgrammeClosed, INTERNAL),
    stored("InvitationNoted.v1", InvitationNoted, INTERNAL, tags=_programme),
    stored("ProgrammeJoined.v1", ProgrammeJoined, LINKED, tags=tagged("programme", "round")),
)
