"""The demonstration: three linked sites, one county round, told as it happens."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from lianxun.scenarios.actors import OFFICE, OPERATOR
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.play import Player, Told
from lianxun.scenarios.story import Story
from lianxun.sites.client import SiteClient
from lianxun.sites.keys import LocalKeys
from lianxun.sites.overview import overview
from lianxun.sites.plan import TRIAL_SITES
from lianxun.sites.process import SiteServer
from lianxun.sites.waiting import wait_until_quiet
from libs.common.auth.claims import Claims
from libs.common.clock import utc_now

CLOCK_START: Final = timedelta(days=30)
CATCH_UP_SECONDS_MAX: Final = 60.0


class Demo:
    """Plays a story on running sites and shows what came of it."""

    def __init__(self, home: Path, story: Story) -> None:
        self.home, self.story = home, story
        self._keys = LocalKeys(home / "keys")
        self._casts = {plan.site: self._cast(plan.site) for plan in TRIAL_SITES}
        self.player = Player(story, self._casts[story.division], self._advance)

    def close(self) -> None:
        """Leave."""
        for cast in self._casts.values():
            cast.close()

    def play(self) -> Iterator[Told]:
        """Play the story; it goes on only when the rows that a feedback opened are there."""
        yield from self.player.prepare()
        yield from self.player.give_feedback()
        self.player.wait_for_rows()
        yield from self.player.rectify()
        wait_until_quiet(self.home, CATCH_UP_SECONDS_MAX)

    def ledger(self, as_of: datetime) -> Sequence[dict[str, Any]]:
        """Give the county's ledger as of a moment."""
        client = self._casts[self.story.division].act(OFFICE)
        answer = client.get(
            "/rectification/ledger", as_of=as_of.isoformat(), limit=200, sort="code"
        )
        rows: list[dict[str, Any]] = answer["rows"]
        return rows

    def board(self, site: str) -> Sequence[dict[str, Any]]:
        """Give what a site above shows of the cases below."""
        answer = self._casts[site].act(OFFICE).get("/rectification/board", limit=200)
        rows: list[dict[str, Any]] = answer["rows"]
        return rows

    def history(self, issue: int) -> tuple[str, Sequence[dict[str, Any]]]:
        """Give the stream of one ledger row and what happened to it."""
        key = self.player.issue_id(self.story.issues[issue])
        client = self._casts[self.story.division].act(OFFICE)
        events: list[dict[str, Any]] = client.get(f"/rectification/items/{key}/events")["events"]
        return f"item-{key}", events

    def logs(self) -> Sequence[dict[str, Any]]:
        """Give where the twelve logs stand."""
        return list(overview(self.home))

    def _cast(self, site: str) -> Cast:
        plan = next(plan for plan in TRIAL_SITES if plan.site == site)
        address = SiteServer(self.home, plan, {}).address

        def open_client(claims: Claims) -> SiteClient:
            return SiteClient(address, self._keys.token(claims, utc_now()))

        return Cast(site, open_client)

    def _advance(self, moment: datetime) -> None:
        for cast in self._casts.values():
            cast.act(OPERATOR).post("/operator/clock", {"now": moment.isoformat()})
