"""A real server in this process, on a port of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from libs.common.hosting.one_write import OneWriteProtocol

LOOK_SECONDS = 0.02
DRAIN_SECONDS = 5
STOP_SECONDS_MAX = 10.0


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[int]:
    """Serve an application whose lifespan somebody else sees to; gives the port."""
    config = uvicorn.Config(
        app,
        port=0,
        http=OneWriteProtocol,
        lifespan="off",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has no event for this
        await asyncio.sleep(LOOK_SECONDS)
    try:
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        await asyncio.wait_for(running, STOP_SECONDS_MAX)
