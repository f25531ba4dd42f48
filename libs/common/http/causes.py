"""What operators trace by: the event of an id, and all events of one correlation."""

from collections.abc import Mapping
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path

from libs.common.auth import Verifier
from libs.common.http.asked import read_number
from libs.common.http.operator import PAGE_MAX, Observed, ask_operator, line
from libs.common.http.problems import Problem
from libs.common.http.reading import Reading, available
from libs.common.projections.moment import position_at
from libs.common.store.causes import read_correlated, read_event, span_of
from libs.common.store.reading import StoredRow


class CausesApi:
    """`GET /operator/{service}/events?id=` or `?correlation=`, for operators."""

    def __init__(self, observed: Mapping[str, Observed], verifier: Verifier) -> None:
        self._observed, self._verifier = observed, verifier

    def routes(self) -> list[Path]:
        """List the routes."""
        return [Path("/operator/{service}/events", self.found, methods=["GET"])]

    async def found(self, request: Request) -> Response:
        """List what is found, in position order and page by page."""
        await ask_operator(request, self._verifier)
        observed = self._observed.get(request.path_params["service"])
        if observed is None:
            raise Problem("not_found")
        async with available():
            rows = await _rows(request, observed.reading)
        content = {"events": [line(row) for row in rows]}
        return Response(orjson.dumps(content), 200, media_type="application/json")


async def _rows(request: Request, reading: Reading) -> list[StoredRow]:
    if "id" in request.query_params:
        return await _of_id(reading, _uuid(request, "id"))
    correlation = _uuid(request, "correlation")
    after, limit = read_number(request, "after", 0), read_number(request, "limit", PAGE_MAX)
    return await read_correlated(reading.pool, correlation, after, min(limit, PAGE_MAX))


async def _of_id(reading: Reading, event_id: UUID) -> list[StoredRow]:
    """Look where the id says that its event was recorded, so that no index is needed."""
    span = span_of(event_id)
    if span is None:
        return []
    after = await position_at(reading.pool, span.first)
    upto = await position_at(reading.pool, span.last)
    row = await read_event(reading.pool, event_id, after, upto)
    return [row] if row else []


def _uuid(request: Request, parameter: str) -> UUID:
    try:
        return UUID(request.query_params.get(parameter, ""))
    except ValueError:
        raise Problem("invalid_parameter", parameter=parameter) from None
