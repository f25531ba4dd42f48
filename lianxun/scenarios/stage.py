"""Where a round is played: its script, who acts, and waiting for what services tell each other."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final, TypeAlias

from lianxun.local.waiting import wait_until
from lianxun.scenarios.actors import COMMITTEE, OFFICE
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.script import Script
from lianxun.sites.client import Refused, SiteClient

WAIT_SECONDS_MAX: Final = 60.0
LOOK_SECONDS: Final = 0.05

Said: TypeAlias = tuple[str, str]
"""One thing that happened, in Chinese and in English."""

Phase: TypeAlias = Callable[["Stage"], Iterator[Said]]
Rows: TypeAlias = Sequence[dict[str, Any]]


class NotThereInTime(Exception):  # noqa: N818 - named by what it is
    """What one service says to another did not come through in time."""


class Stage:
    """One round at one site."""

    def __init__(self, script: Script, cast: Cast) -> None:
        self.script, self.cast = script, cast

    @property
    def office(self) -> SiteClient:
        """Give the office's clerk."""
        return self.cast.act(OFFICE)

    @property
    def committee(self) -> SiteClient:
        """Give the dispatching committee."""
        return self.cast.act(COMMITTEE)

    @property
    def round(self) -> str:
        """Name the round among all rounds."""
        return self.script.key

    def group(self, number: int) -> str:
        """Name a group."""
        return f"{self.round}-G{number}"

    def await_rows(self, path: str, ready: Callable[[Rows], bool], **parameters: str | int) -> Rows:
        """Give the rows of a list when they are as they have to be; raises NotThereInTime."""
        return await_rows(self.cast, path, ready, **parameters)

    def exists(self, path: str) -> bool:
        """Tell whether there is such a thing."""
        return exists(self.office, path)


def await_rows(
    cast: Cast, path: str, ready: Callable[[Rows], bool], **parameters: str | int
) -> Rows:
    """Give the rows of a list when they are as they have to be; raises NotThereInTime."""
    found: Rows = ()

    def are_ready() -> bool:
        nonlocal found
        found = cast.rows(OFFICE, path, **parameters)
        return ready(found)

    if not wait_until(are_ready, seconds=WAIT_SECONDS_MAX, every=LOOK_SECONDS):
        message = f"{cast.site} {path} {parameters}: {len(found)} rows, not as they have to be"
        raise NotThereInTime(message)
    return found


def exists(client: SiteClient, path: str) -> bool:
    """Tell whether there is such a thing."""
    try:
        client.get(path)
    except Refused as refused:
        if refused.code != "not_found":
            raise
        return False
    return True


def await_thing(client: SiteClient, path: str) -> None:
    """Wait until there is such a thing; raises NotThereInTime."""
    if not wait_until(lambda: exists(client, path), seconds=WAIT_SECONDS_MAX, every=LOOK_SECONDS):
        raise NotThereInTime(path)


def digest(text: str) -> str:
    """Give the digest under which a text lies in the object store."""
    return sha256(text.encode()).hexdigest()
