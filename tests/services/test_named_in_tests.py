"""Each command and each refusal of a service is named in a test of that service."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from libs.common.service import Service
from tests.services.catalogue import SERVICES, commands_of, refusals_of

TESTS = Path(__file__).parents[1]

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


def text_of_tests(service: Service) -> str:
    """Give the text of a service's tests."""
    files = sorted((TESTS / service.name).glob("test_*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def unnamed(pattern: str, classes: Iterable[type], tests: str) -> list[str]:
    """List the classes for which no test matches the pattern."""
    names = [each.__name__ for each in classes]
    return [name for name in names if not re.search(pattern.format(name=name), tests)]


@each_service
def test_every_refusal_is_demanded_in_a_test(service: Service) -> None:
    demanded = r"then_refused\(\s*{name}\b|refusal.* (is|==) \{{?{name}\b"
    assert unnamed(demanded, refusals_of(service), text_of_tests(service)) == []


@each_service
def test_every_command_is_asked_in_a_test(service: Service) -> None:
    commands = [each for aggregate in service.aggregates for each in commands_of(aggregate)]
    assert unnamed(r"\b{name}\(", commands, text_of_tests(service)) == []


def test_a_name_in_no_test_is_found() -> None:
    assert unnamed(r"\b{name}\(", [Path], "nothing of it") == ["Path"]
