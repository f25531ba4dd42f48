"""Why a record is parked: a stable cause, and a detail for people."""

from typing import Final

from libs.common.decider import Refusal

MALFORMED: Final = "malformed"
FOREIGN_SOURCE: Final = "foreign_source"
SEQUENCE_JUMP: Final = "sequence_jump"
UNKNOWN_VERSION: Final = "unknown_version"
BEHIND: Final = "behind"
"""Nothing is wrong with the record itself; an earlier one of its stream is parked."""

DETAIL_CHARACTERS_MAX: Final = 2000


class Fault(Exception):  # noqa: N818 - named by what it is
    """A record cannot be handled; trying again changes nothing."""

    def __init__(self, cause: str, detail: str) -> None:
        super().__init__(f"{cause}: {detail}")
        # PostgreSQL's text holds every character but NUL.
        self.cause, self.detail = cause, detail.replace("\0", "\ufffd")[:DETAIL_CHARACTERS_MAX]


def malformed(field: str) -> Fault:
    """Give the fault of a record whose `field` is missing or wrong."""
    return Fault(MALFORMED, field)


def refused(refusal: Refusal) -> Fault:
    """Give the fault of a command that a rule said no to."""
    details = ", ".join(f"{name}={value}" for name, value in sorted(refusal.details.items()))
    return Fault(refusal.code, details)


def defect(error: Exception) -> Fault:
    """Give the fault of a reaction or command that crashed."""
    return Fault(f"defect:{type(error).__name__}", str(error))
