"""The divisions of Jiangxi by GB/T 2260: what a code means, now and on a given day."""

from libs.common.divisions.division import Division, Level
from libs.common.divisions.division_code import DivisionCode, division_is_known
from libs.common.divisions.lookup import (
    ancestors,
    children,
    find,
    history,
    is_known,
    level_of,
    successor,
)

__all__ = [
    "Division",
    "DivisionCode",
    "Level",
    "ancestors",
    "children",
    "division_is_known",
    "find",
    "history",
    "is_known",
    "level_of",
    "successor",
]
