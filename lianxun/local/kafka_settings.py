"""What the embedded Kafka reads: one node that is broker and controller, quick to start."""

from collections.abc import Mapping
from pathlib import Path

from lianxun.local.errors import LocalServerError
from lianxun.local.ports import WILDCARDS, Listen

NODE = 1
MESSAGE_BYTES_MAX = 4 * 1024 * 1024
# Default 128 MiB, a third of the heap.
CLEANER_BYTES = 16 * 1024 * 1024
OFFSETS_KEPT_MINUTES = 366 * 24 * 60
# After a kill the broker waits until its own old session has run out: 9 s by default.
BROKER_SESSION_MS = 5000

FIXED = {
    "process.roles": "broker,controller",
    "node.id": str(NODE),
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "CLIENT",
    "auto.create.topics.enable": "false",
    "num.partitions": "1",
    "log.retention.ms": "-1",
    "log.retention.bytes": "-1",
    "message.max.bytes": str(MESSAGE_BYTES_MAX),
    "replica.fetch.max.bytes": str(MESSAGE_BYTES_MAX),
    "log.cleaner.dedupe.buffer.size": str(CLEANER_BYTES),
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "offsets.retention.minutes": str(OFFSETS_KEPT_MINUTES),
    "transaction.state.log.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "broker.session.timeout.ms": str(BROKER_SESSION_MS),
    "broker.heartbeat.interval.ms": "1000",
}

LOGGING = """\
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %p %m (%c{1})%n
"""


def properties(
    data: Path, listen: Listen, ports: Mapping[str, int], settings: Mapping[str, str]
) -> str:
    """The text of server.properties; the caller's settings come last and win."""
    client, controller = ports["client"], ports["controller"]
    rows = FIXED | {
        "listeners": f"CLIENT://{listen.address}:{client},CONTROLLER://127.0.0.1:{controller}",
        "advertised.listeners": f"CLIENT://{advertised(listen, client)}",
        "controller.quorum.voters": f"{NODE}@127.0.0.1:{controller}",
        "log.dirs": str(data),
    }
    return "".join(f"{name}={_escaped(value)}\n" for name, value in (rows | dict(settings)).items())


def advertised(listen: Listen, port: int) -> str:
    """What the broker tells its clients to connect to."""
    if listen.advertised:
        return listen.advertised
    if listen.address in WILDCARDS:
        message = "To listen on every address, Kafka must be told the one to advertise."
        raise LocalServerError(message)
    return f"{listen.address}:{port}"


def _escaped(value: str) -> str:
    # Java's properties take a backslash for the beginning of an escape.
    return value.replace("\\", "\\\\")
