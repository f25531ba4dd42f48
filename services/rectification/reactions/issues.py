"""What issues says: how a row is titled, before or after it is assigned."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.issues import IssueRaised
from services.rectification.domain.item.commands import DescribeItem
from services.rectification.domain.item.facts import Description
from services.rectification.domain.vocabulary import UnitCode


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


REACTIONS: Final = Reactions(
    name="issues",
    source=service("issues"),
    lines=(on("describe_item", IssueRaised, describe_item),),
)
