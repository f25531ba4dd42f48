"""The text files a server writes: bounded at each start, quoted when a start fails."""

from pathlib import Path

LOG_BYTES_MAX = 16 * 1024 * 1024
TAIL_BYTES_MAX = 8 * 1024
TAIL_LINES_MAX = 15


def bound_log(log: Path) -> None:
    """Put a long log aside, in place of the one put aside before."""
    if log.exists() and log.stat().st_size > LOG_BYTES_MAX:
        log.replace(log.with_suffix(".log.1"))


def log_tail(log: Path) -> str:
    """The last lines, indented for an error message."""
    if not log.exists():
        return "  (nothing was logged)"
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - TAIL_BYTES_MAX))
        lines = file.read().decode("utf-8", "replace").splitlines()
    return "\n".join(f"  {line}" for line in lines[-TAIL_LINES_MAX:])
