"""Processes of the machine: start one that outlives us, recognise ours, end it within a limit."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psutil

from lianxun.local.errors import LocalServerError
from lianxun.local.waiting import wait_until

KILL_SECONDS_MAX = 10.0
T = TypeVar("T")
_DEFAULT_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE)


def spawn_detached(command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> int:
    """Start a process in a session of its own, without our terminal, writing to the log."""
    append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    # Not subprocess: its objects want to be waited for, and this process is to be left alone.
    return os.posix_spawn(
        command[0],
        list(command),
        dict(environment),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), append, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
        setsigmask=[],
        setsigdef=_DEFAULT_SIGNALS,
    )


def our_process(pid: int | None, *, name: str, marker: Path) -> psutil.Process | None:
    """The process, unless it ended or its number now belongs to somebody else."""
    if pid is None:
        return None
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if is_alive(process) and process.name() == name and str(marker) in process.cmdline():
            return process
    return None


def started_with(marker: Path, *, name: str) -> list[psutil.Process]:
    """All programs of this name that have the marker on their command line."""
    return [p for p in _named(name) if str(marker) in (_told(p.cmdline) or ())]


def working_in(folder: Path, *, name: str) -> list[psutil.Process]:
    """All programs of this name whose working folder this is."""
    return [p for p in _named(name) if _told(p.cwd) == str(folder)]


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; a child of ours that ended is collected on the way."""
    with suppress(psutil.Error):
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            return True
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return False


def listens_on(process: psutil.Process, port: int) -> bool:
    """Whether this very process holds the port: a stranger there may answer just as well."""
    with suppress(psutil.Error):
        connections = process.net_connections(kind="tcp")
        return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in connections)
    return False


def end_process(process: psutil.Process, farewell: Sequence[tuple[signal.Signals, float]]) -> bool:
    """Send each signal and wait its seconds, at last SIGKILL; whether the process is gone."""
    for number, seconds in (*farewell, (signal.SIGKILL, KILL_SECONDS_MAX)):
        _send(process, number)
        if wait_until(lambda: not is_alive(process), seconds=seconds):
            return True
    return False


def _send(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied:
        message = f"The server's process {process.pid} belongs to another user, who has to end it."
        raise LocalServerError(message) from None


def _named(name: str) -> list[psutil.Process]:
    # The name keeps out an editor or a shell that only looks at the files.
    return [p for p in psutil.process_iter() if _told(p.name) == name and is_alive(p)]


def _told(question: Callable[[], T]) -> T | None:
    """The answer, unless the process has ended or is not ours to ask."""
    try:
        return question()
    except psutil.Error:
        return None
