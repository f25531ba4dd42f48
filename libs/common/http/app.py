"""The HTTP side of one service: its table of routes, made into endpoints."""

from collections.abc import Iterator

from starlette.routing import Route as Path

from libs.common.auth import Allowance, Verifier
from libs.common.http.changes import live_endpoint
from libs.common.http.commands import command_endpoint
from libs.common.http.lists import list_endpoint
from libs.common.http.reading import Reading
from libs.common.http.resources import history_endpoint, resource_endpoint
from libs.common.http.routes import CommandRoute, ListRoute, LiveRoute, ResourceRoute
from libs.common.service import Service
from libs.common.settings import Role
from libs.common.store.commands import Commands


def paths(
    service: Service,
    roles: frozenset[Role],
    *,
    commands: Commands,
    reading: Reading,
    verifier: Verifier,
    allowance: Allowance,
) -> Iterator[Path]:
    """Give the routes that the roles serve: writers commands, readers queries."""
    posts = tuple(route for route in service.routes if isinstance(route, CommandRoute))
    for route in service.routes:
        match route:
            case CommandRoute() if "writer" in roles:
                endpoint = command_endpoint(route, commands, verifier, allowance)
                yield Path(route.path, endpoint, methods=["POST"])
            case ResourceRoute() if "reader" in roles:
                shown = resource_endpoint(route, posts, reading, verifier)
                history = history_endpoint(route, reading, verifier)
                yield Path(f"{route.path}/events", history, methods=["GET"])
                yield Path(route.path, shown, methods=["GET"])
            case ListRoute() if "reader" in roles:
                yield Path(route.path, list_endpoint(route, reading, verifier), methods=["GET"])
            case LiveRoute() if "reader" in roles:
                yield Path(route.path, live_endpoint(route, reading, verifier), methods=["GET"])
            case _:
                pass
