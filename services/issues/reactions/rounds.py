"""What rounds says: groups enter, hearings decide, units are told, programmes are merged."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rounds import (
    FeedbackDelivered,
    FocusItem,
    GroupEntered,
    LinkedResultsMerged,
    ResultUseDecided,
)
from services.issues.domain.group import Group
from services.issues.domain.issue.commands import MarkFedBack
from services.issues.domain.issue_list.commands import NoteResultUse, OpenList
from services.issues.domain.programme_findings import Focus, NoteMergedResults
from services.issues.domain.vocabulary import (
    ActorId,
    EngagementKey,
    FeedbackKey,
    FocusKey,
    GroupKey,
    HearingKey,
    LinkedEngagement,
    ProgrammeKey,
    RoundKey,
    UnitCode,
)


def open_list(received: Received[GroupEntered]) -> list[Send]:
    """Open the engagement's list for the group that entered."""
    event = received.event
    opened = OpenList(
        engagement=EngagementKey(event.engagement),
        round=RoundKey(event.round),
        unit=UnitCode(event.unit),
        unit_name=event.unit_name,
        division=event.division,
        group=GroupKey(event.group),
        team=_team(event),
        programme=ProgrammeKey(event.programme) if event.programme else None,
    )
    return [send(f"list-{event.engagement}", opened)]


def note_result_use(received: Received[ResultUseDecided]) -> list[Send]:
    """Let the engagement's list know what becomes of its results."""
    event = received.event
    noted = NoteResultUse(hearing=HearingKey(event.hearing), use=event.use)
    return [send(f"list-{event.engagement}", noted)]


def mark_fed_back(received: Received[FeedbackDelivered]) -> list[Send]:
    """Mark each issue that the unit was told."""
    event = received.event
    marked = MarkFedBack(feedback=FeedbackKey(event.feedback), unit=UnitCode(event.unit))
    return [send(f"issue-{issue}", marked) for issue in event.issues]


def note_merged_results(received: Received[LinkedResultsMerged]) -> list[Send]:
    """Let the programme's findings know which engagements take part; who is excused does not."""
    event = received.event
    excused = set(event.excused)
    noted = NoteMergedResults(
        programme=ProgrammeKey(event.programme),
        focus=tuple(map(_focus, event.focus)),
        engagements=tuple(
            LinkedEngagement(each) for each in event.engagements if each not in excused
        ),
    )
    return [send(f"programme_findings-{event.programme}", noted)]


def _team(event: GroupEntered) -> Group:
    return Group(
        leader=ActorId(event.leader),
        deputies=tuple(map(ActorId, event.deputies)),
        liaison_officers=tuple(map(ActorId, event.liaison_officers)),
        members=tuple(map(ActorId, event.members)),
    )


def _focus(item: FocusItem) -> Focus:
    return Focus(
        key=FocusKey(item.key),
        title=item.title,
        domain=item.domain,
        department=item.department,
    )


REACTIONS: Final = Reactions(
    name="rounds",
    source=service("rounds"),
    lines=(
        on("mark_fed_back", FeedbackDelivered, mark_fed_back),
        on("open_list", GroupEntered, open_list),
        on("note_result_use", ResultUseDecided, note_result_use),
        on("note_merged_results", LinkedResultsMerged, note_merged_results),
    ),
)
