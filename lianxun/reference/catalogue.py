"""The page of events: every stored name, what it means and holds, and who reacts to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_type_hints

from lianxun.reference.examples import Examples
from lianxun.reference.explored import AnyAggregate, events_of
from lianxun.reference.hints import fields_of
from lianxun.reference.readers import readers
from lianxun.reference.states import first_paragraph
from libs.common.decider import Aggregate
from libs.common.events.wire import KERNEL, Stored, Wire
from libs.common.service import Service
from libs.common.store.site import site
from libs.common.texts import text
from libs.contracts.registry import Registry

HEAD: Final = """# Events

Every event that is stored, by service. `make docs` writes this page from the wire tables, the
reactions tables, the texts and the golden examples. What stands around an event's own fields is
told in [stored bytes](stored-bytes.md), who reads which topic in [topics](topics.md), and what
leads to an event in [states](states.md).
"""
KERNEL_NAME: Final = "kernel"


@dataclass(frozen=True)
class Chapter:
    """The events of one service, or those that every log has."""

    name: str
    wire: Wire
    lines: Sequence[Stored]
    aggregates: Sequence[AnyAggregate]


def chapters(services: Iterable[Service]) -> list[Chapter]:
    """List the chapters: the kernel's events, then each service's own."""
    return [
        Chapter(KERNEL_NAME, Wire(KERNEL_NAME, []), KERNEL, (site,)),
        *(Chapter(each.name, each.wire, _own(each), each.aggregates) for each in services),
    ]


def _own(service: Service) -> list[Stored]:
    return [line for line in service.wire.lines if line not in KERNEL]


def catalogue(
    services: Sequence[Service], registry: Registry, examples: Mapping[str, Examples]
) -> str:
    """Write the page."""
    reacting = readers(services, registry)
    parts = [HEAD]
    for chapter in chapters(services):
        parts.append(f"## {chapter.name}\n")
        shown = examples[chapter.name]
        parts += [_event(chapter, line, reacting, shown) for line in chapter.lines]
    return "\n".join(parts)


def _event(
    chapter: Chapter, line: Stored, reacting: Mapping[str, Sequence[str]], examples: Examples
) -> str:
    name = line.name.partition(".")[0]
    words = " / ".join(text(language, "events", name) for language in ("zh", "en"))
    told = [f"- {said}" for said in reacting.get(f"{chapter.name}/{line.name}", ())]
    example = examples.text(line.name)
    parts = [
        f"### {line.name}",
        f"{words}. {first_paragraph(line.event)}",
        _facts(chapter, line),
        _fields(line.event),
        *([f"```json\n{example}\n```"] if example else []),
        "\n".join(["Who reacts:", "", *told]) if told else "Nobody reacts to it.",
    ]
    return "\n\n".join(parts) + "\n"


def _facts(chapter: Chapter, line: Stored) -> str:
    topics = ", ".join(f"`{circle}`" for circle in ("log", *line.audience.topics))
    older = [old for old, (new, _) in chapter.wire.upcasters.items() if new == line.name]
    facts = {
        "Service": "every service" if chapter.name == KERNEL_NAME else chapter.name,
        "Stream": ", ".join(f"`{kind}-…`" for kind in _kinds(chapter.aggregates, line)),
        "Audience": f"`{line.audience.value}`, topics {topics}",
        "Older names": ", ".join(f"`{old}`" for old in older),
        "On the public topic": _disclosed(line),
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)


def _kinds(aggregates: Iterable[Aggregate[Any, Any, Any]], line: Stored) -> list[str]:
    if line.kind is not None:
        return [line.kind]
    return [each.kind for each in aggregates if line.event in events_of(each)]


def _disclosed(line: Stored) -> str:
    if line.public is None:
        return ""
    shape = get_type_hints(line.public)["return"]
    return f"`{shape.__name__}` of " + ", ".join(f"`{field.name}`" for field in fields_of(shape))


def _fields(event: type) -> str:
    rows = [
        f"| `{field.name}` | {field.holds}{'; may be absent' * field.optional} |"
        for field in fields_of(event)
    ]
    return "\n".join(["| Field | Holds |", "|---|---|", *rows]) if rows else "It has no fields."
