"""Asking every service of every site of the trial for events; who cannot be asked is named."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from lianxun.serving import SERVICES
from lianxun.sites.client import Refused, SiteClient, Unreachable
from lianxun.sites.overview import ask_site, running
from lianxun.sites.plan import SitePlan

Event: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[SiteClient, str], list[Event]]
"""Asks one service for events."""


class Search(NamedTuple):
    """What was found, and the sites or services that could not be asked."""

    events: list[Event]
    unreached: list[str]


def event_of(home: Path, plans: Sequence[SitePlan], event_id: str) -> Search:
    """Find the event of an id."""

    def ask(client: SiteClient, service: str) -> list[Event]:
        events: list[Event] = client.get(f"/operator/{service}/events", id=event_id)["events"]
        return events

    return _search(home, plans, ask)


def events_of(home: Path, plans: Sequence[SitePlan], correlation: str) -> Search:
    """Find all events of a correlation, page by page."""

    def ask(client: SiteClient, service: str) -> list[Event]:
        return list(_pages(client, service, correlation))

    return _search(home, plans, ask)


def _pages(client: SiteClient, service: str, correlation: str) -> Iterator[Event]:
    path, after = f"/operator/{service}/events", 0
    while events := client.get(path, correlation=correlation, after=after)["events"]:
        yield from events
        after = events[-1]["position"]


def _search(home: Path, plans: Sequence[SitePlan], ask: Ask) -> Search:
    up = running(home)
    down = [plan.site for plan in plans if plan not in up]
    asked = [plan for plan in plans if plan in up]
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda plan: _site(home, plan, ask), asked))
    events = [event for each in found for event in each.events]
    return Search(events, [*down, *(name for each in found for name in each.unreached)])


def _site(home: Path, plan: SitePlan, ask: Ask) -> Search:
    events, unreached = list[Event](), list[str]()
    with ask_site(home, plan) as client:
        for service in SERVICES:
            try:
                events += ask(client, service.name)
            except (Refused, Unreachable):
                unreached.append(f"{plan.site}.{service.name}")
    return Search(events, unreached)
