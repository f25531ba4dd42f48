"""`?after=`: a query waits, within bounds, until it shows what a command answered."""

from typing import Any, Final

from starlette.requests import Request

from libs.common.http.problems import Problem
from libs.common.http.reading import Reading, available
from libs.common.projections import Projection
from libs.common.projections.after import PositionNotReached, wait_for_position
from libs.common.reactions.after import MalformedAfter, wait_until

WAIT_SECONDS_MAX: Final = 2.0
TOKENS_MAX: Final = 20


async def wait_after(
    request: Request, reading: Reading, projection: Projection[Any] | None = None
) -> None:
    """Wait for every `after` token; raises a Problem with Retry-After when it takes too long."""
    tokens = request.query_params.getlist("after")
    if len(tokens) > TOKENS_MAX or not all(map(str.isprintable, tokens)):
        raise Problem("invalid_parameter", parameter="after")
    for token in tokens:
        async with available():
            position = await _position(token, reading)
        if projection is None:
            continue
        try:
            async with available():
                await wait_for_position(reading.pool, projection, position, WAIT_SECONDS_MAX)
        except PositionNotReached as late:
            raise Problem(
                "not_there_yet", retry_after_seconds=late.retry_after_seconds, after=token
            ) from None


async def _position(token: str, reading: Reading) -> int:
    try:
        position = await wait_until(
            reading.pool,
            token,
            WAIT_SECONDS_MAX,
            site=reading.site,
            service=reading.service.name,
        )
    except MalformedAfter:
        raise Problem("invalid_parameter", parameter="after") from None
    if position is None:
        raise Problem("not_there_yet", retry_after_seconds=1, after=token)
    return position
