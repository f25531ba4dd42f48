"""`lianxun trace EVENT_ID`: what an event came of and what came of it, wherever that happened."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lianxun.cli.errors import PARTIAL, CommandFailed, errors_told
from lianxun.cli.output import Form, FormOption, write_record, write_rows, write_tree
from lianxun.cli.sites import HOME, Home

if TYPE_CHECKING:
    from rich.tree import Tree

    from lianxun.sites.causes import Node, Trace


def trace(
    event_id: Annotated[str, typer.Argument(help="An event's id, as `events` shows it.")],
    *,
    site: Annotated[
        list[str] | None, typer.Option(help="A site to look at; all of them by default.")
    ] = None,
    home: Home = HOME,
    output: FormOption = Form.TABLE,
) -> None:
    """Show the causes of an event and its consequences; exit code 5 if a site was not reached."""
    from lianxun.sites.causes import traced
    from lianxun.sites.history import known_plan
    from lianxun.sites.plan import TRIAL_SITES

    with errors_told():
        found = traced(home, [known_plan(each) for each in site or ()] or TRIAL_SITES, event_id)
        _write(found, output)
        if found.unreached:
            raise CommandFailed(f"not reached: {', '.join(found.unreached)}", PARTIAL)


def _write(found: "Trace", form: Form) -> None:
    match form:
        case Form.JSON:
            shown = {"event": found.asked["id"], "correlation": found.asked["correlation"]}
            missing = {"missing_cause": found.missing_cause, "unreached": found.unreached}
            write_record({**shown, **missing, "tree": _nested(found.root)}, form)
        case Form.JSONL:
            write_rows(found.rows(), (), form)
        case Form.TABLE:
            write_tree(_drawn(found))


def _nested(node: "Node") -> dict[str, Any]:
    return {**node.event, "consequences": [_nested(each) for each in node.consequences]}


def _drawn(found: "Trace") -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    event = found.root.event
    label = f"cause {found.missing_cause}, not found"
    if found.missing_cause is None:
        label = f"command {event['command']} of {event['role']} {event['actor']}"
    tree = Tree(Text(label, style="dim"))
    _grow(tree, found.root, found)
    for name in found.unreached:
        tree.add(Text(f"{name} was not reached", style="red"))
    return tree


def _grow(tree: "Tree", node: "Node", found: "Trace") -> None:
    from rich.text import Text

    event, is_asked = node.event, node.event is found.asked
    where = f"{event['site']} {event['service']} {event['stream']}@{event['version']}"
    mark = "  ◀" if is_asked else ""
    branch = tree.add(
        Text.assemble(
            (event["type"], "bold reverse" if is_asked else "bold"),
            f"  {where}",
            (f"  {event['recorded_at']}", "dim"),
            mark,
        )
    )
    for each in node.consequences:
        _grow(branch, each, found)
