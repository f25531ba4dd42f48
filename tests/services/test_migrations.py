"""The tables that the migrations make are what the read models' rows say."""

import re
from dataclasses import fields
from typing import Any

import pytest

from libs.common.projections import Projection
from libs.common.service import Service
from tests.services.catalogue import SERVICES

PROJECTIONS = [(service, projection) for service in SERVICES for projection in service.projections]
POSITIONS = ["from_position", "to_position"]

each_projection = pytest.mark.parametrize(
    ("service", "projection"), PROJECTIONS, ids=[each.name for _, each in PROJECTIONS]
)


def script(service: Service) -> str:
    """Give all migrations of a service as one script."""
    files = sorted(service.migrations.glob("[0-9]*.sql"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def columns(sql: str, table: str) -> list[str]:
    """List a table's columns as a script makes them."""
    body = re.search(rf"CREATE TABLE {re.escape(table)} \((.*?)\n\);", sql, re.DOTALL)
    lines = body[1].strip().splitlines() if body else []
    return [line.split()[0].strip('"') for line in lines if not line.strip().startswith("PRIMARY")]


@each_projection
def test_a_read_model_has_a_table_with_a_column_per_field(
    service: Service, projection: Projection[Any]
) -> None:
    wanted = [field.name for field in fields(projection.row)]
    wanted += POSITIONS if projection.as_of else []
    assert columns(script(service), projection.table) == wanted


@each_projection
def test_a_read_model_s_table_says_what_it_is(
    service: Service, projection: Projection[Any]
) -> None:
    assert f"COMMENT ON TABLE {projection.table} IS" in script(service)


@each_projection
def test_lists_filter_and_sort_by_columns_that_there_are(
    service: Service, projection: Projection[Any]
) -> None:
    there = {field.name for field in fields(projection.row)}
    assert {projection.key, *projection.filters, *projection.sorts} <= there, service.name


def test_a_missing_column_is_found() -> None:
    sql = "CREATE TABLE read.planted_v1 (\n    one text PRIMARY KEY\n);"
    assert columns(sql, "read.planted_v1") == ["one"]
