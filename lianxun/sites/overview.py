"""Where the logs of the local sites stand, service by service."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lianxun.sites.client import SiteClient, operator
from lianxun.sites.keys import LocalKeys
from lianxun.sites.plan import TRIAL_SITES, SitePlan
from lianxun.sites.process import SiteServer

IDLE: Final = "idle"
READING: Final = frozenset({"running", "backing_off"})
"""In these states reactions know how far behind they are."""


def ask_site(home: Path, plan: SitePlan) -> SiteClient:
    """Give an operator's client of a local site; raises LocalServerError if it never ran."""
    return operator(SiteServer(home, plan, {}).address, LocalKeys(home / "keys"), plan.site)


def running(home: Path) -> list[SitePlan]:
    """List the sites whose process runs."""
    return [plan for plan in TRIAL_SITES if SiteServer(home, plan, {}).status().state == "running"]


def overview(home: Path) -> Iterator[dict[str, Any]]:
    """Give a row per service of every running site."""
    for plan in running(home):
        with ask_site(home, plan) as site:
            services = site.get("/operator/status")["services"]
        for name, status in services.items():
            yield {"site": plan.site, "service": name, **_row(status)}


def _row(status: dict[str, Any]) -> dict[str, Any]:
    active = [each for each in status["reactions"] if each["state"] != IDLE]
    lags = [each["lag"] for each in active if each["state"] in READING]
    known = [lag for lag in lags if lag is not None]
    shown = [each["position"] for each in status["projections"]]
    behind = [status["position"] - position for position in shown]
    return {
        "position": status["position"],
        "epoch": status["epoch"],
        "root": status["root"],
        "appender": status["appender"],
        "relay": (status["relay"] or {}).get("state"),
        "unsent": status["position"] - (status["relay"] or {}).get("position", 0),
        "lag": sum(known) + max(behind, default=0) if len(known) == len(active) else None,
        "parked": sum(each["parked"] for each in status["reactions"]),
    }
