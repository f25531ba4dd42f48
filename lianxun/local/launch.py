"""From a stopped server to one that takes requests, or to an error that shows why not."""

import shutil

import psutil

from lianxun.local.engine import Engine, Ports
from lianxun.local.errors import StartFailedError
from lianxun.local.logs import bound_log, log_tail
from lianxun.local.ports import choose_ports, is_free
from lianxun.local.process import end_process, is_alive, listens_on, spawn_detached
from lianxun.local.tracking import end_all, remember, remembered_ports
from lianxun.local.waiting import wait_until

PORT_ATTEMPTS_MAX = 5


def create_once(engine: Engine) -> None:
    """Make the data folder; it is made beside and renamed, so one named data is always whole."""
    if engine.data.exists():
        return
    partial = engine.folder / "data.partial"
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(parents=True, mode=0o700)
    engine.wishes.report(f"{engine.name}: making a new data folder in {engine.folder}")
    engine.create(partial)
    partial.rename(engine.data)


def launch(engine: Engine) -> None:
    """Start the server on free ports; a stranger may take one between the look and the start."""
    for _ in range(PORT_ATTEMPTS_MAX):
        ports = choose_ports(
            engine.port_names,
            listen=engine.wishes.listen,
            remembered=remembered_ports(engine),
            folder=engine.folder,
        )
        if _launch_on(engine, ports):
            return
        engine.wishes.report(f"{engine.name}: a port was taken meanwhile, trying another")
    message = f"{engine.name}: other programs took {PORT_ATTEMPTS_MAX} ports in a row."
    raise StartFailedError(message)


def await_ready(engine: Engine, process: psutil.Process, port: int) -> None:
    """Return when the server takes requests; fail when it ends or the time is up."""
    seconds = engine.wishes.start_seconds_max
    wait_until(lambda: not is_alive(process) or is_ready(engine, process, port), seconds=seconds)
    if is_alive(process) and is_ready(engine, process, port):
        return
    how = f"did not answer within {seconds:.0f} s" if is_alive(process) else "ended at its start"
    message = f"{engine.name} {how}. Last lines of {engine.log}:\n{log_tail(engine.log)}"
    raise StartFailedError(message)


def is_ready(engine: Engine, process: psutil.Process, port: int) -> bool:
    """Whether this process, and not a stranger at the same port, takes requests."""
    return listens_on(process, port) and engine.answers(port)


def _launch_on(engine: Engine, ports: Ports) -> bool:
    """Whether it came up; false when the cause was a port that is not free any more."""
    before = remembered_ports(engine)
    bound_log(engine.log)
    command = engine.configure(ports)
    process = psutil.Process(
        spawn_detached(command, log=engine.log, environment=engine.environment)
    )
    try:
        remember(engine, process=process, ports=ports)
        await_ready(engine, process, ports["client"])
        engine.settle(ports["client"])
    except BaseException as reason:
        end_process(process, engine.farewell)
        end_all(engine)
        remember(engine, process=None, ports=before)
        if isinstance(reason, StartFailedError) and _has_lost_a_port(engine, ports):
            return False
        raise
    return True


def _has_lost_a_port(engine: Engine, ports: Ports) -> bool:
    return not all(is_free(port, engine.wishes.listen.address) for port in ports.values())
