"""What the embedded servers share: start once, outlive the starter, recover, end within a limit."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from signal import Signals
from typing import ClassVar, Self, TypeAlias

import psutil

from lianxun.local.errors import LocalServerError, StartFailedError, StillRunningError
from lianxun.local.logs import bound_log, log_tail
from lianxun.local.ports import Listen, choose_ports, is_free
from lianxun.local.process import (
    end_process,
    is_alive,
    listens_on,
    our_process,
    spawn_detached,
    started_with,
    working_in,
)
from lianxun.local.state import Condition, ServerState, ServerStatus, load_state, save_state
from lianxun.local.waiting import exclusive, wait_until

# A database that recovers much, or Kafka on a busy machine, may well take a minute.
START_SECONDS_MAX = 120.0
PORT_ATTEMPTS_MAX = 5
WATCH_SECONDS = 3600.0

Report: TypeAlias = Callable[[str], None]
Ports: TypeAlias = dict[str, int]


def keep_silent(_: str) -> None:
    """Report nothing."""


class LocalServer(ABC):
    """One server with all its files in one folder; a subclass says what differs."""

    name: ClassVar[str]
    process_name: ClassVar[str]
    port_names: ClassVar[tuple[str, ...]] = ("client",)
    farewell: ClassVar[tuple[tuple[Signals, float], ...]]

    def __init__(
        self,
        home: Path,
        *,
        listen: Listen | None = None,
        settings: Mapping[str, str] | None = None,
        start_seconds_max: float = START_SECONDS_MAX,
        report: Report = keep_silent,
    ) -> None:
        """Remember the wishes; nothing is touched before a method is called."""
        self.home = home.absolute()
        self.folder = self.home / self.name
        self.data = self.folder / "data"
        self.log = self.folder / f"{self.name}.log"
        self.listen = listen or Listen()
        self.settings = dict(settings or {})
        self.start_seconds_max = start_seconds_max
        self.report = report

    @property
    @abstractmethod
    def marker(self) -> Path:
        """The path on its command line by which the server is known."""

    @property
    @abstractmethod
    def address(self) -> str:
        """How a client on this machine reaches the server."""

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
    def environment(self) -> dict[str, str]:
        """The environment the server's programs are started with."""

    def clear_leftovers(self) -> None:
        """Remove what a crashed server left behind and would stumble over."""

    def settle(self) -> None:
        """Do what has to be done once the server answers."""

    def start(self) -> None:
        """Start the server unless it runs; return when it takes requests."""
        self._start()

    def stop(self) -> None:
        """Ask the server to end, press harder after a while, and end what is left of it."""
        with self._turn():
            if not self._end_all():
                self.report(f"{self.name} is not running.")
            self._remember(pid=None, ports=self.ports)

    def status(self) -> ServerStatus:
        """What is known about the server now."""
        process = self._process()
        return ServerStatus(
            server=self.name,
            state=self._condition(process),
            address=self.address if self.ports else None,
            pid=process.pid if process else None,
            started_at=_start_time(process) if process else None,
            folder=str(self.folder),
            log=str(self.log),
        )

    def clean(self) -> None:
        """Remove all that the server wrote; refused while it runs."""
        with self._turn():
            if started_with(self.marker, name=self.process_name):
                message = f"{self.name} is running; stop it before its data is removed."
                raise StillRunningError(message)
            shutil.rmtree(self.folder, ignore_errors=not self.folder.exists())

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Have the server for a block; one that ran before goes on running after it."""
        is_mine = self._start()
        try:
            yield self
        finally:
            if is_mine:
                self.stop()

    def watch(self) -> None:
        """Return when the server has ended."""
        while process := self._process():
            wait_until(lambda p=process: not is_alive(p), seconds=WATCH_SECONDS)

    @property
    def ports(self) -> Ports:
        """The ports of the last start, by what they are for."""
        return load_state(self._state_file).ports

    @property
    def client_port(self) -> int:
        """The port for clients."""
        if not self.ports:
            message = f"{self.name} was never started in {self.home}."
            raise LocalServerError(message)
        return self.ports["client"]

    @property
    def _state_file(self) -> Path:
        return self.folder / "state.json"

    def _turn(self) -> AbstractContextManager[None]:
        # Beside the folder, because the folder is removed while the lock is held.
        return exclusive(self.home / f"{self.name}.lock")

    def _process(self) -> psutil.Process | None:
        pid = load_state(self._state_file).pid
        return our_process(pid, name=self.process_name, marker=self.marker)

    def _condition(self, process: psutil.Process | None) -> Condition:
        if process is None:
            return "stopped"
        return "running" if self._is_ready(process, self.client_port) else "starting"

    def _is_ready(self, process: psutil.Process, port: int) -> bool:
        return listens_on(process, port) and self.answers(port)

    def _remember(self, *, pid: int | None, ports: Ports) -> None:
        if self.folder.exists():
            save_state(self._state_file, ServerState(pid=pid, ports=ports))

    def _start(self) -> bool:
        """Whether it was this call that started the server."""
        with self._turn():
            if process := self._process():
                self.report(f"{self.name} is already running.")
                self._await_ready(process, self.client_port)
                return False
            self._end_all()
            self._create_once()
            self.clear_leftovers()
            self._launch()
            return True

    def _create_once(self) -> None:
        if self.data.exists():
            return
        # Made beside and renamed at last: a folder named data is always a whole one.
        partial = self.folder / "data.partial"
        shutil.rmtree(partial, ignore_errors=not partial.exists())
        partial.mkdir(parents=True, mode=0o700)
        self.report(f"{self.name}: making a new data folder in {self.folder}")
        self.create(partial)
        partial.rename(self.data)

    def _launch(self) -> None:
        for _ in range(PORT_ATTEMPTS_MAX):
            ports = choose_ports(
                self.port_names, listen=self.listen, remembered=self.ports, folder=self.folder
            )
            if self._launch_on(ports):
                self.settle()
                return
            self.report(f"{self.name}: another program took the port meanwhile, trying again")
        message = f"{self.name}: other programs took {PORT_ATTEMPTS_MAX} ports in a row."
        raise StartFailedError(message)

    def _launch_on(self, ports: Ports) -> bool:
        """Whether it answers there; false when a stranger was faster at a port."""
        bound_log(self.log)
        command = self.configure(ports)
        process = psutil.Process(
            spawn_detached(command, log=self.log, environment=self.environment())
        )
        try:
            self._remember(pid=process.pid, ports=ports)
            self._await_ready(process, ports["client"])
        except StartFailedError:
            self._end_all()
            if all(is_free(port, self.listen.address) for port in ports.values()):
                raise
            return False
        except BaseException:
            self._end_all()
            raise
        return True
