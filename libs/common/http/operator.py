"""What operators see and do, over HTTP like everybody: status, raw history, the simulated clock."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path

from libs.common.auth import Verifier
from libs.common.events.header import FIELDS, Header
from libs.common.events.header import decode as decode_header
from libs.common.http.asked import Asked, ask, read_moment, read_number
from libs.common.http.bodies import read_body
from libs.common.http.problems import Problem
from libs.common.http.reading import Reading, available
from libs.common.http.resources import fold, until
from libs.common.http.shown import show
from libs.common.store.clock import SimulatedClock, StoreClock
from libs.common.store.reading import StoredRow, decode, read_page, read_stream
from libs.common.store.site import OPERATOR

PAGE_MAX: Final = 1000


class Observed(Protocol):
    """A hosted service, as an operator sees it."""

    @property
    def reading(self) -> Reading:
        """What its queries read from."""
        ...

    def status(self) -> dict[str, Any]:
        """Show position, root and the state of every part."""
        ...


class OperatorApi:
    """The routes below `/operator`; every one needs the role `operator`."""

    def __init__(
        self, observed: Mapping[str, Observed], verifier: Verifier, clock: StoreClock
    ) -> None:
        self._observed, self._verifier, self._clock = observed, verifier, clock

    def routes(self) -> list[Path]:
        """List the routes."""
        return [
            Path("/operator/status", self.status, methods=["GET"]),
            Path("/operator/clock", self.clock, methods=["POST"]),
            Path("/operator/{service}/log", self.log, methods=["GET"]),
            Path("/operator/{service}/streams/{stream}", self.stream, methods=["GET"]),
        ]

    async def status(self, request: Request) -> Response:
        """Show where everything stands."""
        await ask_operator(request, self._verifier)
        services = {name: observed.status() for name, observed in self._observed.items()}
        return _json({"now": self._clock.now(), "services": services})

    async def clock(self, request: Request) -> Response:
        """Move the simulated clock on, for every service of this process."""
        await ask_operator(request, self._verifier)
        if not isinstance(self._clock, SimulatedClock):
            raise Problem("not_found")
        try:
            moment = str(orjson.loads(await read_body(request))["now"])
        except (orjson.JSONDecodeError, LookupError, TypeError):
            raise Problem("invalid_body") from None
        return _json({"now": self._clock.advance(read_moment(moment, "now"))})

    async def log(self, request: Request) -> Response:
        """Page through the raw log: headers, data, salts, leaves, frontiers as they are stored."""
        await ask_operator(request, self._verifier)
        reading = self._reading(request)
        after, limit = read_number(request, "after", 0), read_number(request, "limit", PAGE_MAX)
        async with available():
            rows = await read_page(reading.pool, after, min(limit, PAGE_MAX))
        return _json({"rows": [_raw(row) for row in rows]})

    async def stream(self, request: Request) -> Response:
        """Show one stream: its events up to `?as_of=` and the state that they fold to."""
        await ask_operator(request, self._verifier)
        reading, name = self._reading(request), request.path_params["stream"]
        if not name.isprintable():
            raise Problem("not_found")
        async with available():
            rows = await read_stream(reading.pool, name)
        recorded = [decode(reading.service.wire, row) for row in rows]
        kept = until(request, recorded)
        if not kept:
            raise Problem("not_found")
        try:
            aggregate = reading.service.aggregate(kept[-1].stream)
        except LookupError:
            state: object = None
        else:
            state = show(fold(aggregate, kept))
        lines = [line(row) for row in rows[: len(kept)]]
        return _json({"stream": kept[-1].stream, "state": state, "events": lines})

    def _reading(self, request: Request) -> Reading:
        observed = self._observed.get(request.path_params["service"])
        if observed is None:
            raise Problem("not_found")
        return observed.reading


async def ask_operator(request: Request, verifier: Verifier) -> Asked:
    """Verify that an operator asks; raises a Problem."""
    asked = await ask(request, verifier)
    if OPERATOR not in asked.claims.roles:
        raise Problem("role_may_not_read")
    return asked


def _raw(row: StoredRow) -> dict[str, Any]:
    return {
        "position": row.position,
        "header": row.header.decode(),
        "data": None if row.data is None else row.data.decode(),
        "salt": None if row.salt is None else row.salt.hex(),
        "leaf": row.leaf.hex(),
        "frontier": None if row.frontier is None else row.frontier.hex(),
    }


def line(row: StoredRow) -> dict[str, Any]:
    """Show one event: its header and what it says."""
    header: Header = decode_header(row.header)
    named = {name: getattr(header, name) for name in FIELDS}
    shown = {name: value for name, value in named.items() if value}
    return {**shown, "content": None if row.data is None else orjson.loads(row.data)}


def _json(content: object) -> Response:
    return Response(orjson.dumps(content, default=str), 200, media_type="application/json")
