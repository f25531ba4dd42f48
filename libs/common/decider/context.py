"""What a decision may know besides the command and the state."""

from datetime import datetime

from libs.common.decider.record import frozen


@frozen
class Context:
    """Who asks, in which role, for which body, and when; time comes in as data."""

    now: datetime
    actor: str
    role: str
    body: str
    site: str
    unit: str | None = None
    rule: str | None = None
