"""Dead files: what no entry point reaches is not shipped; and nothing reaches up."""

from collections.abc import Iterable, Iterator

from tests.architecture.tidy.imports import imported, named
from tests.architecture.tidy.source import Finding, Source


def dead_files(sources: Iterable[Source], entries: Iterable[str]) -> Iterator[Finding]:
    """Find a module that neither an entry point nor anything it imports names."""
    modules = {source.module: source for source in sources}
    reached, waiting = set[str](), [name for name in entries if name in modules]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            around = (each for found in named(modules[name]) for each in _and_around(found))
            waiting += [each for each in around if each in modules]
    for name in sorted(set(modules) - reached):
        yield Finding(modules[name].path, 1, f"nothing reaches {name}")


def _and_around(name: str) -> Iterator[str]:
    """List a module and the packages around it, which are imported with it."""
    parts = name.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def upward_imports(source: Source) -> Iterator[Finding]:
    """Find a service or library that knows the command line above it."""
    if source.is_product and not source.path.startswith("lianxun/"):
        for line, name in imported(source):
            if name.partition(".")[0] == "lianxun":
                yield Finding(source.path, line, f"imports {name}, which sits above it")
