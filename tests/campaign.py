"""How many examples property tests try: few in every run, many times as many in `make campaign`."""

import os
from typing import Final

TIMES: Final = int(os.environ.get("LIANXUN_CAMPAIGN_TIMES", "1"))
ALWAYS_THE_SAME: Final = TIMES == 1
"""A run for everybody tries the same examples each time; a campaign tries new ones."""


def examples(usual: int) -> int:
    """Give the number of examples for this run."""
    return usual * TIMES
