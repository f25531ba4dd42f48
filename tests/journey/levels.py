"""The three sites as processes of this machine, some of which may be down for a while."""

import os
import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from lianxun.local.waiting import wait_until
from lianxun.scenarios.actors import OPERATOR
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.clockwork import Clockwork
from lianxun.scenarios.story import Story
from lianxun.sites.client import SiteClient
from lianxun.sites.overview import overview
from lianxun.sites.plan import TRIAL_SITES, SitePlan
from lianxun.sites.trial import Trial
from libs.common.auth import Claims
from libs.common.clock import utc_now

BEFORE_STORY: Final = timedelta(days=1)
GONE_SECONDS_MAX: Final = 10.0
CATCH_UP_SECONDS_MAX: Final = 90.0
LOOK_SECONDS: Final = 0.3
QUIET_LOOKS: Final = 3


class Levels:
    """Province, city and county; the clock of those that run is moved, the others' waits."""

    def __init__(self, home: Path, story: Story) -> None:
        self.trial, self.home = Trial(home), home
        self._now = story.opens_at - BEFORE_STORY
        self._down: set[str] = set()
        self._casts: dict[str, Cast] = {}
        self._clockwork = Clockwork(lambda: map(self.cast, self.running()))

    def start_all(self) -> None:
        """Found the sites."""
        self.trial.simulate_from(self._now)
        self.trial.up()

    def cast(self, plan: SitePlan) -> Cast:
        """Give who acts at a site."""
        if plan.site not in self._casts:
            address = self.trial.site(plan).address

            def open_client(claims: Claims) -> SiteClient:
                return SiteClient(address, self.trial.keys.token(claims, utc_now()))

            self._casts[plan.site] = Cast(plan.site, open_client)
        return self._casts[plan.site]

    def advance(self, moment: datetime) -> None:
        """Move the clocks of those that run."""
        self._now = max(self._now, moment)
        self._clockwork.advance(moment)

    def running(self) -> Iterator[SitePlan]:
        """List the sites that are not down."""
        return (plan for plan in TRIAL_SITES if plan.site not in self._down)

    def kill(self, plan: SitePlan) -> None:
        """End a site's process without a word."""
        pid = self.trial.site(plan).status().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        self._down.add(plan.site)
        assert wait_until(lambda: self._is_gone(plan), seconds=GONE_SECONDS_MAX)

    def start_again(self, plan: SitePlan) -> None:
        """Start it again; nothing else is done for it."""
        self.trial.site(plan).start()
        self._down.remove(plan.site)
        self._set_clock(plan)

    def until_quiet(self) -> None:
        """Wait until positions stand still and nobody has anything left to read or send."""
        before, quiet = "", 0

        def is_quiet() -> bool:
            nonlocal before, quiet
            rows = list(overview(self.home))
            lagging = [row for row in rows if row["lag"] != 0 or row["unsent"]]
            now = str([(row["site"], row["service"], row["position"]) for row in rows])
            quiet = 0 if lagging or now != before else quiet + 1
            before = now
            return quiet >= QUIET_LOOKS

        seconds = CATCH_UP_SECONDS_MAX
        assert wait_until(is_quiet, seconds=seconds, every=LOOK_SECONDS), before

    def stop_all(self) -> None:
        """Leave nothing running."""
        for cast in self._casts.values():
            cast.close()
        self.trial.down()

    def _is_gone(self, plan: SitePlan) -> bool:
        return self.trial.site(plan).status().state == "stopped"

    def _set_clock(self, plan: SitePlan) -> None:
        moved = {"now": self._now.isoformat()}
        self.cast(plan).act(OPERATOR).post("/operator/clock", moved)
