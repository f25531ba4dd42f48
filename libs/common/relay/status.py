"""What the relay is doing, for health checks, metrics and people."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


class RelayState(Enum):
    """The named states; `relaying` alone is the healthy one of the active relay."""

    STOPPED = "stopped"
    WAITING_FOR_LEASE = "waiting_for_lease"
    TAKING_OVER = "taking_over"
    RELAYING = "relaying"
    BROKER_UNAVAILABLE = "broker_unavailable"
    DATABASE_UNAVAILABLE = "database_unavailable"
    BLOCKED = "blocked"
    """Going on would harm the tape, or an event cannot be published; `last_error` says which."""


@dataclass(slots=True)
class RelayStatus:
    """What a relay did since it was made; the relay writes it, everybody may look."""

    state: RelayState = RelayState.STOPPED
    position: int = 0
    """The last position known to be in Kafka."""

    lease_epoch: int | None = None
    takeovers: int = 0
    transactions: int = 0
    published: Counter[str] = field(default_factory=Counter)
    """Records by circle of readers."""

    tails_behind: int = 0
    """How often the tape was found to have lost records that had been committed."""

    last_error: str | None = None
