"""A site served in this process as in production, and the people who ask it."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
from starlette.applications import Starlette

from lianxun.serving import SERVICES, migrate_site
from lianxun.sites.keys import LocalKeys
from libs.common.auth import Claims
from libs.common.clock import fresh_id, utc_now
from libs.common.hosting.environment import Environment
from libs.common.hosting.server import Site
from libs.common.http.openapi import document
from libs.common.service import Service
from libs.common.settings import (
    ALL_ROLES,
    AppenderSettings,
    AuthSettings,
    KafkaSettings,
    Level,
    PostgresSettings,
    Role,
    SiteSettings,
)
from libs.common.store.connection import database_name
from libs.contracts.registry import load
from tests.servers import run_sql

FOUNDED_AT: Final = datetime(2026, 3, 1, 9, tzinfo=UTC)
READY_SECONDS_MAX: Final = 30.0
LOOK_SECONDS: Final = 0.02
PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True)
class Person:
    """Somebody with a token."""

    actor: str
    roles: tuple[str, ...]
    body: str = "b-office"
    unit: str | None = None


@dataclass
class Answer:
    """What came back."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def content(self) -> Any:
        return self.response.json()

    def header(self, name: str) -> str | None:
        found: str | None = self.response.headers.get(name)
        return found

    def problem(self, status: int, code: str) -> dict[str, Any]:
        """Check that this is a problem document of that code, and give it."""
        content: dict[str, Any] = self.content
        assert (self.status, content["code"]) == (status, code), content
        assert self.header("content-type") == PROBLEM
        assert content["type"] == f"urn:lianxun:problem:{code}"
        assert content["status"] == status
        assert content["title"] not in {"", code}
        assert content["instance"]
        return content

    def fault(self) -> tuple[str, str]:
        """Give pointer and code of the one field at fault."""
        (error,) = self.problem(400, "invalid_body")["errors"]
        assert error["message"]
        return error["pointer"], error["code"]


