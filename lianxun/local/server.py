"""The verbs of an embedded server: start, stop, status, clean, and having it for a block."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Self

import psutil

from lianxun.local.engine import Engine
from lianxun.local.errors import LocalServerError, StillRunningError
from lianxun.local.launch import await_ready, create_once, is_ready, launch
from lianxun.local.state import Condition, ServerStatus, load_state
from lianxun.local.tracking import end_all, find, find_all, remember, remembered_ports
from lianxun.local.waiting import exclusive, wait_until

WATCH_PAUSE_SECONDS = 1.0


class LocalServer:
    """One server; its verbs may be used from several programs at a time."""

    def __init__(self, engine: Engine) -> None:
        """Take the kind of server; nothing happens yet."""
        self._engine = engine

    @property
    def name(self) -> str:
        """What the server is called, and its folder."""
        return self._engine.name

    @property
    def folder(self) -> Path:
        """Where all its files are."""
        return self._engine.folder

    @property
    def address(self) -> str:
        """How a client on this machine reaches the server."""
        return self._engine.address(self._client_port)

    def start(self) -> None:
        """Start the server unless it runs; return when it takes requests."""
        self._start()

    def stop(self) -> None:
        """Ask the server to end, press harder after a while, and end what is left of it."""
        with exclusive(self._engine.lock):
            if not end_all(self._engine):
                self._report("is not running")
            if self._engine.state.exists():
                remember(self._engine, process=None, ports=remembered_ports(self._engine))

    def status(self) -> ServerStatus:
        """What is known about the server now."""
        process, state = find(self._engine), load_state(self._engine.state)
        return ServerStatus(
            server=self.name,
            state=self._condition(process),
            address=self.address if state.ports else None,
            pid=process.pid if process else None,
            started_at=_written(state.started_at) if process else None,
            folder=str(self._engine.folder),
            log=str(self._engine.log),
        )

    def clean(self) -> None:
        """Remove all that the server wrote; refused while it runs."""
        with exclusive(self._engine.lock):
            if find_all(self._engine):
                message = f"{self.name} is running; stop it before its data is removed."
                raise StillRunningError(message)
            if self._engine.folder.exists():
                shutil.rmtree(self._engine.folder)

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
        """Return when the server has ended; that may never be."""
        wait_until(lambda: find(self._engine) is None, seconds=inf, every=WATCH_PAUSE_SECONDS)

    @property
    def _client_port(self) -> int:
        ports = remembered_ports(self._engine)
        if not ports:
            message = f"{self.name} was never started in {self._engine.folder.parent}."
            raise LocalServerError(message)
        return ports["client"]

    def _start(self) -> bool:
        """Whether it was this call that started the server."""
        with exclusive(self._engine.lock):
            if process := find(self._engine):
                self._report("is already running")
                await_ready(self._engine, process, self._client_port)
                return False
            self._start_anew()
            return True

    def _start_anew(self) -> None:
        if end_all(self._engine):
            self._report("ended what a crashed start had left running")
        create_once(self._engine)
        for leftover in self._engine.leftovers:
            (self._engine.data / leftover).unlink(missing_ok=True)
        launch(self._engine)
        self._report(f"takes requests at {self.address}")

    def _condition(self, process: psutil.Process | None) -> Condition:
        if process is None:
            return "stopped"
        return "running" if is_ready(self._engine, process, self._client_port) else "starting"

    def _report(self, what: str) -> None:
        self._engine.wishes.report(f"{self.name} {what}")


def _written(moment: float | None) -> str | None:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds") if moment else None
