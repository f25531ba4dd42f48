"""The committed list of Kafka's jars: what each is and which bytes it has."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from lianxun.local.errors import JarMismatchError

JAR_LIST = Path(__file__).with_name("kafka-jars.lock")
HEADING = (
    "# Kafka's jars: group, artifact, version, sha256. Written by `lianxun local kafka lock`.\n"
)


@dataclass(frozen=True, slots=True, order=True)
class Jar:
    """One line of the list."""

    group: str
    artifact: str
    version: str
    sha256: str

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read one line."""
        group, artifact, version, sha256 = line.split()
        return cls(group, artifact, version, sha256)

    def __str__(self) -> str:
        """The coordinate by which people know it."""
        return f"{self.group}:{self.artifact}:{self.version}"

    @property
    def path(self) -> PurePosixPath:
        """Where a repository keeps it."""
        folder = PurePosixPath(*self.group.split("."), self.artifact, self.version)
        return folder / f"{self.artifact}-{self.version}.jar"

    def verify(self, file: Path) -> None:
        """Refuse a file with other bytes."""
        found = sha256_of(file)
        if found != self.sha256:
            message = (
                f"The jar {self} is not the one in {JAR_LIST.name}: its sha256 is {found}, "
                f"not {self.sha256}. If the file was damaged, remove it and try again: {file}"
            )
            raise JarMismatchError(message)


def read_jars(path: Path = JAR_LIST) -> tuple[Jar, ...]:
    """The jars in the order of the file, which is their order on the class path."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Jar.parse(line) for line in lines if line and not line.startswith("#"))


def write_jars(jars: Iterable[Jar], path: Path = JAR_LIST) -> None:
    """Replace the list."""
    rows = (f"{jar.group} {jar.artifact} {jar.version} {jar.sha256}\n" for jar in sorted(jars))
    path.write_text(HEADING + "".join(rows), encoding="utf-8")


def sha256_of(file: Path) -> str:
    """The digest of a whole file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
