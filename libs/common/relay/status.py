"""What the relay is doing, for health checks, metrics and people."""

from enum import Enum

from libs.common.decider import frozen


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


@frozen
class RelayStatus:
    """One look at a relay; `position` is the last one known to be in Kafka."""

    state: RelayState
    position: int
    lease_epoch: int | None
    takeovers: int
    transactions: int
    published: dict[str, int]
    """Records by circle of readers, since this object was made."""
    tails_behind: int
    last_error: str | None
