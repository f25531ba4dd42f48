"""An embedded PostgreSQL 18: UTF-8, code-point order, trusted on this machine, run by anybody."""

import subprocess
from functools import cached_property
from pathlib import Path
from signal import SIGINT, SIGQUIT

from lianxun.local.containment import Containment, choose_containment
from lianxun.local.engine import Engine, Ports, Wishes
from lianxun.local.postgres_access import set_password, write_access
from lianxun.local.postgres_programs import postgres_environment, postgres_program
from lianxun.local.server import LocalServer
from lianxun.local.tool import run_tool

SUPERUSER = "lianxun"
ANSWER_SECONDS_MAX = 3
# The kernel's limit for the path of a socket is 108 bytes with the closing zero.
SOCKET_PATH_BYTES_MAX = 107
# Written into the data folder once, so that they may be changed there.
DEFAULTS = {"max_connections": "300", "timezone": "UTC", "log_timezone": "UTC"}


class PostgresServer(LocalServer):
    """PostgreSQL in a folder; durable unless the settings say otherwise."""

    def __init__(self, home: Path, wishes: Wishes | None = None) -> None:
        """Nothing is touched before a method is called."""
        super().__init__(PostgresEngine(home, wishes or Wishes()))

    @property
    def dsn(self) -> str:
        """The address of the database `postgres`, as its superuser."""
        return self.address


class PostgresEngine(Engine):
    """How PostgreSQL is made and started."""

    name = "postgres"
    process_name = "postgres"
    port_names = ("client",)
    # Fast shutdown, then immediate shutdown: the next start recovers from the log.
    farewell = ((SIGINT, 30.0), (SIGQUIT, 10.0))
    # PostgreSQL takes any live process of its user with the noted number for itself and refuses
    # to start. We know better: all that worked on the data was ended before.
    leftovers = ("postmaster.pid",)

    @property
    def marker(self) -> Path:
        """The data folder, which follows -D."""
        return self.data

    @property
    def environment(self) -> dict[str, str]:
        """Ours, without settings for other servers."""
        return postgres_environment()

    @cached_property
    def containment(self) -> Containment:
        """How to run it if we are root."""
        return choose_containment()

    def create(self, data: Path) -> None:
        """Run initdb."""
        self.containment.hand_over(data)
        run_tool(
            self.containment.wrap(self._initdb(data)),
            failure="PostgreSQL's data folder could not be made.",
            environment=self.environment,
        )

    def configure(self, ports: Ports) -> list[str]:
        """Write who may connect; all else is on the command line."""
        self.containment.hand_over(self.data)
        write_access(self.data, from_others=not self.wishes.listen.is_loopback)
        command = [str(postgres_program("postgres")), "-D", str(self.data)]
        for name, value in self._settings(ports["client"]).items():
            command += ["-c", f"{name}={value}"]
        return self.containment.wrap(command)

    def answers(self, port: int) -> bool:
        """Whether it accepts connections, so has recovered what there was to recover."""
        ask = [str(postgres_program("pg_isready")), "-q", "-t", str(ANSWER_SECONDS_MAX)]
        ask += [
            "-U",
            SUPERUSER,
            "-d",
            "postgres",
            "-h",
            self.wishes.listen.reachable_address,
            "-p",
            str(port),
        ]
        return subprocess.run(ask, env=self.environment, check=False).returncode == 0  # noqa: S603

    def address(self, port: int) -> str:
        """A DSN."""
        return f"postgresql://{SUPERUSER}@{self.wishes.listen.reachable_address}:{port}/postgres"

    def settle(self, port: int) -> None:
        """Set the password that others need."""
        if not self.wishes.listen.is_loopback:
            set_password(SUPERUSER, self.wishes.listen.reachable_address, port)

    def _initdb(self, data: Path) -> list[str]:
        command = [str(postgres_program("initdb")), "-D", str(data), "-U", SUPERUSER]
        command += ["--auth=trust", "--encoding=UTF8", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.wishes.settings.get("fsync") == "off":
            command.append("--no-sync")
        return command + [f"--set={name}={value}" for name, value in DEFAULTS.items()]

    def _settings(self, port: int) -> dict[str, str]:
        listen = {"listen_addresses": self.wishes.listen.address, "port": str(port)}
        return {
            **listen,
            "unix_socket_directories": self._socket_folder(port),
            **self.wishes.settings,
        }

    def _socket_folder(self, port: int) -> str:
        socket = self.data / f".s.PGSQL.{port}"
        return str(self.data) if len(bytes(socket)) <= SOCKET_PATH_BYTES_MAX else ""
