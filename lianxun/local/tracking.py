"""Which processes are the server's: remember the one, find all, end them."""

import psutil

from lianxun.local.engine import Engine, Ports
from lianxun.local.errors import LocalServerError
from lianxun.local.process import end_process, our_process, started_with, working_in
from lianxun.local.state import ServerState, load_state, save_state


def remember(engine: Engine, *, process: psutil.Process | None, ports: Ports) -> None:
    """Write down the running process, or that there is none; the ports stay known."""
    state = ServerState(
        pid=process.pid if process else None,
        started_at=process.create_time() if process else None,
        ports=ports,
    )
    save_state(engine.state, state)


def remembered_ports(engine: Engine) -> Ports:
    """The ports of the last start, by what they are for."""
    return load_state(engine.state).ports


def find(engine: Engine) -> psutil.Process | None:
    """The server's process, if it runs."""
    pid = load_state(engine.state).pid
    return our_process(pid, name=engine.process_name, marker=engine.marker)


def find_all(engine: Engine) -> list[psutil.Process]:
    """The servers on this data, remembered or not: at most one unless something went wrong."""
    return started_with(engine.marker, name=engine.process_name)


def end_all(engine: Engine) -> bool:
    """End the server and what a crashed one left running; whether there was anything."""
    found = find_all(engine)
    for process in found:
        end_process(process, engine.farewell)
    strays = working_in(engine.data, name=engine.process_name)
    for process in strays:
        end_process(process, ())
    if find_all(engine):
        message = f"{engine.name} does not end, not even when killed; see {engine.log}."
        raise LocalServerError(message)
    return bool(found or strays)
