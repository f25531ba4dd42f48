"""The three linked sites of a trial: a province, a city of it, a county of that."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """What a site is told of itself and its neighbours."""

    site: str
    level: str
    superiors: tuple[str, ...] = ()
    subordinates: tuple[str, ...] = ()

    def variables(self) -> dict[str, str]:
        """Write the plan as environment variables."""
        return {
            "LIANXUN_SITE": self.site,
            "LIANXUN_DIVISION": self.site,
            "LIANXUN_LEVEL": self.level,
            "LIANXUN_SUPERIORS": ",".join(self.superiors),
            "LIANXUN_SUBORDINATES": ",".join(self.subordinates),
        }


PROVINCE: Final = SitePlan(site="360000", level="province", subordinates=("360700", "360722"))
CITY: Final = SitePlan(site="360700", level="city", superiors=("360000",), subordinates=("360722",))
COUNTY: Final = SitePlan(site="360722", level="county", superiors=("360700", "360000"))
TRIAL_SITES: Final = (PROVINCE, CITY, COUNTY)


def plan_of(site: str) -> SitePlan:
    """Find a site's plan; raises LookupError."""
    for plan in TRIAL_SITES:
        if plan.site == site:
            return plan
    raise LookupError(site)
