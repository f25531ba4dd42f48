"""The real servers that tests need: one of each for a whole run, started when first asked for."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit, urlunsplit

import psutil
import pytest

from lianxun.local.engine import Wishes
from lianxun.local.home import local_home
from lianxun.local.kafka import KafkaServer
from lianxun.local.postgres import PostgresServer
from lianxun.local.postgres_programs import postgres_environment, postgres_program
from lianxun.local.server import LocalServer
from lianxun.local.waiting import exclusive

Server = TypeVar("Server", bound=LocalServer)

POSTGRES_VARIABLE = "LIANXUN_POSTGRES_DSN"
KAFKA_VARIABLE = "LIANXUN_KAFKA_BOOTSTRAP"
# Tests may lose their data at a power cut; what has to be durable starts a server of its own.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STATEMENT_SECONDS_MAX = 60.0
RUN_KEY = "lianxun_run"
# A clock that is set while a run goes on shifts the births of processes.
BIRTH_SECONDS_OFF_MAX = 2


@pytest.fixture(scope="session")
def postgres_dsn(request: pytest.FixtureRequest) -> str:
    """A PostgreSQL for the whole run; make a database of your own with `fresh_database`."""
    given = os.environ.get(POSTGRES_VARIABLE)
    return given or _started(PostgresServer(_home(request.config), Wishes(settings=QUICK))).dsn


@pytest.fixture(scope="session")
def kafka_bootstrap(request: pytest.FixtureRequest) -> str:
    """A Kafka for the whole run; topics are yours to name apart."""
    given = os.environ.get(KAFKA_VARIABLE)
    return given or _started(KafkaServer(_home(request.config))).bootstrap


def fresh_database(dsn: str, name: str, template: str | None = None) -> str:
    """The DSN of a new database, copied from the template; each test worker gets its own."""
    own = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    copy = f'TEMPLATE "{template or "template1"}" STRATEGY file_copy'
    run_sql(dsn, f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)', f'CREATE DATABASE "{own}" {copy}')
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{own}"))


def run_sql(dsn: str, *statements: str) -> str:
    """Run statements from outside of any event loop, and return what they print."""
    command = [str(postgres_program("psql")), "-XqAt", "-v", "ON_ERROR_STOP=1", dsn]
    for statement in statements:
        command += ["-c", statement]
    done = subprocess.run(  # noqa: S603 - no shell
        command,
        env=postgres_environment() | {"PGOPTIONS": "-c client_min_messages=warning"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=STATEMENT_SECONDS_MAX,
    )
    return done.stdout.strip()


class WorkerNode(Protocol):
    """What the leader of pytest-xdist knows of a worker."""

    config: pytest.Config
    workerinput: dict[str, str]


class ServersOfOneRun:
    """Tells the workers of pytest-xdist where the servers are, and ends them after the last one."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: WorkerNode) -> None:
        """Hand the run's name to a worker before it starts."""
        node.workerinput[RUN_KEY] = _run_name(node.config)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """End the servers once no worker is left."""
        if not hasattr(session.config, "workerinput"):
            _throw_away(_home(session.config))


def _started(server: Server) -> Server:
    with exclusive(local_home() / "test.lock"):
        _sweep()
    server.start()
    return server


def _home(config: pytest.Config) -> Path:
    return local_home() / "test" / _run_name(config)


def _run_name(config: pytest.Config) -> str:
    """The process that leads the run, by its number and its birth."""
    given: dict[str, str] = getattr(config, "workerinput", {})
    leader = psutil.Process()
    return given.get(RUN_KEY) or f"{leader.pid}-{leader.create_time():.0f}"


def _sweep() -> None:
    """Throw away what runs left behind that were killed."""
    for home in (local_home() / "test").glob("*-*"):
        pid, born = map(int, home.name.split("-"))
        if not _is_led(pid, born):
            _throw_away(home)


def _is_led(pid: int, born: int) -> bool:
    try:
        return abs(psutil.Process(pid).create_time() - born) <= BIRTH_SECONDS_OFF_MAX
    except psutil.NoSuchProcess:
        return False


def _throw_away(home: Path) -> None:
    if home.exists():
        KafkaServer(home).stop()
        PostgresServer(home).stop()
        shutil.rmtree(home)
