"""The page of states: a diagram of each aggregate, and who may ask what in which state."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from inspect import cleandoc, getdoc
from typing import Final

from lianxun.reference.examples import Examples
from lianxun.reference.exploration import explore
from lianxun.reference.explored import Explored
from libs.common.service import Service
from libs.common.texts import text

HEAD: Final = """# States

What becomes of each kind of stream. `make docs` writes this page: who may ask what, and in which
state, is each aggregate's own table; where it leads was found by asking every command in every
state again and again, and taking in what was decided. A command may be refused all the same: its
rules stand in the aggregate's module.
"""


def states(services: Iterable[Service], examples: Mapping[str, Examples]) -> str:
    """Write the page."""
    sections = [_service(service, examples[service.name]) for service in services]
    return "\n".join([HEAD, *sections])


def _service(service: Service, examples: Examples) -> str:
    explored = explore(service, examples).values()
    return "\n".join([f"## {service.name}\n", *map(_aggregate, explored)])


def _aggregate(explored: Explored) -> str:
    aggregate = explored.aggregate
    module = sys.modules[aggregate.decide.__module__]
    parts = [f"### {aggregate.kind}", first_paragraph(module), _diagram(explored), _table(explored)]
    unmet = [event.__name__ for event in explored.unmet()]
    unmet += [status.value for status in explored.statuses() if status not in explored.states]
    if unmet:
        parts.append(f"Not met while exploring: {', '.join(f'`{name}`' for name in unmet)}.")
    return "\n\n".join(parts) + "\n"


def first_paragraph(described: object) -> str:
    """Give the first paragraph of a docstring, in one line."""
    return " ".join(cleandoc(getdoc(described) or "").partition("\n\n")[0].split())


def _diagram(explored: Explored) -> str:
    statuses = explored.statuses()
    edges: dict[tuple[Enum, Enum], dict[str, None]] = {}
    for step in sorted(
        explored.steps, key=lambda step: (step.event.__name__, step.command.__name__)
    ):
        edges.setdefault((step.before, step.after), {})[step.event.__name__] = None
    left = {before for before, _ in edges}
    ends = [status for status in statuses if status not in left and status in explored.states]
    drawn = sorted(edges, key=lambda edge: tuple(map(statuses.index, edge)))
    lines = [
        "stateDiagram-v2",
        *(f'    state "{_named(status)}" as {status.value}' for status in statuses),
        f"    [*] --> {explored.aggregate.status(explored.aggregate.initial).value}",
        *(f"    {a.value} --> {b.value}: {', '.join(edges[a, b])}" for a, b in drawn),
        *(f"    {status.value} --> [*]" for status in ends),
    ]
    return "\n".join(["```mermaid", *lines, "```"])


def _named(status: Enum) -> str:
    return " / ".join(text(language, "statuses", str(status.value)) for language in ("zh", "en"))


def _table(explored: Explored) -> str:
    head = "| Command | Who | In which states | What happens |\n|---|---|---|---|"
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in _rows(explored))])


def _rows(explored: Explored) -> Iterator[list[str]]:
    statuses = explored.statuses()
    for command, permission in explored.aggregate.allowed.items():
        name = command.__name__
        when = sorted(permission.when, key=statuses.index)
        events = sorted({step.event.__name__ for step in explored.steps if step.command is command})
        yield [
            f"`{name}` {text('zh', 'commands', name)} / {text('en', 'commands', name)}",
            ", ".join(f"`{role}`" for role in sorted(permission.roles)),
            ", ".join(f"`{status.value}`" for status in when),
            ", ".join(f"`{event}`" for event in events) or "nothing",
        ]
