"""The failures of the relay's two servers, told apart by who did not answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiokafka.errors import InvalidProducerEpoch, ProducerFenced

from libs.common.kafka.client import BROKER_FAILURES
from libs.common.leases import DATABASE_FAILURES


class BrokerUnavailable(Exception):  # noqa: N818 - named by what it is
    """The broker is away, too slow, or answered with an error."""


class Fenced(Exception):  # noqa: N818 - named by what it is
    """Another relay uses the transactional id; nothing of this one reaches a topic any more."""


class DatabaseUnavailable(Exception):  # noqa: N818 - named by what it is
    """PostgreSQL is away, too slow, or answered with an error."""


@contextmanager
def asking_broker() -> Iterator[None]:
    """Name the failures of a block that asks only the broker."""
    try:
        yield
    except (ProducerFenced, InvalidProducerEpoch) as failure:
        raise Fenced(repr(failure)) from failure
    except BROKER_FAILURES as failure:
        raise BrokerUnavailable(repr(failure)) from failure


@contextmanager
def asking_database() -> Iterator[None]:
    """Name the failures of a block that asks only the database, or the tape by its own names."""
    try:
        yield
    except DATABASE_FAILURES as failure:
        raise DatabaseUnavailable(repr(failure)) from failure
