"""A contract: the stored name under which an event is published, its shape and its readers."""

from collections.abc import Iterable

from libs.common.decider import frozen
from libs.common.events.audience import PUBLIC, Audience


@frozen
class Contract:
    """One published event of one service; `event` is the shape that readers may rely on.

    Other departments may be given less: then `public` is the shape on the public topic.
    """

    name: str
    event: type
    audience: Audience
    public: type | None = None

    def shape(self, circle: str) -> type:
        """Give the shape that a circle of readers gets."""
        return self.public if circle == PUBLIC and self.public is not None else self.event


@frozen
class Contracts:
    """Everything that one service publishes."""

    service: str
    lines: tuple[Contract, ...]

    def event(self, name: str) -> type | None:
        """Find the shape of a published name and version."""
        return next((line.event for line in self.lines if line.name == name), None)

    def versions(self, event: type) -> tuple[str, ...]:
        """List the names under which a shape is published."""
        return tuple(line.name for line in self.lines if line.event is event)


def contracts(service: str, lines: Iterable[Contract]) -> Contracts:
    """Write a service's table."""
    return Contracts(service=service, lines=tuple(lines))


def published(
    name: str, event: type, audience: Audience, *, public: type | None = None
) -> Contract:
    """Write one line."""
    return Contract(name=name, event=event, audience=audience, public=public)
