"""Waiting until the sites have caught up with each other: nothing unsent, unread or unfolded."""

import time
from pathlib import Path
from typing import Final

from lianxun.cli.errors import CommandFailed
from lianxun.sites.overview import overview

POLL_SECONDS: Final = 0.2
QUIET_LOOKS: Final = 3


def wait_until_quiet(home: Path, seconds_max: float) -> None:
    """Return when positions stand still and nobody lags; raises CommandFailed with what lags."""
    deadline, quiet, before = time.monotonic() + seconds_max, 0, None
    while quiet < QUIET_LOOKS:
        rows = list(overview(home))
        positions = [(row["site"], row["service"], row["position"]) for row in rows]
        lagging = [row for row in rows if row["lag"] != 0 or row["unsent"]]
        quiet = quiet + 1 if positions == before and not lagging else 0
        before = positions
        if time.monotonic() > deadline:
            behind = [f"{row['site']} {row['service']}: {row['lag']}" for row in lagging]
            raise CommandFailed(f"the sites did not catch up in {seconds_max:.0f} s: {behind}")
        time.sleep(POLL_SECONDS)
