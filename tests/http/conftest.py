"""One house for most tests, with one feedback delivered in it; tests of faults build their own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from libs.common.http import after
from tests.http.house import Ground, House
from tests.http.lived_in import Lived, live


@pytest.fixture(scope="session")
async def lived(
    postgres_dsn: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Lived]:
    """A site in which a unit was told two issues."""
    ground = Ground.new(postgres_dsn, kafka_bootstrap, tmp_path_factory.mktemp("http"))
    await ground.migrate()
    async with ground.house() as opened:
        yield await live(opened)
    ground.remove()


@pytest.fixture
def house(lived: Lived) -> House:
    return lived.house


@pytest.fixture
def nothing_written(house: House) -> Iterator[None]:
    """Check that the log of rounds is as it was; nothing but commands makes it grow."""
    before = house.position("rounds")
    yield
    assert house.position("rounds") == before


@pytest.fixture
async def ground(postgres_dsn: str, kafka_bootstrap: str, tmp_path: Path) -> AsyncIterator[Ground]:
    """A site that nobody has built on yet."""
    made = Ground.new(postgres_dsn, kafka_bootstrap, tmp_path)
    yield made
    made.remove()


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of the sites that they build."""
    for name in ("LIANXUN_SITE", "LIANXUN_CLOCK", "LIANXUN_PROFILE", "LIANXUN_AUTH_JWKS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what does not come no longer than a test may take."""
    monkeypatch.setattr(after, "WAIT_SECONDS_MAX", 0.2)
