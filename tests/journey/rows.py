"""Asking a list of a site of the journey."""

from typing import Any

from lianxun.scenarios.actors import OFFICE
from lianxun.sites.plan import SitePlan
from tests.journey.journey import Journey


def rows(
    journey: Journey,
    plan: SitePlan,
    path: str,
    *,
    who: tuple[str, str] = OFFICE,
    **parameters: str,
) -> list[dict[str, Any]]:
    """Give the rows of a list, as the office sees them or somebody else."""
    return list(journey.levels.cast(plan).rows(who, path, **parameters))
