"""What arrives in the four topics, and in which form."""

import asyncio

import orjson
import pytest
from aiokafka.partitioner import DefaultPartitioner

from libs.common.events.record import unpack
from libs.common.relay import RelayState
from tests.relay.harness import Harness, running, until
from tests.relay.topics_read import header
from tests.relay.vocabulary import IssueApproved, IssueClosed, IssueRaised, NoteKept

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


async def test_every_topic_holds_its_share_of_the_log_once(harness: Harness) -> None:
    await harness.log.append_many(730)
    await harness.relay_all()
    assert await harness.on_tape() == list(range(1, 731))
    assert await harness.nothing_missing_or_twice()
