"""The machine: Python, the programs and jars of local servers, ports, space on the disk."""

import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lianxun.doctor.finding import Finding, fail, ok, warn
from lianxun.local.errors import JarMismatchError, MissingPackageError
from lianxun.local.jar_cache import jar_cache
from lianxun.local.jar_list import read_jars
from lianxun.local.kafka import java_program
from lianxun.local.ports import is_free
from lianxun.local.postgres_programs import postgres_program
from lianxun.local.state import load_state

PYTHON_MIN: Final = (3, 11)
GIBIBYTE: Final = 1024**3
SPACE_BYTES_MIN: Final = 1 * GIBIBYTE
SPACE_BYTES_WANTED: Final = 5 * GIBIBYTE
LOOPBACK: Final = "127.0.0.1"


def python() -> Finding:
    """Look at the interpreter."""
    if sys.version_info < PYTHON_MIN:
        return fail("python", platform.python_version(), "use Python 3.11 or later")
    return ok("python", platform.python_version())


def postgres_wheel() -> Finding:
    """Look for the programs of the embedded PostgreSQL."""
    return _program("postgres wheel", lambda: postgres_program("postgres"))


def java_wheel() -> Finding:
    """Look for the Java of the embedded Kafka."""
    return _program("java wheel", java_program)


def _program(check: str, find: Callable[[], Path]) -> Finding:
    try:
        program = find()
    except MissingPackageError as missing:
        return warn(check, str(missing), "install lianxun[local] if this machine runs servers")
    if not os.access(program, os.X_OK):
        return fail(check, "its program cannot be run", "install lianxun[local] again")
    return ok(check, program.name)


def jars() -> Finding:
    """Compare the cached jars of Kafka with the committed list."""
    listed, cache = read_jars(), jar_cache()
    missing = [jar for jar in listed if not (cache / jar.path).exists()]
    if missing:
        found = f"{len(missing)} of {len(listed)} jars are not here yet"
        return warn("kafka jars", found, "lianxun local kafka fetch")
    try:
        for jar in listed:
            jar.verify(cache / jar.path)
    except JarMismatchError as damaged:
        return fail("kafka jars", str(damaged), "remove that file; lianxun local kafka fetch")
    return ok("kafka jars", f"{len(listed)} jars")


def space(home: Path) -> Finding:
    """Look at the space that is left where local data lies."""
    there = next(
        folder for folder in (home.absolute(), *home.absolute().parents) if folder.exists()
    )
    free = shutil.disk_usage(there).free
    found = f"{free / GIBIBYTE:.1f} GiB free"
    if free < SPACE_BYTES_MIN:
        return fail("disk space", found, "make room: servers stop when the disk is full")
    if free < SPACE_BYTES_WANTED:
        return warn("disk space", found, "make room soon")
    return ok("disk space", found)


def ports(home: Path) -> Finding:
    """Look whether strangers sit on the ports of stopped local servers."""
    states = sorted([*home.glob("*/state.json"), *home.glob("sites/*/state.json")])
    remembered = [(file.parent.name, load_state(file)) for file in states]
    taken = [
        f"{name} {port}"
        for name, state in remembered
        for port in state.ports.values()
        if state.pid is None and not is_free(port, LOOPBACK)
    ]
    if taken:
        advice = "nothing: another port is chosen at the next start"
        return warn("ports", f"taken by other programs: {', '.join(taken)}", advice)
    return ok("ports", f"{sum(len(state.ports) for _, state in remembered)} remembered, none lost")
