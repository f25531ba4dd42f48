"""Generated events: the cases of a plan, really decided by the four services of one county site."""

from collections.abc import Iterable, Iterator
from typing import Final

from lianxun.scenarios.acts import DAY_0, moment
from lianxun.scenarios.agenda import Agenda
from lianxun.scenarios.cases import COUNTY, GeneratedCase
from lianxun.scenarios.generate import plan
from lianxun.scenarios.memory_log import Entry
from lianxun.scenarios.memory_site import MemorySite
from lianxun.scenarios.undertakings import handle_case, open_term, run_round, set_rules
from lianxun.serving import SERVICES
from libs.common.clock import derived_id
from libs.common.hosting.host import NAMESPACE
from libs.common.settings import Level
from libs.common.store.site import FoundSite, stream
from libs.contracts.registry import load

FOUNDING: Final = FoundSite(
    division=COUNTY, level=Level.COUNTY.value, time_zone="Asia/Shanghai", clock="simulated"
)


def events(size: str, seed: int) -> Iterator[Entry]:
    """Give the events of all services in the order in which they would be recorded.

    The same size and seed give the same events for ever. Holds no more than what goes on at one
    time. Raises UnknownSize at once.
    """
    return played(plan(size, seed), seed)


def played(cases: Iterable[GeneratedCase], seed: int) -> Iterator[Entry]:
    """Give the events of these cases, to their end."""
    site = MemorySite(COUNTY, SERVICES, load(), begins_at=DAY_0, seed=seed)
    yield from _founded(site)
    agenda = Agenda(site)
    agenda.add(set_rules(seed))
    for case in cases:
        if case.opens_round:
            yield from agenda.until(moment(case.round.day, 0))
            if case.round.opens_term:
                agenda.add(open_term(case.round, seed))
            agenda.add(run_round(case.round, seed))
        agenda.add(handle_case(case, seed))
    yield from agenda.until()


def _founded(site: MemorySite) -> Iterator[Entry]:
    for service in SERVICES:
        name = derived_id(NAMESPACE, f"{COUNTY}/{service.name}/founding")
        yield from site.give_as_system(service.name, stream(COUNTY), FOUNDING, name=name)
