"""`POST`: one endpoint per row of the commands table."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Allowance, Verifier
from libs.common.clock import derived_id, monotonic_seconds
from libs.common.decider.texts import is_key
from libs.common.http.asked import Asked, ask, header, idempotency_key, read_moment, seen_version
from libs.common.http.bodies import parser, read_body
from libs.common.http.problems import Problem, of_store
from libs.common.http.routes import CommandRoute
from libs.common.store.appends import Origin, Receipt
from libs.common.store.commands import Commands

COMMANDS: Final = "6ac1d1a8-8a0f-5b0e-9a37-5e9a2f6c7d10"
"""The namespace of command ids that stand for idempotency keys."""

Endpoint = Callable[[Request], Awaitable[Response]]


def command_endpoint(
    route: CommandRoute, commands: Commands, verifier: Verifier, allowance: Allowance
) -> Endpoint:
    """Make the endpoint of one command."""
    parse = parser(route.command, route.parameter)
    permission = route.aggregate.allowed[route.command]
    scope = scope_of(commands.site, commands.service.name, route)

    async def endpoint(request: Request) -> Response:
        asked = await ask(request, verifier)
        _spend(allowance, asked)
        key, version = idempotency_key(request), seen_version(request, required=route.if_match)
        path = path_key(request)
        stream = f"{route.aggregate.kind}-{path}"
        body = await read_body(request)
        role = asked.claims.role_for(permission, header(request, "acting-role"))
        now = commands.appender.clock.now()
        command_id = named(scope, asked.claims.actor, key)
        try:
            receipt = await commands.give(
                stream,
                parse(body, path),
                command_id=command_id,
                origin=_origin(request, asked, role, command_id, now),
                fingerprint=_fingerprint(request, stream, version, body),
                expected_version=version,
            )
        except Exception as failed:
            problem = of_store(failed)
            if problem is None:
                raise
            raise problem from None
        return _answer(receipt, stream, commands.service.name)

    return endpoint


def scope_of(site: str, service: str, route: CommandRoute) -> str:
    """Give the scope of a route's idempotency keys, which an actor does not use twice there."""
    return f"{site}/{service}{route.path}"


def named(scope: str, actor: str, key: str) -> str:
    """Name the command that an idempotency key stands for."""
    return derived_id(COMMANDS, f"{scope}\n{actor}\n{key}")


def path_key(request: Request) -> str:
    """Give the path's one parameter, fit to be part of a stream's name; raises a Problem."""
    (value,) = request.path_params.values()
    if not is_key(value):
        raise Problem("not_found")
    key: str = value
    return key


def _spend(allowance: Allowance, asked: Asked) -> None:
    wait = allowance.spend(asked.claims.actor, monotonic_seconds())
    if wait is not None:
        raise Problem("too_many_requests", retry_after_seconds=wait)


def _origin(request: Request, asked: Asked, role: str, command_id: str, now: datetime) -> Origin:
    return Origin(
        actor=asked.claims.actor,
        role=role,
        body=asked.claims.body,
        correlation=asked.correlation,
        causation=command_id,
        unit=asked.claims.unit,
        occurred_at=_occurred_at(request, now),
    )


def _occurred_at(request: Request, now: datetime) -> datetime | None:
    """Read when the actor says it happened (late entry): with an offset, and not in the future."""
    given = header(request, "occurred-at")
    if given is None:
        return None
    moment = read_moment(given, "Occurred-At")
    if moment > now:
        raise Problem("invalid_parameter", parameter="Occurred-At")
    return moment


def _fingerprint(request: Request, stream: str, version: int | None, body: bytes) -> bytes:
    """Tell requests under one key apart by everything that decides what is written."""
    headers = [header(request, name) or "" for name in ("acting-role", "occurred-at")]
    return sha256("\n".join([stream, str(version), *headers, ""]).encode() + body).digest()


def _answer(receipt: Receipt, stream: str, service: str) -> Response:
    heads = {head.stream: head for head in receipt.heads}
    content: dict[str, Any] = {
        "stream": stream,
        "version": heads[stream].version if stream in heads else None,
        "position": receipt.last,
        "after": [
            f"{service}:{head.stream}@{max(head.sequence.values())}"
            for head in receipt.heads
            if head.sequence
        ],
    }
    headers = {"ETag": f'"{content["version"]}"'} if content["version"] else {}
    return Response(orjson.dumps(content), 200, headers, "application/json")
