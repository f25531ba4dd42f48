"""What the issues service publishes."""

from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.contracts.contract import contracts, published


@frozen
class IssueRaised:
    """An issue has its code and title; whether a unit is ever told it is decided later.

    `domain` and `item_type` are open lists: a reader passes on a word that it does not know.
    """

    issue: str
    round: str
    unit: str
    code: str
    title: str
    domain: str
    item_type: str


CONTRACTS: Final = contracts("issues", [published("IssueRaised.v1", IssueRaised, Audience.SITE)])
