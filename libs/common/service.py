"""A service as a table of contents: everything the kernel has to know of it."""

from pathlib import Path
from typing import Any

from libs.common.decider import Aggregate, frozen
from libs.common.events.wire import Wire
from libs.common.http.routes import Route
from libs.common.projections import Projection
from libs.common.reactions import Reactions
from libs.common.timers import Timers


@frozen
class Service:
    """One service: its name, its domain, its stored names, what it shows, reacts to and fires."""

    name: str
    wire: Wire
    aggregates: tuple[Aggregate[Any, Any, Any], ...]
    projections: tuple[Projection[Any], ...]
    reactions: tuple[Reactions, ...]
    routes: tuple[Route, ...]
    migrations: Path
    timers: tuple[Timers, ...] = ()

    def aggregate(self, stream: str) -> Aggregate[Any, Any, Any]:
        """Find the aggregate of a stream by its kind; raises LookupError."""
        kind = stream.partition("-")[0]
        for aggregate in self.aggregates:
            if aggregate.kind == kind:
                return aggregate
        raise LookupError(stream)
