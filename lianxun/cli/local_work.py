"""What the verbs of `lianxun local` do; apart from their options, which must load quickly."""

import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

from lianxun.cli.local_answer import Answer, tell
from lianxun.local.engine import Wishes
from lianxun.local.errors import LocalServerError
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
