"""Fixtures for all tests."""

import pytest

from tests.servers import ServersOfOneRun, kafka_bootstrap, postgres_dsn

__all__ = ["kafka_bootstrap", "postgres_dsn", "pytest_configure"]


def pytest_configure(config: pytest.Config) -> None:
    """Have the servers ended after the run."""
    config.pluginmanager.register(ServersOfOneRun())
