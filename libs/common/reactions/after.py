"""Read-your-writes across services: waiting until this service's log shows what a token names.

A command answers `after`, such as `issues:issue-7@3`: the third event of that stream that the
services of this site may read. A projection that has reached the position given here shows it.
"""

import asyncio
import re
from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import EVENTS, topic
from libs.common.store.reading import Connection

POLL_SECONDS_MIN: Final = 0.01
POLL_SECONDS_MAX: Final = 0.1
SEQUENCE_DIGITS_MAX: Final = 9
_TOKEN: Final = re.compile(
    rf"(?P<service>[a-z_]{{1,40}}):(?P<stream>\S{{1,200}})@(?P<sequence>[0-9]{{1,{SEQUENCE_DIGITS_MAX}}})"
)

# While a stream is parked, what was counted of it is not all shown.
_OTHERS: Final = """
    SELECT position FROM seen_sequences s
     WHERE s.topic = $1 AND s.stream = $2 AND s.sequence >= $3
       AND NOT EXISTS (SELECT FROM parked p WHERE p.topic = $1 AND p.stream = $2)"""
_OWN: Final = """
    SELECT e.position FROM events e JOIN streams s ON s.stream = e.stream
     WHERE e.stream = $1 AND s.events_sequence >= $2
       AND (convert_from(e.header, 'UTF8')::json -> 'sequence' ->> 'events')::integer >= $2
     ORDER BY e.version LIMIT 1"""


class MalformedAfter(ValueError):  # noqa: N818 - named by what it is
    """Not a token that a command answered."""


@frozen
class After:
    """A token, read."""

    service: str
    stream: str
    sequence: int


def read_after(token: str) -> After:
    """Read a token; raises MalformedAfter."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise MalformedAfter(token)
    sequence = int(match["sequence"])
    return After(service=match["service"], stream=match["stream"], sequence=sequence)


def write_after(service: str, stream: str, sequence: int) -> str:
    """Write a token."""
    return f"{service}:{stream}@{sequence}"


async def wait_until(
    connection: Connection, after: str, deadline_seconds: float, *, site: str, service: str
) -> int | None:
    """Give the position in `service`'s own log that shows it, None if the deadline came first.

    Raises MalformedAfter.
    """
    token, pause = read_after(after), POLL_SECONDS_MIN
    loop = asyncio.get_running_loop()
    deadline = loop.time() + deadline_seconds
    while True:
        position = await _shown(connection, token, site, service)
        if position is not None or loop.time() + pause > deadline:
            return position
        await asyncio.sleep(pause)
        pause = min(2 * pause, POLL_SECONDS_MAX)


async def _shown(connection: Connection, token: After, site: str, service: str) -> int | None:
    asked: tuple[str | int, ...] = (token.stream, token.sequence)
    if token.service != service:
        asked = (topic(site, token.service, EVENTS), *asked)
    query = _OWN if token.service == service else _OTHERS
    position: int | None = await connection.fetchval(query, *asked)
    return position
