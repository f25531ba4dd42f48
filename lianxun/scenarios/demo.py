"""The demonstration: three linked sites, a county round, then a programme of all three levels."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from lianxun.scenarios.actors import OFFICE
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.clockwork import Clockwork
from lianxun.scenarios.linked import Linked, scripts_of
from lianxun.scenarios.play import Act, Told, acts_of, acts_of_rows, perform
from lianxun.scenarios.programme import Lead
from lianxun.scenarios.round_of_story import script_of
from lianxun.scenarios.script import issue_id
from lianxun.scenarios.stage import Stage
from lianxun.scenarios.story import Story
from lianxun.sites.client import SiteClient
from lianxun.sites.keys import LocalKeys
from lianxun.sites.overview import overview
from lianxun.sites.plan import TRIAL_SITES
from lianxun.sites.process import SiteServer
from lianxun.sites.waiting import wait_until_quiet
from libs.common.auth.claims import Claims
from libs.common.clock import utc_now

CATCH_UP_SECONDS_MAX: Final = 60.0


class Demo:
    """Plays stories on running sites and shows what came of them."""

    def __init__(self, home: Path, story: Story, linked: Linked) -> None:
        self.home, self.story, self.linked = home, story, linked
        self._keys = LocalKeys(home / "keys")
        self.casts = {plan.site: self._cast(plan.site) for plan in TRIAL_SITES}
        self._clockwork = Clockwork(self.casts.values)
        self.county = self.casts[story.division]

    def close(self) -> None:
        """Leave."""
        for cast in self.casts.values():
            cast.close()

    def play(self) -> Iterator[Told]:
        """Play the county's round from its rules to its last closed case."""
        yield from self._perform(round_acts(self.story, self.county))

    def play_linked(self) -> Iterator[Told]:
        """Play the programme, from its launch to the tasks that come of its results."""
        yield from self._perform(linked_acts(self.linked, self.casts))

    def _perform(self, acts: Sequence[Act]) -> Iterator[Told]:
        yield from perform(acts, self._clockwork.advance)
        wait_until_quiet(self.home, CATCH_UP_SECONDS_MAX)

    def ledger(self, as_of: datetime) -> Sequence[dict[str, Any]]:
        """Give the county's ledger as of a moment."""
        moment = as_of.isoformat()
        return self.county.rows(OFFICE, "/rectification/ledger", as_of=moment, sort="code")

    def board(self, site: str) -> Sequence[dict[str, Any]]:
        """Give what a site above shows of the cases below."""
        return self.casts[site].rows(OFFICE, "/rectification/board")

    def programme(self) -> Sequence[dict[str, Any]]:
        """Give the programme board, as the level that leads it sees it."""
        lead, programme = self.casts[self.linked.lead], self.linked.programme
        path = "/rounds/programme-board"
        return lead.rows(OFFICE, path, programme=programme, sort="division")

    def tasks(self) -> Sequence[dict[str, Any]]:
        """Give the tasks of line departments that came of the programme."""
        lead = self.casts[self.linked.lead]
        return lead.rows(OFFICE, "/rectification/department-tasks", sort="department")

    def timeline(self, unit: str) -> Sequence[dict[str, Any]]:
        """Give what happened in the case of a unit, from its opening to its close."""
        path = "/rectification/case-timeline"
        return self.county.rows(OFFICE, path, unit=unit, sort="place")

    def item(self, issue: int, as_of: datetime) -> dict[str, Any]:
        """Give one ledger row as it was."""
        path = f"/rectification/items/{self._item(issue)}"
        state: dict[str, Any] = self.county.act(OFFICE).get(path, as_of=as_of.isoformat())["state"]
        return state

    def stream(self, issue: int) -> str:
        """Name the stream of one ledger row."""
        return f"item-{self._item(issue)}"

    def logs(self) -> Sequence[dict[str, Any]]:
        """Give where the twelve logs stand."""
        return list(overview(self.home))

    def _item(self, issue: int) -> str:
        return issue_id(self.story.key, self.story.issues[issue].code)

    def _cast(self, site: str) -> Cast:
        plan = next(plan for plan in TRIAL_SITES if plan.site == site)
        address = SiteServer(self.home, plan, {}).address

        def open_client(claims: Claims) -> SiteClient:
            return SiteClient(address, self._keys.token(claims, utc_now()))

        return Cast(site, open_client)


def round_acts(story: Story, cast: Cast) -> list[Act]:
    """List all acts of a county's round."""
    stage = Stage(script_of(story), cast)
    return [*acts_of(stage), *acts_of_rows(stage, story)]


def linked_acts(story: Linked, casts: Mapping[str, Cast]) -> list[Act]:
    """List all acts of a programme, at whatever level."""
    stages = [Stage(script, casts[script.site]) for script in scripts_of(story)]
    lead = Lead(story, casts[story.lead])
    return [*lead.acts(), *(act for stage in stages for act in acts_of(stage))]
