"""Migrations are applied once each, in order, all or nothing, whoever else tries."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from libs.common.store.migrate import (
    Migration,
    MigrationMismatch,
    ensure_database,
    migrate,
    numbered,
    pending,
)
from tests.servers import fresh_database, run_sql
from tests.store.store import connected

pytestmark = pytest.mark.postgres

MADE = Migration(name="a/0001_made.sql", sql="CREATE TABLE made (n integer)")
MORE = Migration(name="a/0002_more.sql", sql="ALTER TABLE made ADD more text")
BROKEN = Migration(name="a/0003_broken.sql", sql="ALTER TABLE made ADD less; ALTER TABLE nothing")


@pytest.fixture
def dsn(postgres_dsn: str) -> str:
    """An empty database."""
    return fresh_database(postgres_dsn, "store_migrating", "template0")


@pytest.fixture
async def connection(dsn: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    opened = await connected(dsn)
    yield opened
    await opened.close()


async def columns(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    """The columns of the table `made`, none if there is no table."""
    rows = await connection.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'made' ORDER BY 1"
    )
    return [row[0] for row in rows]


async def test_what_is_missing_is_applied_in_order_and_once(
    dsn: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    assert await migrate(dsn, [MADE]) == [MADE.name]
    assert await migrate(dsn, [MADE, MORE]) == [MORE.name]
    assert await migrate(dsn, [MADE, MORE]) == []
    assert await columns(connection) == ["more", "n"]


async def test_a_file_that_was_changed_is_refused(
    dsn: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await migrate(dsn, [MADE])
    changed = Migration(name=MADE.name, sql=MADE.sql + " ")
    with pytest.raises(MigrationMismatch, match=r"a/0001_made\.sql"):
        await migrate(dsn, [changed, MORE])
    with pytest.raises(MigrationMismatch, match=r"a/0001_made\.sql"):
        await pending(connection, [changed])
    assert await columns(connection) == ["n"]


async def test_one_that_fails_takes_the_others_with_it(
    dsn: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    with pytest.raises(asyncpg.PostgresError):
        await migrate(dsn, [MADE, MORE, BROKEN])
    assert await columns(connection) == []
    assert await pending(connection, [MADE, MORE]) == [MADE.name, MORE.name]


async def test_what_is_not_applied_yet_is_told(
    dsn: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    assert await pending(connection, [MADE, MORE]) == [MADE.name, MORE.name]
    await migrate(dsn, [MADE])
    assert await pending(connection, [MADE, MORE]) == [MORE.name]


async def test_several_that_migrate_at_once_apply_each_file_once(
    dsn: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    kernel = numbered(Path("of", "no", "service"))
    applied = await asyncio.gather(*(migrate(dsn, kernel) for _ in range(4)))
    assert sorted(applied, key=len) == [[], [], [], [each.name for each in kernel]]
    assert await pending(connection, kernel) == []


def test_a_services_files_come_after_the_kernels_in_the_order_of_their_numbers(
    tmp_path: Path,
) -> None:
    for name in ("0002_b.sql", "0010_c.sql", "0001_a.sql", "notes.sql"):
        (tmp_path / name).write_text(f"SELECT '{name}'")
    names = [each.name for each in numbered(tmp_path)]
    assert names[0] == "kernel/0001_log.sql"
    assert names[-3:] == ["service/0001_a.sql", "service/0002_b.sql", "service/0010_c.sql"]


async def test_a_database_is_made_once_by_whoever_comes_first(postgres_dsn: str) -> None:
    name = f"{urlsplit(fresh_database(postgres_dsn, 'store_made')).path[1:]}"
    run_sql(postgres_dsn, f'DROP DATABASE "{name}"')
    made = await asyncio.gather(*(ensure_database(postgres_dsn, name) for _ in range(4)))
    assert sorted(made) == [False, False, False, True]
    dsn = urlunsplit(urlsplit(postgres_dsn)._replace(path=f"/{name}"))
    assert run_sql(dsn, "SHOW server_encoding") == "UTF8"
    run_sql(postgres_dsn, f'DROP DATABASE "{name}"')
