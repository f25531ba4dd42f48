"""A small world: boxes that hold so much and no more, and whose names are theirs alone."""

from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Final, TypeAlias, assert_never

from libs.common.decider import ANYBODY, SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.events.wire import INTERNAL, LINKED, OPEN, SITE, Claim, Stored, Wire, stored
from libs.common.service import Service

CAPACITY: Final = 1000


@frozen
class Filled:
    """Something was put in."""

    amount: int
    note: str = ""
    shelf: str | None = None


@frozen
class Named:
    """The box got a name that no other box has."""

    name: str


@frozen
class Weighed:
    """Nobody's business."""

    grams: int


@frozen
class Shipped:
    """Everybody may know; nothing is put in any more."""

    to: str


BoxEvent: TypeAlias = Filled | Named | Weighed | Shipped


@frozen
class Fill:
    """Put something in."""

    amount: int
    note: str = ""
    shelf: str | None = None


@frozen
class Name:
    """Give a name."""

    name: str


@frozen
class Weigh:
    """Weigh it."""

    grams: int


@frozen
class Ship:
    """Send it away."""

    to: str


@frozen
class Match:
    """Put in as much as another box holds."""

    other: str


@frozen
class Look:
    """Decide nothing."""


BoxCommand: TypeAlias = Fill | Name | Weigh | Ship | Match | Look


class BoxFull(Refusal):
    """It would hold more than it can."""


class NameTaken(Refusal):
    """Another box has that name."""


class Standing(Enum):
    """Whether a box is still here."""

    HERE = "here"
    GONE = "gone"


@frozen
class Box:
    """What later decisions ask about."""

    status: Standing = Standing.HERE
    amount: int = 0
    notes: tuple[str, ...] = ()


def decide(command: BoxCommand, box: Box, context: Context) -> list[BoxEvent]:
    """Decide one command."""
    match command:
        case Fill(amount=amount, note=note, shelf=shelf):
            if box.amount + amount > CAPACITY:
                raise BoxFull(amount=box.amount)
            return [Filled(amount=amount, note=note, shelf=shelf)]
        case Name(name=name):
            return [Named(name=name)]
        case Weigh(grams=grams):
            return [Weighed(grams=grams)]
        case Ship(to=to):
            return [Weighed(grams=box.amount), Shipped(to=to)]
        case Match(other=other):
            return [Filled(amount=context.others[other].amount)]
        case Look():
            return []
        case _:
            assert_never(command)


def evolve(box: Box, event: BoxEvent) -> Box:
    """Remember how full it is, what was noted, and whether it is here."""
    match event:
        case Filled(amount=amount, note=note):
            notes = (*box.notes, note) if note else box.notes
            return Box(amount=box.amount + amount, notes=notes)
        case Shipped():
            return Box(status=Standing.GONE, amount=box.amount, notes=box.notes)
        case Named() | Weighed():
            return box
        case _:
            assert_never(event)


def reads(command: BoxCommand) -> tuple[str, ...]:
    """Name the further boxes that a command is decided on."""
    return (command.other,) if isinstance(command, Match) else ()


_HERE: Final = {Standing.HERE}
box: Final = Aggregate(
    kind="box",
    initial=Box(),
    decide=decide,
    evolve=evolve,
    allowed={
        Fill: allow(ANYBODY, SYSTEM, when=_HERE),
        Name: allow(ANYBODY, when=_HERE),
        Weigh: allow(ANYBODY, when=_HERE),
        Ship: allow(ANYBODY, when=_HERE),
        Match: allow(ANYBODY, when=_HERE),
        Look: allow(ANYBODY, SYSTEM, when=set(Standing)),
    },
    status=attrgetter("status"),
    reads=reads,
)

EVENTS: Final[list[Stored]] = [
    stored("Filled.v1", Filled, SITE, tags=lambda e: (f"shelf:{e.shelf}",) if e.shelf else ()),
    stored("Named.v1", Named, LINKED, claims=lambda e: (Claim(key=e.name, refusal=NameTaken),)),
    stored("Weighed.v1", Weighed, INTERNAL),
    stored("Shipped.v1", Shipped, OPEN, tags=lambda e: (f"to:{e.to}",)),
]
WIRE: Final = Wire("boxes", EVENTS)


class Careless(Wire):
    """Writes a note as it is, whatever is in it: NUL is what no database takes."""

    def encode(self, line: Stored, event: object) -> bytes:
        """Write an event's content."""
        if isinstance(event, Filled) and event.note:
            return event.note.encode()
        return super().encode(line, event)


CARELESS: Final = Careless("boxes", EVENTS)


def service(wire: Wire = WIRE) -> Service:
    """The service, with the wire table of this or another release."""
    return Service(
        name="boxes",
        wire=wire,
        aggregates=(box,),
        projections=(),
        reactions=(),
        routes=(),
        migrations=Path("of", "no", "service"),
    )
