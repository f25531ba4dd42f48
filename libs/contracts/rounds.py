"""What the rounds service publishes."""

from datetime import datetime
from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.contracts.contract import contracts, published


@frozen
class FeedbackDelivered:
    """A unit was told these issues; `delivered_at` is what every clock starts from."""

    feedback: str
    round: str
    unit: str
    unit_name: str
    division: str
    issues: tuple[str, ...]
    delivered_at: datetime


CONTRACTS: Final = contracts(
    "rounds", [published("FeedbackDelivered.v1", FeedbackDelivered, Audience.SITE)]
)
