"""A recorded event: what happened, with where and when it was written down."""

from datetime import datetime
from typing import Generic, TypeVar

from libs.common.decider import frozen
from libs.common.events.header import Header, read_time

E_co = TypeVar("E_co", covariant=True)


@frozen
class Destroyed:
    """Stands for an event whose data was destroyed; its header and every proof remain."""

    type: str


@frozen
class Recorded(Generic[E_co]):
    """One event of the log, decoded, beside its header."""

    header: Header
    event: E_co

    @property
    def position(self) -> int:
        """The place in the log, from 1 without gaps."""
        return self.header.position

    @property
    def stream(self) -> str:
        """The stream's name, `<kind>-<key>`."""
        return self.header.stream

    @property
    def key(self) -> str:
        """The stream's key without its kind."""
        return self.header.stream.partition("-")[2]

    @property
    def recorded_at(self) -> datetime:
        """When it was written down."""
        return read_time(self.header.recorded_at)

    @property
    def occurred_at(self) -> datetime:
        """When it happened by the actor's own account, else when it was written down."""
        return read_time(self.header.occurred_at or self.header.recorded_at)
