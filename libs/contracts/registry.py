"""The registry: every service's contracts, and how a published body is read by its name."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Final

from pydantic import TypeAdapter

from libs.common.events.audience import EVENTS
from libs.contracts.contract import Contract, Contracts

MODULES: Final[Mapping[str, str]] = {
    "rounds": "libs.contracts.rounds",
    "issues": "libs.contracts.issues",
    "rectification": "libs.contracts.rectification",
    "notifications": "libs.contracts.notifications",
}
"""Where each service's contracts stand; a service that publishes has a line here."""


class UnknownContract(ValueError):  # noqa: N818 - named by what it is
    """Nobody publishes this name, as far as this release knows."""


class ContractShapes:
    """What one service publishes to one circle of readers."""

    def __init__(self, contracts: Contracts, circle: str = EVENTS) -> None:
        self.service, self.circle = contracts.service, circle
        self._lines = [line for line in contracts.lines if circle in line.audience.topics]
        # A dataclass ignores fields that it does not know, which is what a reader should do.
        self._adapters: dict[str, TypeAdapter[object]] = {
            line.name: TypeAdapter(line.shape(circle)) for line in self._lines
        }

    def names(self) -> Sequence[str]:
        """List every name and version."""
        return [line.name for line in self._lines]

    def versions(self, event: type) -> Sequence[str]:
        """List the names under which `event` is published."""
        return [line.name for line in self._lines if line.shape(self.circle) is event]

    def decode(self, name: str, body: bytes) -> object:
        """Read a body; raises UnknownContract and pydantic's ValidationError."""
        if name not in self._adapters:
            raise UnknownContract(name)
        return self._adapters[name].validate_json(body)


class Registry:
    """The contracts of all services."""

    def __init__(self, tables: Iterable[Contracts]) -> None:
        self._tables = {table.service: table for table in tables}

    def contracts(self, service: str) -> Contracts:
        """Find a service's table; raises KeyError."""
        return self._tables[service]

    def shapes(self, service: str, circle: str) -> ContractShapes:
        """Give what a service publishes to a circle; raises KeyError."""
        return ContractShapes(self._tables[service], circle)

    def services(self) -> list[str]:
        """List the services that publish."""
        return sorted(self._tables)

    def lines(self) -> list[tuple[str, Contract]]:
        """List every contract beside its service, in the order of their names."""
        return [
            (service, line)
            for service in self.services()
            for line in sorted(self._tables[service].lines, key=lambda line: line.name)
        ]


def load(modules: Mapping[str, str] = MODULES) -> Registry:
    """Import the modules and gather their `CONTRACTS`; raises ValueError when one is misnamed."""
    tables: list[Contracts] = []
    for service, module in modules.items():
        table: Contracts = import_module(module).CONTRACTS
        if table.service != service:
            message = f"{module} holds the contracts of {table.service}, not of {service}"
            raise ValueError(message)
        tables.append(table)
    return Registry(tables)
