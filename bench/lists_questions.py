"""What lists are asked, and how long the first page takes: derived from each list's own row."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from bench.http_client import ACCEPTED, answer
from libs.common.http.routes import ListRoute


@dataclass(frozen=True, slots=True)
class Question:
    """One way to ask for the first page of a list, and how long each answer took."""

    path: str
    parameters: tuple[tuple[str, str], ...]
    seconds: list[float] = field(default_factory=list)

    @property
    def target(self) -> str:
        """The path with its query."""
        return f"{self.path}?{urlencode(self.parameters, quote_via=quote)}"


def questions(path: str, route: ListRoute, sample: dict[str, Any], then: str) -> list[Question]:
    """Give the questions: plain, by each sort, by each filter, both, and all as of then."""
    now = list(_now(route, sample))
    past = [(*each, ("as_of", then)) for each in now] if route.projection.as_of else []
    return [Question(path, parameters) for parameters in (*now, *past)]


def _now(route: ListRoute, sample: dict[str, Any]) -> Iterator[tuple[tuple[str, str], ...]]:
    filters = [(name, _text(sample[name])) for name in route.projection.filters if sample.get(name)]
    sorts = [("sort", f"{sign}{name}") for name in route.projection.sorts for sign in ("", "-")]
    yield ()
    yield from ((each,) for each in (*sorts, *filters))
    yield from ((one, other) for one in filters for other in sorts[-1:])


def _text(value: object) -> str:
    """Write a value as a parameter gives it."""
    return value if isinstance(value, str) else json.dumps(value)


class Asker:
    """Asks over one connection, one question after another."""

    def __init__(
        self, token: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._token, self._reader, self._writer = token, reader, writer

    async def ask(self, target: str) -> dict[str, Any]:
        """Ask, and give the page; raises RuntimeError for any other answer."""
        head = (
            f"GET {target} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self._token}\r\n\r\n"
        )
        self._writer.write(head.encode())
        first, body = await answer(self._reader)
        if not first.startswith(ACCEPTED):
            raise RuntimeError(f"{target}: {body.decode()}")
        page: dict[str, Any] = json.loads(body)
        return page

    async def close(self) -> None:
        """Leave."""
        self._writer.close()
        await self._writer.wait_closed()


async def asker(address: str, token: str) -> Asker:
    """Connect."""
    at = urlsplit(address)
    return Asker(token, *await asyncio.open_connection(at.hostname, at.port))


async def ask_often(
    address: str, token: str, asked: Sequence[Question], *, clients: int, times: int
) -> None:
    """Let every client ask all questions so many times, each beginning with another one."""

    async def client(number: int) -> None:
        connected = await asker(address, token)
        turned = [*asked[number:], *asked[:number]]
        for _ in range(times):
            for question in turned:
                began = perf_counter()
                await connected.ask(question.target)
                question.seconds.append(perf_counter() - began)
        await connected.close()

    await asyncio.gather(*map(client, range(clients)))
