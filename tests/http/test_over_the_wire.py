"""Over a real connection: bodies in pieces, connections kept, answers that break off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from structlog.testing import capture_logs

from libs.common.http import lists
from libs.common.http.bodies import BODY_BYTES_MAX
from libs.common.projections.query import Page
from services.rounds.main import SERVICE as ROUNDS
from tests.http.house import Answer, Ground, token
from tests.http.lived_in import unit_body
from tests.http.people import CLERK

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

PATH = "/rounds/units/V-1/registration"
PIECE = b" " * 65_536
LOOK_SECONDS = 0.02


class Server(uvicorn.Server):
    """Leaves signals to the tests."""

    def capture_signals(self) -> Any:
        """Take none."""
        return _nothing()


def _nothing() -> Any:
    from contextlib import nullcontext

    return nullcontext()


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """Serve as `serve` does, in this process; gives the address."""
    options = {"http": "httptools", "log_config": None, "server_header": False}
    server = Server(uvicorn.Config(app, port=0, lifespan="off", access_log=False, **options))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(LOOK_SECONDS)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
