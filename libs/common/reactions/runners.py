"""The reactions of a service, ready to run: one runner per table, one redrive per table."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeAlias

import asyncpg

from libs.common.decider import frozen
from libs.common.events.audience import EVENTS, LINKED, topic
from libs.common.reactions.arrival import Arrival, arrive
from libs.common.reactions.batches import Batches
from libs.common.reactions.bus import Bus
from libs.common.reactions.handling import Handling
from libs.common.reactions.ledger import Ledger
from libs.common.reactions.log_runner import LogRunner, always
from libs.common.reactions.log_source import LogShapes, own_arrivals
from libs.common.reactions.parked import ParkedRow
from libs.common.reactions.patience import Patience
from libs.common.reactions.progress import Progress
from libs.common.reactions.redrive import Redrive
from libs.common.reactions.subscription import Member
from libs.common.reactions.table import Origin, Reactions, Source
from libs.common.reactions.topic_runner import TopicRunner
from libs.common.reactions.vocabulary import Shapes, Vocabulary
from libs.common.service import Service
from libs.common.settings import KafkaSettings, SiteSettings

ShapesOf: TypeAlias = Callable[[str, str], Shapes]
"""Gives the shapes that a service publishes to a circle of readers."""


class Runner(Protocol):
    """What hosting does with a table of reactions."""

    name: str

    async def run(self) -> None:
        """Run until `stop`."""
        ...

    def stop(self) -> None:
        """End `run` soon."""
        ...

    def wake(self) -> None:
        """Say that the own log has grown."""
        ...

    def progress(self) -> Progress:
        """Show how it goes."""
        ...


class SourceReadTwice(ValueError):  # noqa: N818 - named by what it is
    """Two tables read one topic; each would count the other's records as seen."""


@frozen
class Surroundings:
    """What the reactions of one service are given to run with."""

    service: Service
    site: SiteSettings
    kafka: KafkaSettings
    pool: "asyncpg.Pool[asyncpg.Record]"
    bus: Bus
    shapes: ShapesOf


def runners(around: Surroundings, may_react: Callable[[], bool] = always) -> list[Runner]:
    """Build a runner per table; `may_react` keeps those of the own log idle.

    Raises SourceReadTwice, and ValueError for an event that nobody publishes there.
    """
    _check_sources(around)
    return [_runner(around, table, may_react) for table in around.service.reactions]


def redrives(around: Surroundings) -> dict[str, Redrive]:
    """Build a redrive per table, by the table's name."""
    return {table.name: _redrive(around, table) for table in around.service.reactions}


def topics_of(source: Source, site: SiteSettings) -> tuple[str, ...]:
    """List the topics of a source; none where no neighbour is configured."""
    name = source.service or ""
    match source.origin:
        case Origin.OWN_LOG:
            return ()
        case Origin.SERVICE:
            return (topic(site.site, name, EVENTS),)
        case Origin.SUBORDINATES:
            return tuple(topic(below, name, LINKED) for below in site.subordinate_sites)
        case Origin.SUPERIORS:
            return tuple(topic(above, name, LINKED) for above in site.superior_sites)


def _check_sources(around: Surroundings) -> None:
    readers: dict[str, str] = {}
    for table in around.service.reactions:
        for read in topics_of(table.source, around.site):
            if readers.setdefault(read, table.name) != table.name:
                message = f"{read} is read by {readers[read]} and by {table.name}"
                raise SourceReadTwice(message)


def _runner(around: Surroundings, table: Reactions, may_react: Callable[[], bool]) -> Runner:
    handling, ledger = _handling(around, table), Ledger(around.pool, table.name)
    batches, patience = Batches(handling, ledger), handling.patience
    if table.source.origin is Origin.OWN_LOG:
        return LogRunner(
            around.pool,
            handling.vocabulary,
            batches,
            ledger,
            patience=patience,
            may_react=may_react,
        )
    topics = topics_of(table.source, around.site)
    return TopicRunner(
        table.name,
        topics,
        batches,
        patience,
        settings=around.kafka,
        member=_member(around, table),
    )


def _redrive(around: Surroundings, table: Reactions) -> Redrive:
    is_own = table.source.origin is Origin.OWN_LOG
    return Redrive(
        around.pool,
        _handling(around, table),
        Ledger(around.pool, table.name),
        partial(own_arrivals, around.pool) if is_own else _topic_arrivals,
        is_numbered=not is_own,
    )


def _handling(around: Surroundings, table: Reactions) -> Handling:
    vocabulary = Vocabulary(table, _shapes(around, table.source))
    body = f"{around.site.site}.{around.service.name}"
    return Handling(vocabulary, around.bus, Patience(), body)


def _shapes(around: Surroundings, source: Source) -> Shapes:
    if source.origin is Origin.OWN_LOG:
        return LogShapes(around.service.wire)
    circle = EVENTS if source.origin is Origin.SERVICE else LINKED
    return around.shapes(source.service or "", circle)


def _member(around: Surroundings, table: Reactions) -> Member:
    instance = around.kafka.instance
    return Member(
        group=f"{around.site.site}.{around.service.name}.{table.name}",
        instance=None if instance is None else f"{instance}.{table.name}",
    )


async def _topic_arrivals(rows: Sequence[ParkedRow]) -> list[Arrival]:
    return [arrive(row.record) for row in rows]
