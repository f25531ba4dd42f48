"""What `lianxun local` needs beyond its options; apart, because those have to load quickly."""

from collections.abc import Callable, Mapping
from pathlib import Path

from lianxun.cli.output import tell
from lianxun.local.engine import Wishes
from lianxun.local.jar_cache import class_path, jar_cache
from lianxun.local.jar_list import JAR_LIST, read_jars, write_jars
from lianxun.local.jar_resolution import resolve_jars
from lianxun.local.kafka import KafkaServer
from lianxun.local.ports import Listen
from lianxun.local.postgres import PostgresServer
from lianxun.local.server import LocalServer

SERVERS: Mapping[str, Callable[[Path, Wishes], LocalServer]] = {
    "postgres": PostgresServer,
    "kafka": KafkaServer,
}


def build_server(
    name: str,
    home: Path,
    listen: str,
    port: int | None,
    *,
    advertise: str | None,
    settings: Mapping[str, str],
) -> LocalServer:
    """The server that the options describe, reporting on stderr."""
    place = Listen(address=listen, port=port, advertised=advertise)
    return SERVERS[name](home, Wishes(listen=place, settings=settings, report=tell))


def lock_jars() -> dict[str, str | int]:
    """Rewrite the committed list with what the repository serves now."""
    jars = resolve_jars(tell)
    write_jars(jars)
    return {"file": str(JAR_LIST), "jars": len(jars)}


def fetch_jars() -> dict[str, str | int]:
    """Have every jar in the cache, and each as listed."""
    jars = class_path(read_jars(), jar_cache(), tell)
    return {"folder": str(jar_cache()), "jars": len(jars)}
