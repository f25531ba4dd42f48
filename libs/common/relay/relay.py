"""The relay's loop: wait for the lease, take over, carry batches, and begin anew after a failure."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias
from uuid import uuid4

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer

from libs.common.events.audience import EVENTS, LINKED, LOG, PUBLIC
from libs.common.kafka.client import BROKER_FAILURES
from libs.common.kafka.patience import Backoff
from libs.common.kafka.tape import Tape, TapeDamaged, TapeUnreachable
from libs.common.kafka.topics import TopicPartitionsDiffer, ensure_topics, topics_of
from libs.common.leases import DATABASE_FAILURES, Lease, acquire, renewed
from libs.common.relay.alarms import Alarms
from libs.common.relay.bounds import RelayBounds
from libs.common.relay.messages import Publisher, Unpublishable
from libs.common.relay.session import BrokerUnavailable, Fenced, Session, make_producer
from libs.common.relay.source import HoleInLog, move_cursor, read_page
from libs.common.relay.status import RelayState, RelayStatus
from libs.common.relay.takeover import TapeDisagrees, position_on_tape, tape_lost_records
from libs.common.settings import KafkaSettings, Level
from libs.common.store.reading import StoredRow

LEASE: Final = "relay"
CIRCLES: Final = (LOG, EVENTS, LINKED, PUBLIC)

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
MakeProducer: TypeAlias = Callable[[KafkaSettings, str, RelayBounds], AIOKafkaProducer]
