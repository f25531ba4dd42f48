"""Work out Kafka's jars anew for a new version: the only place that asks what needs what."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lianxun.local.engine import Report
from lianxun.local.errors import MissingPackageError
from lianxun.local.jar_list import Jar, sha256_of

if TYPE_CHECKING:
    from jgo.maven import Dependency

# The mark at the end keeps the versions that log4j manages for itself away from Kafka's own:
# without it kafka-clients 3.9.1 comes in beside a broker 4.3.1.
COORDINATES = (
    "org.apache.kafka:kafka_2.13:4.3.1",
    "org.apache.kafka:kafka-tools:4.3.1",
    "org.apache.logging.log4j:log4j-slf4j-impl:2.25.1!",
    "org.apache.logging.log4j:log4j-core:2.25.1!",
)
SCOPES = frozenset({None, "compile", "runtime"})
FETCH_SECONDS_MAX = 30


def resolve_jars(report: Report, coordinates: Iterable[str] = COORDINATES) -> list[Jar]:
    """Every jar that the coordinates need, with the digest of what the repository serves now."""
    try:
        from jgo.maven import MavenContext  # noqa: PLC0415 - slow to import, rarely needed
    except ImportError:
        package = "jgo"
        raise MissingPackageError(package) from None
    with TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder), timeout=FETCH_SECONDS_MAX)
        report("working out which jars Kafka needs")
        wanted = [context.create_dependency(coordinate) for coordinate in coordinates]
        direct, indirect = context.resolver.resolve(wanted)
        found = [need for need in (*direct, *indirect) if need.scope in SCOPES]
        report(f"fetching {len(found)} jars")
        return [_jar(need) for need in found]


def _jar(need: "Dependency") -> Jar:
    digest = sha256_of(need.artifact.resolve())
    return Jar(need.groupId, need.artifactId, need.version, digest)
