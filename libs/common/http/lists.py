"""`GET` of a list: filtered, sorted, paged or exported, now or as of a moment."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from libs.common.auth import Claims, Verifier
from libs.common.decider import frozen
from libs.common.http.after import wait_after
from libs.common.http.asked import ask, read_moment, read_number
from libs.common.http.commands import Endpoint
from libs.common.http.export import FORMATS, exported
from libs.common.http.problems import Problem
from libs.common.http.reading import Reading, available
from libs.common.http.routes import ListRoute
from libs.common.http.sight import demands
from libs.common.projections.after import PositionNotReached
from libs.common.projections.asked import (
    BadCursor,
    BadQuery,
    Demand,
    LimitOutOfRange,
    NoHistory,
    UnknownSort,
)
from libs.common.projections.moment import position_at
from libs.common.projections.query import Count, Page, count_estimate, list_rows, stream_rows

LIMIT_DEFAULT: Final = 50
RESERVED: Final = ("sort", "limit", "cursor", "after", "as_of", "format", "count")

PARAMETERS: Final[Mapping[type[BadQuery], str]] = {
    LimitOutOfRange: "limit",
    NoHistory: "as_of",
    UnknownSort: "sort",
}
"""Which parameter is at fault; the other refusals begin with the filter's name."""


@frozen
class Wanted:
    """What one request wants of a list."""

    filters: Mapping[str, Sequence[str]]
    sort: str
    descending: bool
    as_of: int | None
    only: tuple[Demand, ...]

    def arguments(self) -> dict[str, Any]:
        """Give it as the query functions take it."""
        return {
            "filters": self.filters,
            "sort": self.sort,
            "descending": self.descending,
            "as_of": self.as_of,
            "only": self.only,
        }


def list_endpoint(route: ListRoute, reading: Reading, verifier: Verifier) -> Endpoint:
    """Make the endpoint of one list."""

    async def endpoint(request: Request) -> Response:
        asked = await ask(request, verifier)
        await wait_after(request, reading, route.projection)
        try:
            async with available():
                wanted = await _wanted(request, route, reading, asked.claims)
                if "format" in request.query_params:
                    return await _export(request, route, reading, wanted)
                page = await list_rows(
                    reading.pool,
                    route.projection,
                    **wanted.arguments(),
                    cursor=request.query_params.get("cursor"),
                    limit=read_number(request, "limit", LIMIT_DEFAULT),
                )
                counted = await _counted(request, route, reading, wanted)
        except BadCursor as bad:
            raise Problem("invalid_cursor", reason=str(bad)) from None
        except BadQuery as bad:
            raise _invalid(bad) from None
        except PositionNotReached as late:
            seconds = late.retry_after_seconds
            raise Problem("not_there_yet", retry_after_seconds=seconds) from None
        return _answer(request, page, counted)

    return endpoint


async def _wanted(request: Request, route: ListRoute, reading: Reading, claims: Claims) -> Wanted:
    parameters, projection = request.query_params, route.projection
    filters = {name: parameters.getlist(name) for name in parameters if name not in RESERVED}
    sort = parameters.get("sort", projection.sorts[0] if projection.sorts else projection.key)
    as_of = parameters.get("as_of")
    moment = None if as_of is None else read_moment(as_of, "as_of")
    position = None if moment is None else await position_at(reading.pool, moment)
    return Wanted(
        filters=filters,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        as_of=position,
        only=demands(route, claims),
    )


def _invalid(bad: BadQuery) -> Problem:
    parameter = PARAMETERS.get(type(bad)) or str(bad).partition(":")[0]
    return Problem("invalid_parameter", parameter=parameter, reason=str(bad))


async def _counted(
    request: Request, route: ListRoute, reading: Reading, wanted: Wanted
) -> Count | None:
    """Count the rows of all pages, if that is asked for."""
    given = request.query_params.get("count", "false")
    if given not in {"true", "false"}:
        raise Problem("invalid_parameter", parameter="count")
    if given == "false":
        return None
    return await count_estimate(
        reading.pool,
        route.projection,
        filters=wanted.filters,
        as_of=wanted.as_of,
        only=wanted.only,
    )


def _answer(request: Request, page: Page[Any], counted: Count | None) -> Response:
    content: dict[str, Any] = {
        "rows": page.rows,
        "next": page.next_cursor,
        "position": page.position,
    }
    if counted is not None:
        content["count"] = {"rows": counted.rows, "exact": counted.exact}
    headers = {}
    if page.next_cursor is not None:
        following = request.url.include_query_params(cursor=page.next_cursor)
        headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    return Response(orjson.dumps(content), 200, headers, "application/json")


async def _export(request: Request, route: ListRoute, reading: Reading, wanted: Wanted) -> Response:
    form = FORMATS.get(request.query_params["format"])
    if form is None:
        raise Problem("invalid_parameter", parameter="format", value=", ".join(FORMATS))
    pages = stream_rows(reading.pool, route.projection, **wanted.arguments())
    first = await anext(pages)
    name = f"{route.projection.name}-{first.position}.{form.suffix}"
    return StreamingResponse(
        exported(form, route.projection.row, _from(first, pages)),
        media_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _from(first: Page[Any], rest: AsyncIterator[Page[Any]]) -> AsyncIterator[Any]:
    """Give the rows of all pages; the first was read while an error could still be answered."""
    for row in first.rows:
        yield row
    async for page in rest:
        for row in page.rows:
            yield row
