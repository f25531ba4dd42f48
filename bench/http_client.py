"""A plain HTTP/1.1 client that costs little: many connections, one command at a time on each."""

import asyncio
import json
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlsplit

from libs.common.clock import fresh_id, utc_now

ACCEPTED = b"HTTP/1.1 200"
REST = json.dumps(
    {
        "round": "360722-C01",
        "unit": "360722-U01",
        "title": "会计账簿记录滞后，两个季度的凭证未及时入账",
        "domain": "budget_execution",
        "item_type": "concentrated",
    },
    ensure_ascii=False,
)[1:]
"""What every body holds besides its code: an issue that the office takes over from outside."""


@dataclass(slots=True)
class Answers:
    """What came back: latencies in seconds of accepted commands, and how many were refused."""

    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    first_refusal: str = ""
    seconds: float = 0.0


async def drive(address: str, token: str, *, clients: int, seconds: float) -> Answers:
    """Let every client raise one issue after another until the time is over."""
    answers, began = Answers(), perf_counter()
    await asyncio.gather(
        *(_client(address, token, began + seconds, answers) for _ in range(clients))
    )
    answers.seconds = perf_counter() - began
    return answers


async def _client(address: str, token: str, ends: float, answers: Answers) -> None:
    at = urlsplit(address)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    while (began := perf_counter()) < ends:
        writer.write(_request(token))
        head, body = await answer(reader)
        if head.startswith(ACCEPTED):
            answers.latencies.append(perf_counter() - began)
        else:
            answers.refused += 1
            answers.first_refusal = answers.first_refusal or body.decode()
    writer.close()
    await writer.wait_closed()


async def answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Read one answer: its head and its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    return head, await reader.readexactly(length)


def _request(token: str) -> bytes:
    key = fresh_id(utc_now())
    body = f'{{"code":"ISS-{key}",{REST}'.encode()
    head = (
        f"POST /issues/issues/{key}/raising HTTP/1.1\r\nHost: bench\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
