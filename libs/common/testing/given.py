"""Given, when, then: sentences about aggregates, reactions and read models.

    given = scenario(item)
    given(assigned, claimed).when(VerifyItem(method=VISIT), by=BO, role=REVIEWER).then(verified)

A command that one role alone may give needs no `role`. What a command is decided on besides its
own stream is said with `seeing`, the same for a stream to which nothing has happened:

    given().seeing(inspection_round, C01, planned).seeing(unit, TOWN).when(draft, role=OFFICE)
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, frozen
from libs.common.events.header import Header, write_time
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from libs.common.reactions import Reactions, Received, Send

C = TypeVar("C")
E = TypeVar("E")
S = TypeVar("S")
F = TypeVar("F")
R = TypeVar("R")

SITE: Final = "360722"
MOMENT: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)
SOMEBODY: Final = "actor-somebody"
BODY: Final = "body-somebody"
EVENT_ID: Final = "0195e000-0000-7000-8000-000000000001"
STEP: Final = timedelta(minutes=1)


@frozen
class Decided(Generic[C, E, S]):
    """A command that was asked, after some facts; `then…` says what came of it."""

    aggregate: Aggregate[C, E, S]
    facts: tuple[E, ...]
    command: C
    context: Context

    def then(self, *events: E) -> None:
        """Demand exactly these events, and that they can be folded; none at all is an answer."""
        state = self.aggregate.fold(self.facts)
        decided = self.aggregate.handle(self.command, state, self.context)
        _same(tuple(decided), events)
        self.aggregate.fold(decided, state)

    def then_refused(self, refusal: type[Refusal], **details: str | int) -> None:
        """Demand this very refusal, with these details if any are given."""
        try:
            decided = self.aggregate.handle(
                self.command, self.aggregate.fold(self.facts), self.context
            )
        except Refusal as refused:
            _same(type(refused), refusal)
            _same({name: refused.details.get(name) for name in details}, details)
        else:
            message = f"{refusal.__name__} was to refuse it, but there came {decided}"
            raise AssertionError(message)


@frozen
class Given(Generic[C, E, S]):
    """Facts that have happened to one stream."""

    aggregate: Aggregate[C, E, S]
    facts: tuple[E, ...]
    seen: Mapping[str, Any] = field(default_factory=dict)

    def seeing(self, other: Aggregate[Any, F, Any], key: str, *facts: F) -> "Given[C, E, S]":
        """Let these facts have happened to another stream."""
        seen = {**self.seen, other.stream(key): other.fold(facts)}
        return Given(aggregate=self.aggregate, facts=self.facts, seen=seen)

    def when(
        self,
        command: C,
        *,
        by: str = SOMEBODY,
        role: str | None = None,
        unit: str | None = None,
        body: str = BODY,
        at: datetime = MOMENT,
    ) -> Decided[C, E, S]:
        """Ask a command of it."""
        context = Context(
            now=at,
            actor=by,
            role=role or self._only_role(command),
            body=body,
            site=SITE,
            unit=unit,
            others={stream: self._seen(stream) for stream in self.aggregate.reads(command)},
        )
        return Decided(aggregate=self.aggregate, facts=self.facts, command=command, context=context)

    def _seen(self, stream: str) -> object:
        if stream not in self.seen:
            message = f"say what has happened to {stream}, on which this is decided too"
            raise AssertionError(message)
        return self.seen[stream]

    def _only_role(self, command: C) -> str:
        roles = self.aggregate.allowed[type(command)].roles
        if len(roles) != 1:
            message = f"say in which role: {', '.join(sorted(roles))}"
            raise AssertionError(message)
        return next(iter(roles))

    def state(self) -> S:
        """Give the state after the facts."""
        return self.aggregate.fold(self.facts)


@frozen
class Scenario(Generic[C, E, S]):
    """The beginning of every sentence about one aggregate."""

    aggregate: Aggregate[C, E, S]

    def __call__(self, *facts: E) -> Given[C, E, S]:
        """Let these facts have happened."""
        return Given(aggregate=self.aggregate, facts=facts)


def scenario(aggregate: Aggregate[C, E, S]) -> Scenario[C, E, S]:
    """Begin sentences about one aggregate."""
    return Scenario(aggregate=aggregate)


@frozen
class Reacted:
    """The commands that followed from an event."""

    sent: tuple[Send, ...]

    def then_commands(self, *sent: Send) -> None:
        """Demand exactly these commands, in this order."""
        _same(self.sent, sent)


@frozen
class Reacting:
    """The beginning of every sentence about one reactions table."""

    table: Reactions

    def __call__(
        self, event: object, *, event_id: str = EVENT_ID, stream: str = "stream-1", site: str = SITE
    ) -> Reacted:
        """Let this event arrive."""
        received = Received(
            event=event,
            id=event_id,
            type=f"{type(event).__name__}.v1",
            site=site,
            service=self.table.source.service or "own",
            stream=stream,
            sequence=1,
            position=1,
            correlation=EVENT_ID,
            recorded_at=write_time(MOMENT),
        )
        lines = [line for line in self.table.lines if line.event is type(event)]
        return Reacted(sent=tuple(send for line in lines for send in line.react(received)))


def reacting(table: Reactions) -> Reacting:
    """Begin sentences about one reactions table."""
    return Reacting(table=table)


def recorded(event: E, stream: str, *, position: int = 1, at: datetime = MOMENT) -> Recorded[E]:
    """Write an event down as the log would, as far as a read model looks."""
    header = Header(
        site=SITE,
        service="service",
        epoch=1,
        position=position,
        stream=stream,
        version=position,
        id=EVENT_ID,
        type=f"{type(event).__name__}.v1",
        recorded_at=write_time(at),
        actor=SOMEBODY,
        role=SYSTEM,
        body=BODY,
        correlation=EVENT_ID,
        causation=EVENT_ID,
        command=EVENT_ID,
        classification="internal",
        audience="internal",
        previous="0" * 64,
        data="0" * 64,
    )
    return Recorded(header=header, event=event)


def history(stream: str, *events: E) -> list[Recorded[E]]:
    """Write down the events of one stream, a minute apart."""
    return [
        recorded(event, stream, position=place + 1, at=MOMENT + place * STEP)
        for place, event in enumerate(events)
    ]


def rows_after(projection: Projection[R], events: Iterable[Recorded[Any]]) -> dict[str, R]:
    """Give the rows of a read model after some events, by their keys."""
    rows: dict[str, R] = {}
    for event in events:
        for key in projection.keys(event):
            row = projection.fold(rows.get(key), event)
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
    return rows


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        message = f"there came\n  {found}\nwhere this was wanted\n  {wanted}"
        raise AssertionError(message)
