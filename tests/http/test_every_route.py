"""Whatever is sent to any route, the answer is one that is documented, and never a defect."""

import re
from typing import Any

import pytest

from lianxun.serving import SERVICES
from libs.common.http.bodies import body_model
from libs.common.http.routes import CommandRoute, ListRoute, ResourceRoute, Route
from libs.common.service import Service
from tests.http.house import House, Person
from tests.http.people import CLERK

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

NONSENSE: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**20, 1e308, "", " ", "x" * 5000, "中" * 300, "a\0b", "\n"),
    *([], [None], [[]], ["x"] * 300, {}, {"a": {}}, "=1+1", "2026-02-30", "../..", "%00", "😀"),
)
PARAMETERS = ("sort", "limit", "cursor", "after", "as_of", "format", "count")
STRANGE = ("", " ", "0", "-1", "9" * 30, "x" * 3000, "中", "%00", "%FF", "a%0Ab", "'; --", "null")

ROUTES = [(service, route) for service in SERVICES for route in service.routes]
COMMANDS = [(service, route) for service, route in ROUTES if isinstance(route, CommandRoute)]
# What goes on without end is asked over a real connection, in `test_following.py`.
QUERIES = [
    (service, route) for service, route in ROUTES if isinstance(route, ListRoute | ResourceRoute)
]


def path(service: Service, route: Route, key: str) -> str:
    """Give the path of a route with a key in it."""
    return re.sub(r"{\w+}", key, f"/{service.name}{route.path}")


def somebody(route: CommandRoute) -> Person:
    """Give a person who may give the command."""
    roles = sorted(route.aggregate.allowed[route.command].roles)
    return Person("a-fuzz", tuple(roles), "b-fuzz", "u-fuzz" if "unit" in roles else None)


@pytest.mark.parametrize(
    ("service", "route"), COMMANDS, ids=[route.command.__name__ for _, route in COMMANDS]
)
async def test_no_field_of_a_command_makes_a_defect(
    house: House, service: Service, route: CommandRoute
) -> None:
    fields = body_model(route.command, route.parameter).model_fields
    version = 0 if route.if_match else None
    for name in (*fields, "unknown"):
        for value in NONSENSE:
            to = path(service, route, "z-1")
            answer = await house.post(to, {name: value}, somebody(route), version=version)
            if answer.status != 200:
                answer.problem(answer.status, answer.content["code"])
            assert answer.status < 500, (name, value)


@pytest.mark.parametrize(
    ("service", "route"), QUERIES, ids=[f"{service.name}{each.path}" for service, each in QUERIES]
)
async def test_no_parameter_of_a_query_makes_a_defect(
    house: House, service: Service, route: ListRoute | ResourceRoute, impatient: None
) -> None:
    del impatient
    filters = route.projection.filters if isinstance(route, ListRoute) else ()
    for name in (*PARAMETERS, *filters, "unknown"):
        for value in STRANGE:
            to = path(service, route, "i-1")
            answer = await house.ask("GET", f"{to}?{name}={value}", CLERK)
            assert answer.status < 500 or answer.content["code"] == "not_there_yet", (name, value)
