"""A small world: a teller speaks in a topic, and this service keeps a note of what it hears."""

from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Final, TypeAlias

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.events.audience import Audience
from libs.common.events.wire import SITE, Wire, stored
from libs.common.reactions import (
    Reactions,
    Received,
    Send,
    on,
    own_log,
    send,
    service,
    subordinates,
)
from libs.common.service import Service
from libs.contracts.contract import contracts, published
from libs.contracts.registry import Registry

TELLER: Final = "teller"
LISTENER: Final = "listener"
REFUSED: Final = "refuse"
CRASHING: Final = "crash"
KNOWN_ALREADY: Final = "again"


@frozen
class Told:
    """The first version of what the teller says."""

    text: str


@frozen
class ToldAloud:
    """The second version."""

    text: str
    loudness: int


@frozen
class Sighed:
    """Nobody reacts to it."""

    depth: int


CONTRACTS: Final = contracts(
    TELLER,
    [
        published("Told.v1", Told, Audience.LINKED),
        published("Told.v2", ToldAloud, Audience.LINKED),
        published("Sighed.v1", Sighed, Audience.SITE),
    ],
)
REGISTRY: Final = Registry([CONTRACTS])


@frozen
class NoteWritten:
    """This service remembers."""

    text: str


@frozen
class NoteCopied:
    """This service reacted to itself."""

    text: str


NoteEvent: TypeAlias = NoteWritten | NoteCopied


@frozen
class WriteNote:
    """Remember."""

    text: str


@frozen
class CopyNote:
    """React to oneself."""

    text: str


NoteCommand: TypeAlias = WriteNote | CopyNote


class NotWrittenHere(Refusal):
    """Some words are not written down."""


class Writing(Enum):
    """Notes are always open."""

    OPEN = "open"


@frozen
class Note:
    """What was written, in order."""

    texts: tuple[str, ...] = ()
    status: Writing = Writing.OPEN


permitted: set[str] = set()
"""Words that are written down although they are refused otherwise; tests add and remove them."""


def decide(command: NoteCommand, state: Note, context: Context) -> list[NoteEvent]:  # noqa: ARG001
    """Write, refuse, or keep silent."""
    if isinstance(command, CopyNote):
        return [NoteCopied(text=command.text)]
    if command.text.startswith(KNOWN_ALREADY):
        return []
    if command.text.startswith(REFUSED) and command.text not in permitted:
        raise NotWrittenHere(text=command.text)
    return [NoteWritten(text=command.text)]


def evolve(state: Note, event: NoteEvent) -> Note:
    """Keep the text."""
    return Note(texts=(*state.texts, event.text))


note: Final = Aggregate(
    kind="note",
    initial=Note(),
    decide=decide,
    evolve=evolve,
    allowed={
        WriteNote: allow(SYSTEM, when={Writing.OPEN}),
        CopyNote: allow(SYSTEM, when={Writing.OPEN}),
    },
    status=attrgetter("status"),
)
WIRE: Final = Wire(
    LISTENER,
    [stored("NoteWritten.v1", NoteWritten, SITE), stored("NoteCopied.v1", NoteCopied, SITE)],
)


def key_of(stream: str) -> str:
    """Give a stream's key."""
    return stream.partition("-")[2]


def write_down(received: Received[Told]) -> list[Send]:
    """Write down each word."""
    if received.event.text.startswith(CRASHING):
        raise ZeroDivisionError("a defect")
    target = f"note-{key_of(received.stream)}"
    return [send(target, WriteNote(text=text)) for text in received.event.text.split("+")]


def copy(received: Received[NoteWritten]) -> list[Send]:
    """Copy what we wrote ourselves."""
    return [send(f"note-copy-{key_of(received.stream)}", CopyNote(text=received.event.text))]


FROM_TELLER: Final = Reactions(
    name="listener_from_teller",
    source=service(TELLER),
    lines=(on("write_down", Told, write_down),),
)
FROM_BELOW: Final = Reactions(
    name="listener_from_below",
    source=subordinates(TELLER),
    lines=(on("write_down_below", Told, write_down),),
)
FROM_OWN_LOG: Final = Reactions(
    name="listener_from_own_log", source=own_log(), lines=(on("copy", NoteWritten, copy),)
)


def listener(*tables: Reactions) -> Service:
    """Make the service with some of its reactions."""
    return Service(
        name=LISTENER,
        wire=WIRE,
        aggregates=(note,),
        projections=(),
        reactions=tables,
        routes=(),
        migrations=Path("of", "no", "service"),
    )
