"""Expected troubles become a message on stderr and an exit code; a defect shows its stack."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import typer

FAILED: Final = 1
USAGE: Final = 2
NOT_FOUND: Final = 3
CONFLICT: Final = 4
MISMATCH: Final = 6


class CommandFailed(Exception):  # noqa: N818 - named by what it is
    """A command could not do what was asked; `exit_code` says which kind of trouble it is."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell expected troubles."""
    from lianxun.local.errors import LocalServerError
    from lianxun.sites.client import Refused, Unreachable
    from libs.common.decider import Refusal
    from libs.common.texts import text

    try:
        yield
    except CommandFailed as failed:
        _leave(failed, failed.exit_code)
    except Refused as refused:
        _leave(refused, NOT_FOUND if refused.code == "not_found" else CONFLICT)
    except Refusal as refusal:
        _leave(CommandFailed(text("en", "refusals", refusal.code, **refusal.details)), CONFLICT)
    except LocalServerError as failed:
        _leave(failed, failed.exit_code)
    except Unreachable as failed:
        _leave(failed, FAILED)


def _leave(told: Exception, exit_code: int) -> None:
    typer.echo(str(told), err=True)
    raise typer.Exit(exit_code) from told
