"""One house for most tests, with one feedback delivered in it; tests of faults build their own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from libs.common.http import after
from services.notifications.main import SERVICE as NOTIFICATIONS
from tests.http.house import Ground, House, Person
from tests.http.lived_in import Lived, live
from tests.http.post import Post
from tests.http.wire import serving


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


@pytest.fixture(scope="session")
async def office_building(
    postgres_dsn: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Post]:
    """One house for tests of notifications, each with a unit of its own."""
    ground = Ground.new(postgres_dsn, kafka_bootstrap, tmp_path_factory.mktemp("following"))
    await ground.migrate((NOTIFICATIONS,))
    async with ground.house((NOTIFICATIONS,)) as house, serving(house.app) as port:
        opened = Post(ground, house, port)
        yield opened
        await opened.http.aclose()
    ground.remove()


@pytest.fixture
def post(office_building: Post) -> Post:
    return office_building


@pytest.fixture
def me(post: Post) -> Person:
    """Somebody of a unit that nobody else is of."""
    post.number += 1
    unit = f"U-{post.number}"
    return Person("a-me", ("unit",), unit, unit)
