"""`GET` of one stream: its state now or as of then, its history, and what may be done next."""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Verifier
from libs.common.decider import Aggregate
from libs.common.events.recorded import Destroyed, Recorded
from libs.common.http.after import wait_after
from libs.common.http.asked import Asked, ask, read_moment
from libs.common.http.commands import Endpoint, path_key
from libs.common.http.problems import Problem
from libs.common.http.reading import Reading, available
from libs.common.http.routes import CommandRoute, ResourceRoute
from libs.common.http.shown import show
from libs.common.http.sight import check_unit
from libs.common.store.reading import decode, read_stream
from libs.common.texts import text

_VERSION: Final = re.compile(r"[0-9]{1,9}")


def resource_endpoint(
    route: ResourceRoute, commands: Iterable[CommandRoute], reading: Reading, verifier: Verifier
) -> Endpoint:
    """Make `GET path`: the folded state, with links to the commands that fit it."""
    own = tuple(each for each in commands if each.aggregate.kind == route.aggregate.kind)

    async def endpoint(request: Request) -> Response:
        asked = await ask(request, verifier)
        history = until(request, await _history(request, route, reading))
        state = fold(route.aggregate, history)
        check_unit(asked.claims, state)
        last = history[-1].header
        content = {
            "stream": last.stream,
            "version": last.version,
            "position": last.position,
            "recorded_at": last.recorded_at,
            "status": route.aggregate.status(state).value,
            "state": show(state),
            "links": _links(request, route, own, state, asked),
        }
        headers = {"ETag": f'"{last.version}"', "Content-Language": asked.language}
        return Response(orjson.dumps(content), 200, headers, "application/json")

    return endpoint


def history_endpoint(route: ResourceRoute, reading: Reading, verifier: Verifier) -> Endpoint:
    """Make `GET path/events`: everything that happened to the stream, oldest first."""

    async def endpoint(request: Request) -> Response:
        asked = await ask(request, verifier)
        history = await _history(request, route, reading)
        check_unit(asked.claims, fold(route.aggregate, history))
        content = {"events": [_line(recorded, asked) for recorded in until(request, history)]}
        headers = {"Content-Language": asked.language}
        return Response(orjson.dumps(content, default=str), 200, headers, "application/json")

    return endpoint


async def _history(request: Request, route: ResourceRoute, reading: Reading) -> list[Recorded[Any]]:
    stream = f"{route.aggregate.kind}-{path_key(request)}"
    await wait_after(request, reading)
    async with available():
        rows = await read_stream(reading.pool, stream)
    if not rows:
        raise Problem("not_found")
    return [decode(reading.service.wire, row) for row in rows]


def until(request: Request, history: list[Recorded[Any]]) -> list[Recorded[Any]]:
    """Cut the history at `?as_of=`, a version or a moment with its offset."""
    given = request.query_params.get("as_of")
    if given is None:
        return history
    if _VERSION.fullmatch(given):
        kept = [each for each in history if each.header.version <= int(given)]
    else:
        moment = read_moment(given, "as_of")
        kept = [each for each in history if each.recorded_at <= moment]
    if not kept:
        raise Problem("not_found")
    return kept


def fold(aggregate: Aggregate[Any, Any, Any], history: list[Recorded[Any]]) -> Any:  # noqa: ANN401
    """Fold what is left of a history: what was destroyed changes nothing."""
    return aggregate.fold(each.event for each in history if not isinstance(each.event, Destroyed))


def _links(
    request: Request,
    route: ResourceRoute,
    commands: Iterable[CommandRoute],
    state: Any,  # noqa: ANN401
    asked: Asked,
) -> list[dict[str, str]]:
    possible = set(route.aggregate.possible(state, asked.claims.roles))
    (name, value), *_ = request.path_params.items()
    prefix = request.scope.get("root_path", "")
    return [
        {
            "rel": each.command.__name__,
            "title": text(asked.language, "commands", each.command.__name__),
            "method": "POST",
            "href": prefix + each.path.replace("{" + name + "}", value),
        }
        for each in commands
        if each.command in possible
    ]


def _line(recorded: Recorded[Any], asked: Asked) -> dict[str, Any]:
    """Show one event: what it is called, what it says, and who in which role."""
    header, event = recorded.header, recorded.event
    gone = isinstance(event, Destroyed)
    return {
        "position": header.position,
        "version": header.version,
        "id": header.id,
        "type": header.type,
        "title": text(asked.language, "events", header.type.partition(".")[0]),
        "recorded_at": header.recorded_at,
        "occurred_at": header.occurred_at or header.recorded_at,
        "role": header.role,
        "corrects": header.corrects,
        "data": None if gone else {f.name: getattr(event, f.name) for f in fields(event)},
    }
