"""What waits because it could not be handled: listed, and handled again in order."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path

from libs.common.auth import Verifier
from libs.common.http.bodies import field_errors, read_body
from libs.common.http.operator import ask_operator
from libs.common.http.problems import Problem
from libs.common.http.reading import Reading, available
from libs.common.reactions.parked import parked_streams
from libs.common.reactions.redrive import Redrive

ROUTE: Final = "/operator/{service}/parked"


class Parking(Protocol):
    """A hosted service whose reactions may park."""

    redrives: dict[str, Redrive]

    @property
    def reading(self) -> Reading:
        """What its queries read from."""
        ...


class RedriveAsked(BaseModel):
    """Which stream of which table is to be handled again; a gap is accepted only if said so."""

    model_config = ConfigDict(extra="forbid")

    reaction: str
    topic: str
    stream: str
    across_gap: bool = False


class ParkedApi:
    """The routes for operators."""

    def __init__(self, services: Mapping[str, Parking], verifier: Verifier) -> None:
        self._services, self._verifier = services, verifier

    def routes(self) -> list[Path]:
        """List the routes."""
        return [
            Path(ROUTE, self.listed, methods=["GET"]),
            Path(f"{ROUTE}/redrive", self.redriven, methods=["POST"]),
        ]

    async def listed(self, request: Request) -> Response:
        """List the streams that wait, with what is wrong with the first record of each."""
        await ask_operator(request, self._verifier)
        async with available(), self._service(request).reading.pool.acquire() as connection:
            streams = await parked_streams(connection)
        return _json({"streams": streams})

    async def redriven(self, request: Request) -> Response:
        """Handle a stream's records again, in order, up to the first that fails again."""
        await ask_operator(request, self._verifier)
        asked = _asked(await read_body(request))
        redrive = self._service(request).redrives.get(asked.reaction)
        if redrive is None:
            raise Problem("not_found")
        async with available():
            result = await redrive.redrive((asked.topic, asked.stream), across_gap=asked.across_gap)
        failed = result.failed
        stopped = None if failed is None else {"cause": failed.cause, "detail": failed.detail}
        return _json({"done": result.done, "stopped_at": stopped})

    def _service(self, request: Request) -> Parking:
        service = self._services.get(request.path_params["service"])
        if service is None:
            raise Problem("not_found")
        return service


def _asked(body: bytes) -> RedriveAsked:
    try:
        asked = RedriveAsked.model_validate_json(body)
    except ValidationError as invalid:
        raise Problem("invalid_body", errors=tuple(field_errors(invalid.errors()))) from None
    if not (asked.topic + asked.stream).isprintable():
        raise Problem("not_found")
    return asked


def _json(content: Mapping[str, Any]) -> Response:
    return Response(orjson.dumps(content, default=str), 200, media_type="application/json")
