"""The AsyncAPI document: valid, complete, and the one in the reference."""

from collections.abc import Iterator
from dataclasses import fields, make_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
import pytest

from libs.common.asyncapi import document
from libs.common.events.audience import Audience
from libs.common.reactions.table import Origin
from libs.common.service import Service
from libs.contracts.contract import contracts, published
from libs.contracts.registry import MODULES, Registry, load
from tests.reactions.vocabulary import listener

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "asyncapi.json"


@pytest.fixture(scope="module")
def services() -> list[Service]:
    return [import_module(f"services.{name}.main").SERVICE for name in MODULES]


@pytest.fixture(scope="module")
def text(services: list[Service]) -> str:
    return document(services, load())


@pytest.fixture(scope="module")
def written(text: str) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(text)
    return read


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_every_reference_leads_somewhere(written: dict[str, Any]) -> None:
    for reference in references(written):
        found: Any = written
        for step in reference.removeprefix("#/").split("/"):
            found = found[unquote(step)]


def test_every_contract_is_named_with_its_shape(written: dict[str, Any]) -> None:
    schemas = written["components"]["schemas"]
    for service, line in load().lines():
        described = schemas[f"{service}.{line.name}"]["properties"]
        assert set(described) == {field.name for field in fields(line.event)}


def test_every_contract_is_in_the_topics_of_its_audience(written: dict[str, Any]) -> None:
    for service, line in load().lines():
        for circle in line.audience.topics:
            channel = f"{{site}}.{service}.{circle}"
            payload = written["components"]["messages"][f"{channel}:Message"]["payload"]
            assert f"{service}.{line.name}" in str(payload)


def test_every_table_that_reads_a_topic_is_there(
    written: dict[str, Any], services: list[Service]
) -> None:
    for service in services:
        for table in service.reactions:
            is_read = f"{service.name}.{table.name}" in written["channels"]
            assert is_read == (table.source.origin is not Origin.OWN_LOG)


def test_the_same_services_in_another_order_give_the_same_text(
    services: list[Service], text: str
) -> None:
    assert document(reversed(services), load()) == text


def test_inner_shapes_of_one_name_do_not_replace_each_other() -> None:
    events = [make_dataclass("Event", [("part", make_dataclass("Part", [(n, int)]))]) for n in "ab"]
    lines = [published(f"E{n}.v1", event, Audience.SITE) for n, event in enumerate(events)]
    written = orjson.loads(document([listener()], Registry([contracts("listener", lines)])))
    schemas = written["components"]["schemas"]
    assert set(schemas["listener.E0.v1.Part"]["properties"]) == {"a"}
    assert set(schemas["listener.E1.v1.Part"]["properties"]) == {"b"}
    test_every_reference_leads_somewhere(written)


def test_the_reference_is_up_to_date(text: str) -> None:
    """If not: `libs.common.asyncapi.write_document`."""
    assert REFERENCE.read_text(encoding="utf-8") == text
