"""The domain's tables agree with one another: events, commands, refusals and their words."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

from tests.architecture.tidy.imports import imported
from tests.architecture.tidy.source import Finding, Source

REFUSAL_ROOTS = frozenset({"Refusal", "Denial"})
PURE = (
    "annotated_types",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "itertools",
    "operator",
    "re",
    "typing",
    "zoneinfo",
    "libs.common.decider",
)
"""What a domain module may import besides its own service's domain."""

Texts = Mapping[str, Mapping[str, str]]


def foreign_imports(source: Source) -> Iterator[Finding]:
    """Find an import that has no business in a domain."""
    if not source.path.startswith("services/") or ".domain" not in source.module:
        return
    own = source.module.partition(".domain")[0] + ".domain"
    for line, name in imported(source):
        if not any(name == root or name.startswith(f"{root}.") for root in (own, *PURE)):
            yield Finding(source.path, line, f"a domain imports {name}")


def unstored_events(domain: Iterable[Source], wire: Iterable[Source]) -> Iterator[Finding]:
    """Find an event of an aggregate that no line of the wire table names."""
    stored = {
        call.args[1].id
        for source in wire
        for call in source.nodes
        if isinstance(call, ast.Call) and _called(call) == "stored" and len(call.args) > 1
        if isinstance(call.args[1], ast.Name)
    }
    for source, name, line in _members(domain, "Event"):
        if name not in stored:
            yield Finding(source.path, line, f"event {name} has no wire name")


def unlisted_commands(domain: Iterable[Source]) -> Iterator[Finding]:
    """Find a command that no who-and-when table has a row for."""
    sources = list(domain)
    listed = {
        key.id
        for source in sources
        for table in _tables(source.tree, "ALLOWED")
        for key in table.keys
        if isinstance(key, ast.Name)
    }
    for source, name, line in _members(sources, "Command"):
        if name not in listed:
            yield Finding(source.path, line, f"command {name} has no row in ALLOWED")


def _members(sources: Iterable[Source], ending: str) -> Iterator[tuple[Source, str, int]]:
    """List the classes of every union whose name ends so, such as `ItemEvent`."""
    for source in sources:
        for node in source.tree.body:
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            if node.target.id.endswith(ending) and node.value is not None:
                for name in ast.walk(node.value):
                    if isinstance(name, ast.Name):
                        yield source, name.id, node.lineno


def _tables(tree: ast.Module, name: str) -> Iterator[ast.Dict]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            yield from (each for each in ast.walk(node) if isinstance(each, ast.Dict))


def refusals(sources: Iterable[Source]) -> dict[str, Finding]:
    """List every rule that says no, with its place."""
    classes = [
        (source, node)
        for source in sources
        for node in source.tree.body
        if isinstance(node, ast.ClassDef)
    ]
    known, found = set(REFUSAL_ROOTS), dict[str, Finding]()
    while fresh := [
        each for each in classes if each[1].name not in known and _is_a(each[1], known)
    ]:
        for source, node in fresh:
            known.add(node.name)
            found[node.name] = Finding(source.path, node.lineno, f"refusal {node.name}")
    return found


def _is_a(node: ast.ClassDef, known: set[str]) -> bool:
    return any(isinstance(base, ast.Name) and base.id in known for base in node.bases)


def untested_refusals(product: Iterable[Source], tests: Iterable[Source]) -> Iterator[Finding]:
    """Find a refusal that no test names."""
    named = {
        getattr(node, "id", getattr(node, "attr", ""))
        for test in tests
        for node in test.nodes
        if isinstance(node, ast.Name | ast.Attribute)
    }
    for name, place in refusals(product).items():
        if name not in named:
            yield place._replace(what=f"no test names refusal {name}")


def wordless(names: Iterable[str], section: str, texts: Mapping[str, Texts]) -> Iterator[Finding]:
    """Find a name without words in some language."""
    for language, words in texts.items():
        for name in sorted(set(names) - set(words.get(section, {}))):
            yield Finding(f"texts/{language}", 1, f"[{section}] lacks {name}")


def unequal_texts(texts: Mapping[str, Texts]) -> Iterator[Finding]:
    """Find a text that one language has and another lacks, or that mentions other values."""
    flat = {language: _flat(words) for language, words in texts.items()}
    for key in sorted(set().union(*flat.values())):
        mentioned = {
            language: frozenset(_placeholders(words[key])) if key in words else None
            for language, words in flat.items()
        }
        if len(set(mentioned.values())) > 1:
            yield Finding("texts", 1, f"{key} differs: {mentioned}")


def _flat(words: Texts) -> dict[str, str]:
    return {
        f"{section}.{name}": text
        for section, names in words.items()
        for name, text in names.items()
    }


def _placeholders(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))
