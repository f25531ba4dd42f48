"""One finding: what was looked at, how it is, and what to do if it is not well."""

from enum import StrEnum

from libs.common.decider import frozen


class Result(StrEnum):
    """How something is; a warning keeps nothing from working now."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@frozen
class Finding:
    """A row of the answer."""

    check: str
    result: Result
    found: str
    advice: str = ""


def ok(check: str, found: str) -> Finding:
    """Say that it is well."""
    return Finding(check=check, result=Result.OK, found=found)


def warn(check: str, found: str, advice: str) -> Finding:
    """Say that it will want somebody."""
    return Finding(check=check, result=Result.WARN, found=found, advice=advice)


def fail(check: str, found: str, advice: str) -> Finding:
    """Say that something does not work."""
    return Finding(check=check, result=Result.FAIL, found=found, advice=advice)
