"""The runner of a table whose events come from topics: waits, subscribes, handles, watches."""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from libs.common.kafka.client import BROKER_FAILURES
from libs.common.kafka.patience import Backoff
from libs.common.reactions.batches import Batches
from libs.common.reactions.order import Action
from libs.common.reactions.patience import HeldTooLong, Patience, Stopping
from libs.common.reactions.present import present_topics
from libs.common.reactions.progress import Counters, Progress, State
from libs.common.reactions.records import record_of
from libs.common.reactions.subscription import Consumed, Member, Subscription
from libs.common.reactions.watch import NOTHING, look
from libs.common.settings import KafkaSettings

WATCH_SECONDS: Final = 1.0
LOOK_SECONDS: Final = 5.0
"""How often topics that were missing at the start are looked for."""
RESTART_SECONDS: Final = 5.0

_log: Final = structlog.get_logger("reactions")


class TopicRunner:
    """Runs one table until it is stopped; nothing is acknowledged before its effects are in."""

    def __init__(
        self,
        name: str,
        topics: Sequence[str],
        batches: Batches,
        patience: Patience,
        *,
        settings: KafkaSettings,
        member: Member,
    ) -> None:
        self.name, self.topics = name, tuple(topics)
        self._batches, self._patience = batches, patience
        self._settings, self._member = settings, member
        self._state, self._reason = State.WAITING_FOR_BROKER if topics else State.IDLE, ""
        self._subscription: Subscription | None = None
        self._counters, self._backoff, self._sight = Counters(), Backoff(), NOTHING

    async def run(self) -> None:
        """Run until `stop`; without topics there is nothing to run."""
        while self.topics and not self._patience.is_stopping:
            if topics := await self._find_topics():
                await self._serve(topics)
        self._enter(State.STOPPED if self.topics else State.IDLE)

    def stop(self) -> None:
        """End `run` after the batch that it is in; what it waits for is given up."""
        self._patience.stop()

    def wake(self) -> None:
        """Nothing to wake: Kafka's fetches wait at the broker."""

    def progress(self) -> Progress:
        """Show how it goes."""
        state, reason = self._state_now()
        counted = self._counters.actions
        return Progress(
            name=self.name,
            state=state,
            reason=reason,
            handled=counted[Action.HANDLE],
            ignored=counted[Action.IGNORE],
            dropped=counted[Action.DROP],
            parked=counted[Action.PARK],
            late_acknowledgements=self._counters.late_acknowledgements,
            lag=self._sight.lag,
            position=None,
            last_poll_age_seconds=self._sight.poll_age_seconds(),
            stalled_seconds=self._counters.stalled_seconds(_now(), self._sight.lag),
            missing_topics=self._missing(),
        )

    def _state_now(self) -> tuple[State, str | None]:
        if self._state is not State.RUNNING:
            return self._state, self._reason or None
        if self._patience.cause is not None:
            return State.BACKING_OFF, self._patience.cause
        return (State.RUNNING if self._sight.partitions else State.STANDBY), None

    def _missing(self) -> tuple[str, ...]:
        present = self._subscription.topics if self._subscription else ()
        return tuple(topic for topic in self.topics if topic not in present)

    async def _find_topics(self) -> tuple[str, ...]:
        """Wait until the broker answers and has at least one of the topics."""
        while not self._patience.is_stopping:
            try:
                found = await present_topics(self._settings, self.topics)
            except BROKER_FAILURES as failure:
                self._enter(State.WAITING_FOR_BROKER, repr(failure))
            else:
                if found:
                    return found
                self._enter(State.WAITING_FOR_TOPICS, ", ".join(self.topics))
            await self._patience.rest(self._backoff.next_seconds())
        return ()

    async def _serve(self, topics: Sequence[str]) -> None:
        """Be subscribed to `topics` until more of them are there, or something fails."""
        subscription = Subscription(self._settings, self._member, topics, self._take)
        self._subscription = subscription
        try:
            await subscription.start()
            self._enter(State.RUNNING)
            self._backoff.reset()
            await self._watch(subscription)
        except BROKER_FAILURES as failure:
            self._enter(State.WAITING_FOR_BROKER, repr(failure))
            await self._patience.rest(self._backoff.next_seconds())
        finally:
            await self._leave(subscription)
        if self._state is State.FAILED:
            await self._patience.rest(RESTART_SECONDS)

    async def _leave(self, subscription: Subscription) -> None:
        try:
            await subscription.stop()
        except BROKER_FAILURES as failure:
            _log.warning("left_without_answer", reactions=self.name, cause=repr(failure))
        self._subscription = None

    async def _watch(self, subscription: Subscription) -> None:
        looked_at = _now()
        while self._state is not State.FAILED and not self._patience.is_stopping:
            self._sight = await look(subscription.consumer)
            if self._missing() and _now() - looked_at > LOOK_SECONDS:
                looked_at = _now()
                if len(await present_topics(self._settings, self.topics)) > len(
                    subscription.topics
                ):
                    return
            await self._patience.rest(WATCH_SECONDS)

    async def _take(self, consumed: Consumed) -> None:
        """Handle one batch. FastStream would swallow what is raised and go on to the next."""
        subscription = self._subscription
        if subscription is None or self._state is State.FAILED or self._patience.is_stopping:
            return
        self._counters.begin(_now())
        try:
            tally = await self._batches.take(map(record_of, consumed))
        except HeldTooLong:
            subscription.read_again(consumed)
        except Stopping:
            return
        except Exception as defect:  # noqa: BLE001 - the edge of the consumer loop
            self._fail(defect)
        else:
            self._counters.count(tally)
            if not await subscription.acknowledge(consumed):
                self._counters.late_acknowledgements += 1
        finally:
            self._counters.end(_now())

    def _fail(self, defect: Exception) -> None:
        """Take no further batch: the consumer has polled this one, and must not commit it."""
        self._enter(State.FAILED, repr(defect))
        _log.exception("runner_failed", reactions=self.name)

    def _enter(self, state: State, reason: str = "") -> None:
        if state is not self._state:
            _log.info("reactions_state", reactions=self.name, state=state.value, reason=reason)
        self._state, self._reason = state, reason


def _now() -> float:
    return asyncio.get_running_loop().time()
