"""The process: hosts behind one HTTP server, health that means own progress, a graceful end."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from typing import Final

import orjson
import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Router
from starlette.routing import Route as Path

from libs.common.auth import Allowance, Verifier
from libs.common.hosting.clocks import make_clock
from libs.common.hosting.environment import Environment
from libs.common.hosting.host import Host
from libs.common.hosting.memory import settle_memory
from libs.common.hosting.one_write import OneWriteProtocol
from libs.common.http.access import HANDLERS, AccessLog
from libs.common.http.app import paths
from libs.common.http.causes import CausesApi
from libs.common.http.openapi import document
from libs.common.http.operator import OperatorApi
from libs.common.http.parked import ParkedApi
from libs.common.kafka.quiet import quieten
from libs.common.logging import configure
from libs.common.reactions.runners import ShapesOf
from libs.common.service import Service
from libs.common.settings import Role

DRAIN_SECONDS: Final = 5
KEEP_ALIVE_SECONDS: Final = 75

log: Final = structlog.get_logger("server")


class Site:
    """The services that this process hosts for its site."""

    def __init__(
        self,
        services: Iterable[Service],
        environment: Environment,
        shapes: ShapesOf,
        roles: Collection[Role],
    ) -> None:
        self.clock = make_clock(environment.site, environment.appender)
        self.verifier = Verifier(environment.auth, environment.site.site)
        self.allowance = Allowance(environment.auth.commands_per_second, environment.auth.burst)
        self.hosts = {
            service.name: Host(service, environment, self.clock, shapes=shapes, roles=roles)
            for service in services
        }

    def app(self) -> Starlette:
        """Make the application; its lifespan starts and stops the hosts."""
        app = Starlette(
            routes=[
                Path("/healthz", self.healthz, methods=["GET"]),
                Path("/readyz", self.readyz, methods=["GET"]),
                *OperatorApi(self.hosts, self.verifier, self.clock).routes(),
                *CausesApi(self.hosts, self.verifier).routes(),
                *ParkedApi(self.hosts, self.verifier).routes(),
            ],
            middleware=[Middleware(AccessLog)],
            exception_handlers=HANDLERS,
            lifespan=self._lifespan,
        )
        # A path with a slash too many is not found, like any other that is not served.
        app.router.redirect_slashes = False
        return app

    async def healthz(self, _: Request) -> Response:
        """Tell whether every part goes on by itself; servers that are away do not count."""
        faults = {name: found for name, host in self.hosts.items() if (found := host.faults())}
        return _json({"faults": faults}, 500 if faults else 200)

    async def readyz(self, _: Request) -> Response:
        """Tell whether commands and queries would be answered."""
        found = await asyncio.gather(*(host.waiting_for() for host in self.hosts.values()))
        waits = {name: waiting for name, waiting in zip(self.hosts, found, strict=True) if waiting}
        return _json({"waiting_for": waits}, 503 if waits else 200)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        started: list[Host] = []
        try:
            for host in self.hosts.values():
                await host.start()
                started.append(host)
                app.router.routes.insert(0, self._mount(host))
            yield
        finally:
            await asyncio.gather(*(host.stop() for host in started))

    def _mount(self, host: Host) -> Mount:
        described = orjson.dumps(document(host.service))

        async def openapi(_: Request) -> Response:
            return Response(described, media_type="application/json")

        routes = paths(
            host.service,
            host.roles,
            commands=host.commands,
            reading=host.reading,
            verifier=self.verifier,
            allowance=self.allowance,
        )
        served = [Path("/openapi.json", openapi, methods=["GET"]), *routes]
        return Mount(f"/{host.service.name}", app=Router(served, redirect_slashes=False))


def _json(content: object, status: int) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")


def serve(
    services: Iterable[Service],
    shapes: ShapesOf,
    roles: Collection[Role],
    *,
    port: int,
    address: str = "127.0.0.1",
) -> None:
    """Run until SIGTERM; raises pydantic's ValidationError for settings that are not right."""
    configure()
    quieten()
    settle_memory()
    site = Site(services, Environment.read(), shapes, roles)
    uvicorn.run(
        site.app(),
        host=address,
        port=port,
        loop="uvloop",
        http=OneWriteProtocol,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        server_header=False,
        proxy_headers=False,
    )
