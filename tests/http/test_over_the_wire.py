"""Over a real connection: bodies in pieces, connections kept, answers that break off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from libs.common.http import bodies, lists
from libs.common.http.bodies import BODY_BYTES_MAX
from libs.common.projections.query import Page
from services.rounds.main import SERVICE as ROUNDS
from tests.http.house import Answer, Ground, House
from tests.http.lived_in import unit_body
from tests.http.people import CLERK
from tests.http.wire import serving

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

PATH = "/rounds/units/{}/registration"
PIECE = b" " * 65_536
LOOK_SECONDS = 0.02


class Wire:
    """A house behind a real server, and one client that keeps its connections."""

    def __init__(self, house: House, port: int) -> None:
        self.house, self.port = house, port
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}")

    def headers(self, key: str) -> dict[str, str]:
        """Give what a command needs."""
        return {"Authorization": f"Bearer {self.house.token(CLERK)}", "Idempotency-Key": key}

    async def post(self, key: str, **content: Any) -> Answer:
        """Register a unit."""
        headers = self.headers(key)
        return Answer(await self.http.post(PATH.format(key), headers=headers, **content))


@pytest.fixture
async def wire(ground: Ground) -> AsyncIterator[Wire]:
    await ground.migrate((ROUNDS,))
    async with ground.house((ROUNDS,)) as house, serving(house.app) as port:
        opened = Wire(house, port)
        yield opened
        await opened.http.aclose()


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    """What is logged meanwhile."""
    with capture_logs() as captured:
        yield captured


def told(lines: list[Any]) -> list[tuple[str, int | None, str | None]]:
    """Give what is told of requests; other parts of the site may have their say meanwhile."""
    return [
        (line["event"], line.get("status"), line.get("problem"))
        for line in lines
        if line["event"] in {"request", "defect"}
    ]


async def pieces(count: int, last: bytes = b"") -> AsyncIterator[bytes]:
    """Give a body in pieces."""
    for _ in range(count):
        yield PIECE
    yield last


async def half_a_command(wire: Wire, key: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Begin a command and stop in the middle of its body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", wire.port)
    head = [f"{name}: {value}" for name, value in wire.headers(key).items()]
    start = [f"POST {PATH.format(key)} HTTP/1.1", "Host: here", "Content-Length: 500", *head]
    writer.write("\r\n".join([*start, "", "{"]).encode())
    await writer.drain()
    await asyncio.sleep(LOOK_SECONDS)
    return reader, writer


async def test_a_body_that_says_it_is_too_large_is_refused_and_the_next_command_is_taken(
    wire: Wire,
) -> None:
    refused = await wire.post("V-1", content=b" " * (BODY_BYTES_MAX + 1))
    refused.problem(413, "body_too_large")
    assert (await wire.post("V-1", json=unit_body("V-1"))).status == 200


async def test_a_body_without_end_is_refused_and_the_next_command_is_taken(wire: Wire) -> None:
    refused = await wire.post("V-2", content=pieces(40))
    refused.problem(413, "body_too_large")
    assert (await wire.post("V-2", json=unit_body("V-2"))).status == 200


async def test_a_body_in_pieces_is_put_together(wire: Wire) -> None:
    last = b'{"name":"V-3","division":"360722","kind":"township"}'
    assert (await wire.post("V-3", content=pieces(3, last))).status == 200


async def test_one_connection_carries_many_commands(wire: Wire) -> None:
    for number in range(10):
        await wire.post("V-4", json=unit_body("V-4"))
        assert (await wire.post(f"V-4-{number}", content=b"{")).status == 400
    pool: Any = wire.http._transport
    assert len(pool._pool.connections) == 1


async def test_who_leaves_in_the_middle_writes_nothing_and_is_no_defect(
    wire: Wire, lines: list[Any]
) -> None:
    position = wire.house.position("rounds")
    reader, writer = await half_a_command(wire, "V-5")
    writer.close()
    await reader.read()
    async with asyncio.timeout(5):
        while not told(lines):  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(LOOK_SECONDS)
    assert told(lines) == [("request", 400, "malformed_json")]
    assert wire.house.position("rounds") == position


async def test_a_body_that_does_not_go_on_is_waited_for_within_bounds(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS_MAX", 0.2)
    reader, writer = await half_a_command(wire, "V-7")
    async with asyncio.timeout(5):
        assert await reader.readline() == b"HTTP/1.1 400 Bad Request\r\n"
    writer.close()


async def test_a_head_is_a_list_without_its_rows(wire: Wire) -> None:
    answer = await wire.http.head("/rounds/units", headers=wire.headers("none"))
    assert (answer.status_code, answer.content) == (200, b"")


async def test_an_export_that_fails_midway_is_cut_off_and_logged_once(
    wire: Wire, lines: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> AsyncIterator[Page[Any]]:
        yield Page((), "more", 1)
        raise RuntimeError("planted")

    monkeypatch.setattr(lists, "stream_rows", broken)
    with pytest.raises(httpx.RemoteProtocolError):
        await wire.http.get("/rounds/units?format=csv", headers=wire.headers("none"))
    assert told(lines) == [("defect", None, None), ("request", 200, "defect")]
    assert (await wire.post("V-6", json=unit_body("V-6"))).status == 200
