"""Whose a thing is: a unit works on what is its own, and does not judge it."""

from libs.common.decider import Context, Denial
from services.rectification.domain.vocabulary import UnitCode


class NotYourUnit(Denial):
    """A unit reports, claims and files on its own account only."""


class UnitMayNotJudgeItself(Denial):
    """Nobody judges what the body does for which they act."""


def check_own(unit: UnitCode | None, context: Context) -> None:
    """Refuse whoever does not act for the unit."""
    if context.unit != unit:
        raise NotYourUnit


def check_judge(unit: UnitCode | None, context: Context) -> None:
    """Refuse whoever acts for the unit that is judged."""
    if unit in {context.unit, context.body}:
        raise UnitMayNotJudgeItself
