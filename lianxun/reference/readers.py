"""Who reacts to an event: the lines of all reactions tables, by the stored name they stand for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lianxun.reference.states import first_paragraph
from libs.common.events.audience import EVENTS, LINKED
from libs.common.reactions.table import Origin, Reaction, Reactions
from libs.common.service import Service
from libs.contracts.registry import Registry

WHERE: Mapping[Origin, str] = {
    Origin.OWN_LOG: "in its own log",
    Origin.SERVICE: "at its own site",
    Origin.SUBORDINATES: "of a site below",
    Origin.SUPERIORS: "of a site above",
}


def readers(services: Iterable[Service], registry: Registry) -> Mapping[str, Sequence[str]]:
    """Say who reacts, by `<service>/<stored name>`."""
    found = defaultdict[str, list[str]](list)
    for service in services:
        for table in service.reactions:
            for line in table.lines:
                said = f"{service.name}, {WHERE[table.source.origin]}: {_said(line)}"
                for name in _names(service, table, line, registry):
                    found[name].append(said)
    return found


def _said(line: Reaction) -> str:
    """Name a line; what it does is told by its function unless that is made by another one."""
    told = first_paragraph(line.react) if getattr(line.react, "__doc__", None) else ""
    return f"`{line.name}`" + (f". {told}" if told else "")


def _names(service: Service, table: Reactions, line: Reaction, registry: Registry) -> Iterator[str]:
    source = table.source.service
    if source is None:
        lines = [each for each in service.wire.lines if each.event is line.event]
        yield from (f"{service.name}/{each.name}" for each in lines)
        return
    circle = EVENTS if table.source.origin is Origin.SERVICE else LINKED
    names = registry.shapes(source, circle).versions(line.event)
    yield from (f"{source}/{name}" for name in names)
