"""The clock of a process: the database's, or a simulated one that a trial site was founded with."""

from libs.common.clock import utc_now
from libs.common.settings import AppenderSettings, SiteSettings
from libs.common.store.clock import DatabaseClock, SimulatedClock, StoreClock


class SimulatedClockRefused(Exception):  # noqa: N818 - named by what it is
    """The production profile runs by the real clock only."""


def make_clock(site: SiteSettings, appender: AppenderSettings) -> StoreClock:
    """Make the clock that the settings ask for; raises SimulatedClockRefused."""
    if site.clock == "real":
        return DatabaseClock(appender.clock_tolerance_seconds)
    if site.profile == "production":
        raise SimulatedClockRefused("LIANXUN_CLOCK=simulated needs LIANXUN_PROFILE=trial")
    return SimulatedClock(site.clock_start or utc_now())
