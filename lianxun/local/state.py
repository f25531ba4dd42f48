"""What a server remembers between two commands, and what it says about itself."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

Condition: TypeAlias = Literal["running", "starting", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """The remembered process and ports; ports outlive the process."""

    pid: int | None = None
    started_at: float | None = None
    ports: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerStatus:
    """What a person or a script wants to know about a server."""

    server: str
    state: Condition
    address: str | None
    pid: int | None
    started_at: str | None
    folder: str
    log: str


def load_state(path: Path) -> ServerState:
    """The remembered state; a file that cannot be read counts as none."""
    try:
        return ServerState(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return ServerState()


def save_state(path: Path, state: ServerState) -> None:
    """Replace the file at once, so that a crash leaves the old or the new one."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")
    partial.replace(path)
