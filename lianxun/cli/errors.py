"""Expected troubles become a message on stderr and an exit code; a defect shows its stack."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from pydantic import ValidationError

FAILED: Final = 1
USAGE: Final = 2
NOT_FOUND: Final = 3
CONFLICT: Final = 4
PARTIAL: Final = 5
MISMATCH: Final = 6

_NOT_FOUND_STATUS: Final = 404
_DEFECT_STATUS: Final = 500


class CommandFailed(Exception):  # noqa: N818 - named by what it is
    """A command could not do what was asked; `exit_code` says which kind of trouble it is."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell expected troubles."""
    from pydantic import ValidationError

    from lianxun.local.errors import LocalServerError
    from lianxun.sites.client import Refused, Unreachable
    from libs.common.decider import Refusal
    from libs.common.texts import text

    try:
        yield
    except CommandFailed as failed:
        _leave(failed, failed.exit_code)
    except Refused as refused:
        _leave(refused, _code_of(refused.status))
    except Refusal as refusal:
        _leave(CommandFailed(text("en", "refusals", refusal.code, **refusal.details)), CONFLICT)
    except LocalServerError as failed:
        _leave(failed, failed.exit_code)
    except Unreachable as failed:
        _leave(failed, FAILED)
    except ValidationError as invalid:
        _leave(CommandFailed(variables_at_fault(invalid)), USAGE)


def _code_of(status: int) -> int:
    """Give the exit code for the status of a problem document."""
    if status == _NOT_FOUND_STATUS:
        return NOT_FOUND
    return FAILED if status >= _DEFECT_STATUS else CONFLICT


def variables_at_fault(invalid: "ValidationError") -> str:
    """Name the environment variables that are missing or wrong, never their values."""
    from libs.common import settings

    owner = getattr(settings, invalid.title, None)
    if owner is None:
        raise invalid  # Not of the environment, so a defect.
    prefix = owner.model_config["env_prefix"]
    return "\n".join(
        f"{prefix}{error['loc'][0]}".upper() + f": {error['msg']}" for error in invalid.errors()
    )


def _leave(told: Exception, exit_code: int) -> None:
    typer.echo(str(told), err=True)
    raise typer.Exit(exit_code) from told
