"""The OpenAPI documents: well formed, complete, with one operation for each way to ask."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from libs.common.http.openapi import REFUSED, document
from libs.common.http.problems import MEDIA_TYPE, STATUS
from libs.common.http.routes import CommandRoute, ListRoute, LiveRoute, ResourceRoute
from libs.common.service import Service
from services.notifications.main import SERVICE as NOTIFICATIONS
from tests.services.catalogue import SERVICES

by_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)

METHODS = {"get", "post"}
PLACES = {"path", "query", "header"}
TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}
# What the router answers belongs to no operation.
UNDOCUMENTED = {"method_not_allowed"}


def operations(service: Service) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give path, method and operation."""
    for path, item in document(service)["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def schemas(found: object) -> Iterator[dict[str, Any]]:
    """Give every schema below."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name in {"schema", "items"}:
                yield value
            elif name in {"properties", "schemas"}:
                yield from value.values()
            elif name in {"anyOf", "oneOf", "allOf", "prefixItems"}:
                yield from value
            yield from schemas(value)
    elif isinstance(found, list):
        for value in found:
            yield from schemas(value)


@by_service
def test_a_document_has_the_parts_that_openapi_asks_for(service: Service) -> None:
    written = document(service)
    assert re.fullmatch(r"3\.1\.\d+", written["openapi"])
    assert set(written["info"]) >= {"title", "version"}
    assert written["servers"] == [{"url": f"/{service.name}"}]
    (name,) = written["security"][0]
    assert name in written["components"]["securitySchemes"]


@by_service
def test_every_operation_has_a_name_of_its_own(service: Service) -> None:
    names = [operation["operationId"] for _, _, operation in operations(service)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_no_two_services_name_an_operation_alike() -> None:
    names = [each["operationId"] for service in SERVICES for _, _, each in operations(service)]
    assert len(names) == len(set(names))


@by_service
def test_every_route_is_an_operation(service: Service) -> None:
    served = set()
    for route in service.routes:
        match route:
            case CommandRoute():
                served.add((route.path, "post"))
            case ResourceRoute():
                served |= {(route.path, "get"), (f"{route.path}/events", "get")}
            case ListRoute() | LiveRoute():
                served.add((route.path, "get"))
    assert {(path, method) for path, method, _ in operations(service)} == served


@by_service
def test_paths_and_their_parameters_agree(service: Service) -> None:
    for path, method, operation in operations(service):
        assert path.startswith("/")
        assert method in METHODS
        parameters = operation["parameters"]
        keys = [(each["in"], each["name"]) for each in parameters]
        assert len(keys) == len(set(keys))
        assert {place for place, _ in keys} <= PLACES
        named = {each["name"] for each in parameters if each["in"] == "path" and each["required"]}
        assert named == set(re.findall(r"{(\w+)}", path))


@by_service
def test_every_schema_is_one_and_every_reference_leads_somewhere(service: Service) -> None:
    written = document(service)
    known = written["components"]["schemas"]
    for schema in schemas(written):
        if "$ref" in schema:
            assert schema["$ref"].removeprefix("#/components/schemas/") in known
        if "type" in schema:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            assert set(types) <= TYPES
        if "required" in schema:
            assert set(schema["required"]) <= set(schema["properties"])


@by_service
def test_every_answer_is_described_and_errors_are_problems(service: Service) -> None:
    for _, _, operation in operations(service):
        assert "200" in operation["responses"]
        for status, response in operation["responses"].items():
            assert response["description"]
            kinds = set(response["content"])
            assert (kinds == {MEDIA_TYPE}) == (status != "200")


@by_service
def test_every_problem_code_is_documented_under_its_status(service: Service) -> None:
    described: dict[str, str] = {}
    for _, _, operation in operations(service):
        for status, response in operation["responses"].items():
            described[status] = response["description"]
    for code, status in STATUS.items():
        if code not in UNDOCUMENTED:
            assert code in described[str(status)].split(", ")


@by_service
def test_refusing_rules_are_documented_with_commands(service: Service) -> None:
    for path, method, operation in operations(service):
        if method == "post":
            for status, words in REFUSED.items():
                assert words in operation["responses"][str(status)]["description"], path


@by_service
def test_a_command_says_who_may_give_it_and_when(service: Service) -> None:
    for route in service.routes:
        if isinstance(route, CommandRoute):
            operation = document(service)["paths"][route.path]["post"]
            permission = route.aggregate.allowed[route.command]
            assert operation["x-roles"] == sorted(permission.roles)
            assert len(operation["x-states"]) == len(permission.when)
            (needed,) = [each for each in operation["parameters"] if each["name"] == "If-Match"]
            assert needed["required"] == route.if_match


def test_a_list_that_can_be_followed_says_what_is_told() -> None:
    described = document(NOTIFICATIONS)
    operation = described["paths"]["/inbox/live"]["get"]
    assert {each["name"] for each in operation["parameters"]} >= {"after", "Last-Event-ID"}
    stream = operation["responses"]["200"]["content"]["text/event-stream"]
    name = stream["x-events"]["row"]["$ref"].rpartition("/")[2]
    assert "notification" in described["components"]["schemas"][name]["properties"]
