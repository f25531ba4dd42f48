"""Which state each failure puts the relay into; anything else is a defect and ends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from libs.common.kafka.tape import TapeDamaged, TapeUnreachable
from libs.common.kafka.topics import TopicPartitionsDiffer
from libs.common.leases import DATABASE_FAILURES
from libs.common.relay.messages import Unpublishable
from libs.common.relay.session import BrokerUnavailable, Fenced
from libs.common.relay.source import HoleInLog
from libs.common.relay.status import RelayState
from libs.common.relay.takeover import TapeDisagrees


class DatabaseUnavailable(Exception):  # noqa: N818 - named by what it is
    """PostgreSQL is away, too slow, or answered with an error."""


@contextmanager
def database() -> Iterator[None]:
    """Name the failures of a block that asks only the database."""
    try:
        yield
    except DATABASE_FAILURES as failure:
        raise DatabaseUnavailable(repr(failure)) from failure


STATES: Final[dict[type[Exception], RelayState]] = {
    Fenced: RelayState.WAITING_FOR_LEASE,
    BrokerUnavailable: RelayState.BROKER_UNAVAILABLE,
    TapeUnreachable: RelayState.BROKER_UNAVAILABLE,
    DatabaseUnavailable: RelayState.DATABASE_UNAVAILABLE,
    TapeDisagrees: RelayState.BLOCKED,
    TapeDamaged: RelayState.BLOCKED,
    TopicPartitionsDiffer: RelayState.BLOCKED,
    HoleInLog: RelayState.BLOCKED,
    Unpublishable: RelayState.BLOCKED,
}
FAILURES: Final = tuple(STATES)
