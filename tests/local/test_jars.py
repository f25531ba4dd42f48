"""Kafka runs on the jars of the committed list and on no others."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from lianxun.local.errors import JarMismatchError
from lianxun.local.jar_cache import class_path
from lianxun.local.jar_list import Jar, read_jars, write_jars

JAR = Jar("org.example", "abacus", "1.2", sha256(b"beads").hexdigest())


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache that holds the one jar."""
    file = tmp_path / "org/example/abacus/1.2/abacus-1.2.jar"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"beads")
    return tmp_path


def test_the_list_names_every_jar_once() -> None:
    jars = read_jars()
    assert len(jars) == 92
    assert len({(jar.group, jar.artifact) for jar in jars}) == 92


def test_every_jar_of_kafka_has_the_same_version() -> None:
    """Without the mark in the coordinates, log4j brings kafka-clients 3.9.1 in."""
    assert {jar.version for jar in read_jars() if jar.group == "org.apache.kafka"} == {"4.3.1"}


def test_the_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_jars(reversed(read_jars()), tmp_path / "list")
    assert read_jars(tmp_path / "list") == read_jars()


def test_a_jar_with_the_listed_bytes_is_used(cache: Path) -> None:
    assert class_path([JAR], cache, print) == [cache / JAR.path]


def test_a_jar_with_other_bytes_is_refused_by_name(cache: Path) -> None:
    expected = replace(JAR, sha256="0" * 64)
    with pytest.raises(JarMismatchError, match=r"org\.example:abacus:1\.2.*abacus-1\.2\.jar"):
        class_path([expected], cache, print)


@pytest.mark.kafka
def test_a_fetched_jar_with_other_bytes_never_reaches_the_cache(tmp_path: Path) -> None:
    smallest = next(jar for jar in read_jars() if jar.artifact == "jspecify")
    with pytest.raises(JarMismatchError, match="jspecify"):
        class_path([replace(smallest, sha256="0" * 64)], tmp_path, print)
    assert not (tmp_path / smallest.path).exists()
    assert class_path([smallest], tmp_path, print) == [tmp_path / smallest.path]
