"""The relay's bounds: every batch, wait and pause of it has one."""

from libs.common.decider import frozen


@frozen
class RelayBounds:
    """Sizes and times; the defaults are for production, tests shorten the waits."""

    batch_events_max: int = 2000
    batch_bytes_max: int = 8 * 1024 * 1024
    kafka_batch_bytes_max: int = 3 * 1024 * 1024
    """Below what the topics take; one batch of a partition is one step to the broker and back."""
    poll_seconds_busy: float = 0.01
    poll_seconds_idle: float = 0.1
    lease_seconds: float = 6.0
    lease_poll_seconds: float = 1.0
    takeover_seconds_max: float = 30.0
    transaction_seconds_max: float = 9.0
    """How long one batch may take in all; beyond it the batch is given up and taken up anew."""
    broker_transaction_seconds_max: float = 10.0
    """When the broker itself ends a transaction whose relay is gone; readers wait for that."""
    close_seconds_max: float = 3.0
    cursor_seconds: float = 1.0
    """How often the cursor, which is a cache, is written at most."""
    alarm_seconds: float = 30.0
    """The same alarm is raised at most once in this time."""
