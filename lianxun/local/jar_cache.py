"""Kafka's jars on this machine: fetched once, compared with the committed list at every use."""

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from lianxun.local.engine import Report
from lianxun.local.errors import LocalServerError, MissingPackageError
from lianxun.local.jar_list import Jar
from lianxun.local.waiting import exclusive

FETCHES_AT_ONCE = 8
FETCH_ATTEMPTS_MAX = 4
FETCH_SECONDS_MAX = 30
PROGRESS_EVERY = 10


def jar_cache() -> Path:
    """Where jars are kept: among the user's caches, since they belong to no project."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "lianxun" / "jars"


def class_path(jars: Sequence[Jar], cache: Path, report: Report) -> list[Path]:
    """The file of each jar, fetched if it is missing."""
    # Nothing is written when all are there: in an image the cache is read-only.
    if _missing(jars, cache):
        with exclusive(cache / "lock"):
            _fetch_all(_missing(jars, cache), cache, report)
    for jar in jars:
        jar.verify(cache / jar.path)
    return [cache / jar.path for jar in jars]


def _missing(jars: Sequence[Jar], cache: Path) -> list[Jar]:
    return [jar for jar in jars if not (cache / jar.path).exists()]


def _fetch_all(jars: Sequence[Jar], cache: Path, report: Report) -> None:
    report(f"fetching {len(jars)} jars of Kafka, once for all projects on this machine")
    incoming = cache / "incoming"
    shutil.rmtree(incoming, ignore_errors=True)
    with ThreadPoolExecutor(FETCHES_AT_ONCE) as pool:
        fetches = [pool.submit(_fetch, jar, incoming, cache) for jar in jars]
        for count, fetch in enumerate(as_completed(fetches), start=1):
            fetch.result()
            if count % PROGRESS_EVERY == 0:
                report(f"fetched {count} of {len(jars)} jars")
    shutil.rmtree(incoming)


def _fetch(jar: Jar, incoming: Path, cache: Path) -> None:
    # jgo writes straight to the final name, so a killed fetch leaves half a jar there. Only a
    # whole and verified one is moved to where it is looked for.
    file = _download(jar, incoming)
    jar.verify(file)
    (cache / jar.path).parent.mkdir(parents=True, exist_ok=True)
    file.replace(cache / jar.path)


def _download(jar: Jar, incoming: Path) -> Path:
    try:
        from jgo.maven import MavenContext  # noqa: PLC0415 - slow to import, rarely needed
    except ImportError:
        package = "jgo"
        raise MissingPackageError(package) from None
    context = MavenContext(repo_cache=incoming, timeout=FETCH_SECONDS_MAX)
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    reason: Exception | None = None
    for _ in range(FETCH_ATTEMPTS_MAX):
        try:
            return artifact.resolve()
        except (OSError, RuntimeError) as error:
            reason = error
            (incoming / jar.path).unlink(missing_ok=True)
    message = f"The jar {jar} could not be fetched in {FETCH_ATTEMPTS_MAX} attempts: {reason}"
    raise LocalServerError(message)
