"""The runner on a real Kafka: late joiners, restarts, rebalances, and topics that come later."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from faststream.kafka.message import KafkaAckableMessage

from libs.common.reactions import subscription, topic_runner
from libs.common.reactions.progress import Progress, State
from libs.common.reactions.records import Record
from libs.common.reactions.runners import Runner
from libs.common.settings import KafkaSettings
from tests.reactions.buses import Hanging, Slow, Unavailable
from tests.reactions.desk import Desk, until
from tests.reactions.records import Teller
from tests.reactions.topics import acknowledged, make_topic, producing, publish, send
from tests.reactions.vocabulary import FROM_BELOW, FROM_TELLER

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


@pytest.fixture
async def desk(kafka_desk: Desk) -> Desk:
    await make_topic(kafka_desk.kafka.bootstrap, kafka_desk.topic, partitions=3)
    return kafka_desk


@asynccontextmanager
async def running(runner: Runner) -> AsyncIterator[Runner]:
    task = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        runner.stop()
        await asyncio.wait_for(task, 20)


def done(runner: Runner) -> int:
    progress = runner.progress()
    return progress.handled + progress.ignored + progress.dropped + progress.parked


async def tell(desk: Desk, *records: Record) -> None:
    await publish(desk.kafka.bootstrap, records)


async def test_a_late_joiner_catches_up_from_the_beginning(desk: Desk, teller: Teller) -> None:
    talks = [f"talk-{k}" for k in range(12)]
    await tell(desk, *[teller.told(talk, n, f"word {n}") for n in range(1, 51) for talk in talks])
    async with running(desk.runner()) as runner:
        await until(lambda: done(runner) == 600)
        await until(lambda: runner.progress().lag == 0)
    for key in range(12):
        assert await desk.written(str(key)) == [f"word {n}" for n in range(1, 51)]


async def test_one_bad_record_of_each_kind_keeps_no_other_stream_back(
    desk: Desk, teller: Teller
) -> None:
    await tell(
        desk,
        teller.told("talk-1", 1, "hello", traceparent=b"\xff\xfe", reply_to=desk.topic.encode()),
        teller.told("talk-2", 1, "hello", ce_id=b"\xff\xfe"),
        teller.record("talk-3", 1, b"\xff{"),
        teller.record("talk-4", 1, {}, name="Told.v9"),
        teller.told("talk-5", 1, "hello", ce_source=b"/110000/teller"),
        teller.told("talk-6", 2, "hello"),
        teller.told("talk-7", 1, "hello"),
        Record(desk.topic, 0, 0, None, b"", ()),
    )
    async with running(desk.runner()) as runner:
        await until(lambda: done(runner) == 8)
    assert sorted(await desk.parked()) == [
        ("/110000/teller/talk-5", "foreign_source"),
        ("?", "malformed"),
        ("talk-2", "malformed"),
        ("talk-3", "malformed"),
        ("talk-4", "unknown_version"),
        ("talk-6", "sequence_jump"),
    ]
    assert (await desk.written("1"), await desk.written("7")) == (["hello"], ["hello"])


async def test_an_aborted_transaction_is_not_heard(desk: Desk, teller: Teller) -> None:
    async with producing(desk.kafka.bootstrap, transactional_id=f"{desk.site}.t") as producer:
        await producer.begin_transaction()
        await send(producer, [teller.told("talk-1", 1, "aborted")])
        await producer.abort_transaction()
        async with producer.transaction():
            await send(producer, [teller.told("talk-1", 1, "committed")])
    async with running(desk.runner()) as runner:
        await until(lambda: done(runner) == 1)
    assert await desk.written("1") == ["committed"]


async def test_a_parked_stream_waits_across_a_restart(desk: Desk, teller: Teller) -> None:
    await tell(desk, teller.told("talk-1", 1, "refuse"))
    async with running(desk.runner()) as first:
        await until(lambda: done(first) == 1)
    await tell(desk, teller.told("talk-1", 2, "two"), teller.told("talk-2", 1, "hello"))
    async with running(desk.runner()) as second:
        await until(lambda: done(second) == 2)
    assert await desk.parked() == [("talk-1", "NotWrittenHere"), ("talk-1", "behind")]
    assert (await desk.written("1"), await desk.written("2")) == ([], ["hello"])


async def test_killed_between_effect_and_acknowledgement_the_effect_is_there_once(
    desk: Desk, teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscription, "GRACE_SECONDS", 0.1)
    await tell(desk, *[teller.told("talk-1", n, f"word {n}") for n in (1, 2, 3)])
    bus = Hanging(desk, after=2)
    task = asyncio.create_task(desk.runner(bus=bus).run())
    await asyncio.wait_for(bus.hangs.wait(), 15)
    task.cancel()
    await asyncio.wait({task})
    assert await desk.seen("talk-1") is None
    async with running(desk.runner()) as second:
        await until(lambda: done(second) == 3)
    assert await desk.written("1") == ["word 1", "word 2", "word 3"]


async def test_what_is_not_acknowledged_comes_again_and_is_dropped(
    desk: Desk, teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(desk, teller.told("talk-1", 1, "one"), teller.told("talk-1", 2, "two"))
    with monkeypatch.context() as patch:
        patch.setattr(KafkaAckableMessage, "ack", _forgotten)
        async with running(desk.runner()) as first:
            await until(lambda: done(first) == 2)
    async with running(desk.runner()) as second:
        await until(lambda: second.progress().dropped == 2)
    assert await desk.written("1") == ["one", "two"]


async def _forgotten(_: object) -> None:
    return


async def test_an_outage_holds_the_batch_and_the_place_in_the_group(
    desk: Desk, teller: Teller
) -> None:
    await tell(desk, *[teller.told("talk-1", n, f"word {n}") for n in range(1, 6)])
    runner = desk.runner(bus=Unavailable(desk, failures=7))
    runner._batches._handling.patience.hold_seconds_max = 0.3  # type: ignore[attr-defined]  # a Runner shows no insides
    async with running(runner):
        await until(lambda: runner.progress().state is State.BACKING_OFF)
        await until(lambda: done(runner) == 5)
        assert runner.progress().state is State.RUNNING
    assert await desk.written("1") == [f"word {n}" for n in range(1, 6)]


async def test_a_defect_of_the_runner_acknowledges_nothing_and_begins_again(
    desk: Desk, teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_runner, "RESTART_SECONDS", 0.5)
    await tell(desk, teller.told("talk-1", 1, "one"))
    async with running(desk.runner()) as runner:
        with monkeypatch.context() as patch:
            patch.setattr(topic_runner, "record_of", _broken)
            await until(lambda: runner.progress().state is State.FAILED)
            group = f"{desk.site}.listener.{FROM_TELLER.name}"
            assert await acknowledged(desk.kafka.bootstrap, group) == 0
            assert not runner.progress().is_alive
            await tell(desk, teller.told("talk-1", 2, "two"))
            await asyncio.sleep(0.2)
        await until(lambda: done(runner) == 2)
    assert await desk.written("1") == ["one", "two"]


def _broken(_: object) -> Record:
    raise RuntimeError("a defect of the runner")


async def test_a_second_instance_joins_in_the_middle_of_a_batch(desk: Desk, teller: Teller) -> None:
    talks = [f"talk-{k}" for k in range(9)]
    await tell(desk, *[teller.told(talk, n, f"word {n}") for n in range(1, 11) for talk in talks])
    slow = Slow(desk, seconds=0.2)
    async with running(desk.runner(bus=slow)) as first:
        await asyncio.wait_for(slow.begun.wait(), 15)
        async with running(desk.runner()) as second:
            await until(lambda: _is_written(desk, talks, 10))
            await tell(desk, *[teller.told(talk, 11, "word 11") for talk in talks])
            await until(lambda: _is_written(desk, talks, 11))
            await until(lambda: is_running(first.progress(), second.progress()))
    assert await desk.parked() == []
    assert await desk.written("4") == [f"word {n}" for n in range(1, 12)]


def is_running(*progress: Progress) -> bool:
    return all(each.state is State.RUNNING for each in progress)


async def _is_written(desk: Desk, talks: list[str], count: int) -> bool:
    return all([len(await desk.written(talk.partition("-")[2])) == count for talk in talks])


async def test_an_acknowledgement_after_leaving_the_group_is_late_and_harmless(
    desk: Desk, teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(desk, teller.told("talk-1", 1, "one"), teller.told("talk-1", 2, "two"))
    slow = Slow(desk, seconds=2.5)
    with monkeypatch.context() as patch:
        patch.setattr(subscription, "POLL_INTERVAL_MILLISECONDS_MAX", 500)
        first = desk.runner(bus=slow)
        expelled = asyncio.create_task(first.run())
        await asyncio.wait_for(slow.begun.wait(), 15)
    async with running(desk.runner()) as second:
        await until(lambda: done(second) == 2)
        await until(lambda: first.progress().late_acknowledgements == 1)
        await tell(desk, teller.told("talk-1", 3, "three"))
        await until(lambda: _is_written(desk, ["talk-1"], 3))
        first.stop()
        await asyncio.wait_for(expelled, 15)
    assert await desk.written("1") == ["one", "two", "three"]
    assert await desk.parked() == []


async def test_it_waits_for_the_broker(desk: Desk) -> None:
    desk.kafka = KafkaSettings(bootstrap="127.0.0.1:1")
    async with running(desk.runner()) as runner:
        await until(lambda: runner.progress().reason is not None)
        assert runner.progress().state is State.WAITING_FOR_BROKER
        assert runner.progress().is_alive


async def test_it_waits_for_topics_and_takes_in_those_that_come_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_runner, "LOOK_SECONDS", 0.5)
    below = (str(int(desk.site) + 1_000_000), str(int(desk.site) + 2_000_000))
    desk.below = ",".join(below)
    tellers = [Teller(site, "linked") for site in below]
    async with running(desk.runner(FROM_BELOW)) as runner:
        await until(lambda: runner.progress().state is State.WAITING_FOR_TOPICS)
        await make_topic(desk.kafka.bootstrap, tellers[0].topic)
        await tell(desk, tellers[0].told("talk-1", 1, "first"))
        await until(lambda: done(runner) == 1)
        assert runner.progress().missing_topics == (tellers[1].topic,)
        await make_topic(desk.kafka.bootstrap, tellers[1].topic)
        await tell(desk, tellers[1].told("talk-2", 1, "second"))
        await until(lambda: done(runner) == 2)
        assert runner.progress().missing_topics == ()
    assert (await desk.written("1"), await desk.written("2")) == (["first"], ["second"])


async def test_without_neighbours_there_is_nothing_to_run(desk: Desk) -> None:
    runner = desk.runner(FROM_BELOW)
    await asyncio.wait_for(runner.run(), 1)
    assert runner.progress().state is State.IDLE


async def test_a_static_member_that_restarts_goes_on_at_once(desk: Desk, teller: Teller) -> None:
    desk.kafka = KafkaSettings(bootstrap=desk.kafka.bootstrap, instance="pod-0")
    await tell(desk, teller.told("talk-1", 1, "one"))
    async with running(desk.runner()) as first:
        await until(lambda: done(first) == 1)
    await tell(desk, teller.told("talk-1", 2, "two"))
    async with running(desk.runner()) as second:
        await until(lambda: done(second) == 1, seconds_max=5)
    assert await desk.written("1") == ["one", "two"]


async def test_what_is_done_is_acknowledged_by_the_tables_own_group(
    desk: Desk, teller: Teller
) -> None:
    await tell(desk, teller.told("talk-1", 1, "one"), teller.told("talk-2", 1, "refuse"))
    async with running(desk.runner()) as runner:
        await until(lambda: done(runner) == 2)
    group = f"{desk.site}.listener.{FROM_TELLER.name}"
    assert await acknowledged(desk.kafka.bootstrap, group) == 2
