"""What there is: every service, with the events, commands and refusals of its domain."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules, walk_packages
from typing import Any, Final, get_args, get_type_hints

import services
from libs.common.decider import Aggregate, Refusal
from libs.common.service import Service


def _service(name: str) -> Service:
    service = import_module(f"services.{name}.main").SERVICE
    assert isinstance(service, Service)
    return service


SERVICES: Final = tuple(_service(found.name) for found in iter_modules(services.__path__))
AGGREGATES: Final = tuple(
    (service, aggregate) for service in SERVICES for aggregate in service.aggregates
)


def events_of(aggregate: Aggregate[Any, Any, Any]) -> tuple[type, ...]:
    """List the events that `evolve` takes."""
    return _members(get_type_hints(aggregate.evolve)["event"])


def commands_of(aggregate: Aggregate[Any, Any, Any]) -> tuple[type, ...]:
    """List the commands that `decide` takes."""
    return _members(get_type_hints(aggregate.decide)["command"])


def refusals_of(service: Service) -> tuple[type[Refusal], ...]:
    """List the refusals that the domain of a service defines."""
    return tuple(sorted(_refusals(service.name), key=lambda refusal: refusal.__name__))


def _refusals(name: str) -> Iterator[type[Refusal]]:
    package = import_module(f"services.{name}.domain")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        for _, member in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(member, Refusal) and member.__module__ == module.name:
                yield member


def _members(union: Any) -> tuple[type, ...]:
    return get_args(union) or (union,)
