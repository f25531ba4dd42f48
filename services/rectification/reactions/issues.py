"""What issues says: how a row is titled, and what a line department has to see to."""

from typing import Final

from libs.common.events.header import read_time
from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.issues import IssueRaised, SectorIssueRaised
from services.rectification.domain.department_task import AssignDepartmentTask
from services.rectification.domain.item.commands import DescribeItem
from services.rectification.domain.item.facts import Description
from services.rectification.domain.vocabulary import (
    LinkedIssue,
    ProgrammeKey,
    SectorIssueId,
    UnitCode,
)


def describe_item(received: Received[IssueRaised]) -> list[Send]:
    """Describe the row of the issue, whether or not there is one yet."""
    event = received.event
    description = Description(
        unit=UnitCode(event.unit),
        code=event.code,
        title=event.title,
        domain=event.domain,
        item_type=event.item_type,
    )
    return [send(f"item-{event.issue}", DescribeItem(description=description))]


def assign_task(received: Received[SectorIssueRaised]) -> list[Send]:
    """Give the sector-wide issue to its line department; our own service raises it, no other's."""
    event = received.event
    assigned = AssignDepartmentTask(
        sector_issue=SectorIssueId(event.sector_issue),
        programme=ProgrammeKey(event.programme),
        title=event.title,
        domain=event.domain,
        department=event.department,
        issues=tuple(map(LinkedIssue, event.issues)),
        divisions=event.divisions,
        anchor=read_time(received.recorded_at),
    )
    return [send(f"department_task-{event.sector_issue}", assigned)]


REACTIONS: Final = Reactions(
    name="issues",
    source=service("issues"),
    lines=(
        on("describe_item", IssueRaised, describe_item),
        on("assign_task", SectorIssueRaised, assign_task),
    ),
)
