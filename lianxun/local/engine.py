"""What differs between the embedded servers: their files, their command line, their first words."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals
from typing import ClassVar, TypeAlias

from lianxun.local.ports import Listen

# A database that recovers much, or Kafka on a busy machine, may well take a minute.
START_SECONDS_MAX = 120.0

Report: TypeAlias = Callable[[str], None]
Ports: TypeAlias = dict[str, int]


def keep_silent(_: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the caller wants of a server, the same for each kind."""

    listen: Listen = field(default_factory=Listen)
    settings: Mapping[str, str] = field(default_factory=dict)
    start_seconds_max: float = START_SECONDS_MAX
    report: Report = keep_silent


class Engine(ABC):
    """One kind of server with all its files in one folder."""

    name: ClassVar[str]
    process_name: ClassVar[str]
    port_names: ClassVar[tuple[str, ...]]
    # What is sent to end it, and the seconds it then has.
    farewell: ClassVar[tuple[tuple[Signals, float], ...]]
    # Files in the data folder that a crash leaves behind and a new start would stumble over.
    leftovers: ClassVar[tuple[str, ...]] = ()

    def __init__(self, home: Path, wishes: Wishes) -> None:
        """Remember the wishes; nothing is touched before a method is called."""
        self.folder = home.absolute() / self.name
        self.data = self.folder / "data"
        self.log = self.folder / f"{self.name}.log"
        self.state = self.folder / "state.json"
        # Beside the folder, because the folder may be removed while the lock is held.
        self.lock = home.absolute() / f"{self.name}.lock"
        self.wishes = wishes

    @property
    @abstractmethod
    def marker(self) -> Path:
        """The path on its command line by which a running server is known."""

    @property
    @abstractmethod
    def environment(self) -> dict[str, str]:
        """The environment for the server's programs."""

    @abstractmethod
    def create(self, data: Path) -> None:
        """Make the data folder of a new server."""

    @abstractmethod
    def configure(self, ports: Ports) -> list[str]:
        """Write what the server reads at its start, and return the command that starts it."""

    @abstractmethod
    def answers(self, port: int) -> bool:
        """Whether the server at the port takes requests."""

    @abstractmethod
    def address(self, port: int) -> str:
        """How a client on this machine reaches the server."""

    def settle(self, port: int) -> None:  # noqa: B027 - most have nothing to do
        """Do what has to be done once the server answers."""