@dataclass
class House:
    """One running site; its methods are requests."""

    site: Site
    app: Starlette
    http: httpx.AsyncClient
    key: str
    keys: LocalKeys

    async def ask(self, method: str, path: str, who: Person | None, **more: Any) -> Answer:
        """Send any request; whatever the answer, its status has to be documented."""
        headers = dict(more.pop("headers", {}))
        if who is not None:
            headers = {"Authorization": f"Bearer {self.token(who)}", **headers}
        answer = Answer(await self.http.request(method, path, headers=headers, **more))
        documented = documented_statuses(method, answer.response.url.path)
        assert documented is None or answer.status in documented, answer.content
        return answer

    async def get(self, path: str, who: Person | None, **parameters: Any) -> Answer:
        """Ask a query."""
        return await self.ask("GET", path, who, params=parameters)

    async def post(
        self,
        path: str,
        body: Any,
        who: Person | None,
        *,
        idempotency_key: str | None = None,
        version: int | None = None,
        **headers: str,
    ) -> Answer:
        """Give a command; a body of bytes is sent as it is."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Idempotency-Key"] = idempotency_key or fresh_id(utc_now())
        if version is not None:
            named["If-Match"] = f'"{version}"'
        sent = {"content": body} if isinstance(body, bytes) else {"json": body}
        return await self.ask("POST", path, who, headers=named, **sent)

    async def patiently(self, path: str, who: Person | None, **parameters: Any) -> Answer:
        """Ask a query as often as the answer is to come again later."""
        async with asyncio.timeout(READY_SECONDS_MAX):
            while (answer := await self.get(path, who, **parameters)).status == 503:  # noqa: ASYNC110 - asked from outside
                await asyncio.sleep(LOOK_SECONDS)
        return answer

    async def until_shown(self, path: str, who: Person, count: int, **parameters: Any) -> Answer:
        """Ask a list until it has so many rows at least."""
        async with asyncio.timeout(READY_SECONDS_MAX):
            page = await self.get(path, who, **parameters)
            while len(page.content["rows"]) < count:
                await asyncio.sleep(LOOK_SECONDS)
                page = await self.get(path, who, **parameters)
        return page

    async def until_allowed(self, path: str, who: Person) -> Answer:
        """Ask until it is not denied any more, because something has come from another service."""
        async with asyncio.timeout(READY_SECONDS_MAX):
            while (answer := await self.get(path, who)).status == 403:  # noqa: ASYNC110 - as above
                await asyncio.sleep(LOOK_SECONDS)
        return answer

    def token(self, who: Person, **more: Any) -> str:
        """Sign a token."""
        return token(self.keys, who, **{"site": self.key, **more})

    def position(self, service: str) -> int:
        """Tell how far a log goes; a test that nothing was written compares two of these."""
        return self.site.hosts[service].appender.head.position

    async def until_relayed(self, service: str) -> None:
        """Wait until all of a log is in Kafka."""
        relay = self.site.hosts[service].relay
        assert relay is not None
        async with asyncio.timeout(READY_SECONDS_MAX):
            while relay.status.position < self.position(service):  # noqa: ASYNC110 - as above
                await asyncio.sleep(LOOK_SECONDS)

    async def until_ready(self) -> None:
        """Wait until commands and queries would be answered."""
        await self.until("/readyz", 200)

    async def until_waiting(self, service: str, word: str) -> str:
        """Wait until a service is said to wait for something, and give what is said."""
        async with asyncio.timeout(READY_SECONDS_MAX):
            while word not in (said := await self._waiting(service)):  # noqa: ASYNC110 - as above
                await asyncio.sleep(LOOK_SECONDS)
        return said

    async def _waiting(self, service: str) -> str:
        content = (await self.until("/readyz", 503)).content
        return str(content["waiting_for"].get(service))

    async def until(self, path: str, status: int) -> Answer:
        """Ask without a token until that is the answer."""
        async with asyncio.timeout(READY_SECONDS_MAX):
            while (answer := await self.get(path, None)).status != status:  # noqa: ASYNC110 - as above
                await asyncio.sleep(LOOK_SECONDS)
        return answer


def token(keys: LocalKeys, who: Person, *, site: str, hours: float = 1) -> str:
    """Sign a token."""
    claims = Claims(actor=who.actor, roles=who.roles, body=who.body, site=site, unit=who.unit)
    return keys.token(claims, utc_now(), hours)


def documented_statuses(method: str, path: str) -> set[int] | None:
    """Give the statuses that the OpenAPI document of a service names; None for another path."""
    name, _, below = path.removeprefix("/").partition("/")
    for template, operations in _documented().get(name, {}).items():
        pattern = re.sub(r"{\w+}", "[^/]+", template)
        if method.lower() in operations and re.fullmatch(pattern, f"/{below}"):
            return set(map(int, operations[method.lower()]["responses"]))
    return None


@cache
def _documented() -> dict[str, Any]:
    return {service.name: document(service)["paths"] for service in SERVICES}


@dataclass(frozen=True)
class Ground:
    """The servers and the key of one site, on which houses are built."""

    key: str
    environment: Environment
    keys: LocalKeys
    server_dsn: str

    @classmethod
    def new(cls, dsn: str, bootstrap: str, folder: Path, **site: Any) -> "Ground":
        """Choose a site that nobody else uses; its clock stands still unless told otherwise."""
        key = str(900_000 + secrets.randbelow(100_000))
        keys = LocalKeys(folder / "keys")
        keys.ensure()
        clock = {"profile": "trial", "clock": "simulated", "clock_start": FOUNDED_AT}
        environment = Environment(
            site=SiteSettings(**{"site": key, "level": Level.COUNTY, **clock, **site}),
            postgres=PostgresSettings.model_validate({"dsn": dsn}),
            kafka=KafkaSettings(bootstrap=bootstrap),
            auth=AuthSettings(jwks=str(keys.jwks)),
            appender=AppenderSettings(),
        )
        return cls(key, environment, keys, dsn)

    def but(self, **settings: Any) -> "Ground":
        """Give the same site with other settings, such as `postgres`."""
        return replace(self, environment=replace(self.environment, **settings))

    async def migrate(self, services: Iterable[Service] = SERVICES) -> None:
        """Make the databases."""
        settings = PostgresSettings.model_validate({"dsn": self.server_dsn})
        await migrate_site(settings, self.key, services)

    def remove(self) -> None:
        """Drop the databases."""
        names = [database_name(self.key, service.name) for service in SERVICES]
        drops = [f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names]
        run_sql(self.server_dsn, *drops)

    @asynccontextmanager
    async def house(
        self,
        services: Iterable[Service] = SERVICES,
        *,
        roles: Iterable[Role] = ALL_ROLES,
        ready: bool = True,
    ) -> AsyncIterator[House]:
        """Serve the site in this process."""
        site = Site(services, self.environment, load().shapes, tuple(roles))
        app = site.app()
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://site") as client,
        ):
            opened = House(site, app, client, self.key, self.keys)
            if ready:
                await opened.until_ready()
            yield opened
