"""What a table understands: which published names lead to which of its lines."""

from collections.abc import Sequence
from typing import Final, Protocol

from pydantic import ValidationError

from libs.common.reactions.faults import malformed
from libs.common.reactions.table import Reaction, Reactions

KIND_AND_VERSION: Final = ".v"


class Shapes(Protocol):
    """The published names of one service's events, and how to read them."""

    def names(self) -> Sequence[str]:
        """List every name and version that is known."""
        ...

    def versions(self, event: type) -> Sequence[str]:
        """List the names under which `event` is published."""
        ...

    def decode(self, name: str, body: bytes) -> object:
        """Read a body by its name; raises ValueError, whose text names the field."""
        ...


class Vocabulary:
    """The lines of one table by published name."""

    def __init__(self, table: Reactions, shapes: Shapes) -> None:
        self._shapes = shapes
        self._known = frozenset(shapes.names())
        self._lines: dict[str, tuple[Reaction, ...]] = {}
        for line in table.lines:
            self._add(table, line)
        self._concerned = frozenset(map(_base, self._lines))

    def _add(self, table: Reactions, line: Reaction) -> None:
        names = self._shapes.versions(line.event)
        if not names:
            message = f"{table.name}: nobody publishes {line.event.__name__} ({line.name})"
            raise ValueError(message)
        for name in names:
            before = self._lines.get(name, ())
            if line.name in {other.name for other in before}:
                # Two lines of one name would give their commands the same ids.
                message = f"{table.name}: two lines named {line.name} for {name}"
                raise ValueError(message)
            self._lines[name] = (*before, line)

    def lines(self, name: str) -> tuple[Reaction, ...]:
        """List the lines for a published name."""
        return self._lines.get(name, ())

    def understands(self, name: str) -> bool:
        """Tell whether this very version has a line."""
        return name in self._lines

    def is_concerned(self, name: str) -> bool:
        """Tell whether some version of this event has a line."""
        return _base(name) in self._concerned

    def knows(self, name: str) -> bool:
        """Tell whether this version is published as far as this release knows."""
        return name in self._known

    def decode(self, name: str, body: bytes) -> object:
        """Read a body; raises Fault."""
        try:
            return self._shapes.decode(name, body)
        except ValidationError as error:
            raise malformed(_field(error)) from None
        except ValueError as error:
            raise malformed(str(error)) from None


def _field(error: ValidationError) -> str:
    # The values themselves stay out of it: a parked row's detail is shown and logged.
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'data'}: {first['msg']}"


def _base(name: str) -> str:
    return name.rpartition(KIND_AND_VERSION)[0]
