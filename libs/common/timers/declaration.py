"""How a service says what it has due: where the moments stand, and which command fires one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from libs.common.decider import frozen
from libs.common.projections import Projection


class Firing(NamedTuple):
    """The command that fires one timer, the matter in whose course, and the event behind it."""

    stream: str
    command: object
    correlation: str
    causation: str


@frozen
class Timers:
    """The timers of a service.

    A row of `projection` whose column `due` holds a moment is pending, and fired by `fire` once
    that moment has come; a row without one is not. A row may be out of date: the command has to
    be one that changes nothing when nothing is due any more.
    """

    projection: Projection[Any]
    due: str
    fire: Callable[[Any], Firing]
