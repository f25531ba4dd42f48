"""The API as a table: which path gives which command, shows which resource, lists which rows."""

from typing import Any, TypeAlias

from libs.common.decider import Aggregate, frozen
from libs.common.projections import Projection
from libs.common.projections.changes import check_changes


@frozen
class CommandRoute:
    """`POST path` gives `command` to the stream `<aggregate.kind>-<the path's one parameter>`.

    A field of the command with the parameter's name is given by the path. With `if_match` the
    client must say which version it saw.
    """

    path: str
    command: type
    aggregate: Aggregate[Any, Any, Any]
    if_match: bool = False

    @property
    def parameter(self) -> str:
        """The name of the path's one parameter."""
        return self.path.partition("{")[2].partition("}")[0]


@frozen
class ResourceRoute:
    """`GET path` shows one stream: its state, version, history and what may be done now."""

    path: str
    aggregate: Aggregate[Any, Any, Any]


@frozen
class ListRoute:
    """`GET path` pages through a read model.

    With `mine` a unit sees its own rows only: those whose column `mine` is the unit of its token.
    With `role` everybody sees the rows for their own roles only: those whose column `role` is one
    of their token's; of these, `mine` keeps back the ones for another unit.
    """

    path: str
    projection: Projection[Any]
    mine: str | None = None
    role: str | None = None


@frozen
class LiveRoute:
    """`GET path` goes on telling of rows that are new or different; `mine` and `role` as above."""

    path: str
    projection: Projection[Any]
    mine: str | None = None
    role: str | None = None


Route: TypeAlias = CommandRoute | ResourceRoute | ListRoute | LiveRoute


def post(
    path: str, command: type, aggregate: Aggregate[Any, Any, Any], *, if_match: bool = False
) -> CommandRoute:
    """Write a command's row."""
    return CommandRoute(path=path, command=command, aggregate=aggregate, if_match=if_match)


def get(path: str, aggregate: Aggregate[Any, Any, Any]) -> ResourceRoute:
    """Write a resource's row."""
    return ResourceRoute(path=path, aggregate=aggregate)


def rows(
    path: str, projection: Projection[Any], *, mine: str | None = None, role: str | None = None
) -> ListRoute:
    """Write a list's row."""
    return ListRoute(path=path, projection=projection, mine=mine, role=role)


def live(
    path: str, projection: Projection[Any], *, mine: str | None = None, role: str | None = None
) -> LiveRoute:
    """Write the row of a list that tells of its changes; raises NoHistory if it keeps none."""
    check_changes(projection)
    return LiveRoute(path=path, projection=projection, mine=mine, role=role)
