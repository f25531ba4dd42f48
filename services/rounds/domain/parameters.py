"""What rules may say: the parameters of each scope, and the form of each one's values."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from libs.common.decider.texts import is_term

_RANGE: Final = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,2}")
_WORDS: Final = re.compile(r"[a-z_]+(,[a-z_]+)*")
PERCENT_MAX: Final = 100


class RuleScope(StrEnum):
    """What a rule set is about."""

    ON_SITE = "on_site"
    GROUP = "group"
    PAPER = "paper"
    VILLAGE = "village"
    HEARING = "hearing"
    FEEDBACK = "feedback"
    CLUE = "clue"
    REINSPECTION = "reinspection"
    ASSESSMENT = "assessment"


class Parameter(StrEnum):
    """One number, term or list of words that a rule sets."""

    ON_SITE_DAYS_REGULAR = "onsite.days.regular"
    ON_SITE_DAYS_SPECIAL = "onsite.days.special"
    IMMEDIATE_FIX_DUE = "immediate_fix.due"
    GROUP_SIZE = "group.size"
    PAPER_HANDLERS_MIN = "paper.handlers.min"
    PAPER_SIGNATURES = "paper.signatures"
    VILLAGE_VISIT_SHARE = "village.visit.share"
    HEARING_QUORUM = "hearing.quorum"
    PLAN_DUE = "plan.due"
    CONCENTRATED_PERIOD = "concentrated.period"
    FEEDBACK_LED_BY = "feedback.led_by"
    FEEDBACK_ATTENDED_BY = "feedback.attended_by"
    CLUE_REPLY_DUE = "clue.reply.due"
    REINSPECTION_WINDOW = "reinspection.window"
    ASSESSMENT_WAIT = "assessment.wait"
    ASSESSMENT_INDICATORS = "assessment.indicators"


def is_number(value: str) -> bool:
    """Tell whether it is a whole number from 1 to 999."""
    return _NUMBER.fullmatch(value) is not None


def is_range(value: str) -> bool:
    """Tell whether it is two whole numbers, the smaller first, such as `5-7`."""
    return bounds(value) is not None


def is_percentage(value: str) -> bool:
    """Tell whether it is a share of a hundred."""
    return is_number(value) and int(value) <= PERCENT_MAX


def is_words(value: str) -> bool:
    """Tell whether it is a list of words, such as `handler,deputy,leader`."""
    return _WORDS.fullmatch(value) is not None


def bounds(value: str) -> tuple[int, int] | None:
    """Read a range; None when it is none."""
    found = _RANGE.fullmatch(value)
    if found is None or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2])


def _is_term_or_word(value: str) -> bool:
    return is_term(value) or is_words(value)


Form = Callable[[str], bool]

FORMS: Final[Mapping[RuleScope, Mapping[Parameter, Form]]] = {
    RuleScope.ON_SITE: {
        Parameter.ON_SITE_DAYS_REGULAR: is_number,
        Parameter.ON_SITE_DAYS_SPECIAL: is_number,
        Parameter.IMMEDIATE_FIX_DUE: _is_term_or_word,
    },
    RuleScope.GROUP: {Parameter.GROUP_SIZE: is_range},
    RuleScope.PAPER: {
        Parameter.PAPER_HANDLERS_MIN: is_number,
        Parameter.PAPER_SIGNATURES: is_words,
    },
    RuleScope.VILLAGE: {Parameter.VILLAGE_VISIT_SHARE: is_percentage},
    RuleScope.HEARING: {Parameter.HEARING_QUORUM: is_number},
    RuleScope.FEEDBACK: {
        Parameter.PLAN_DUE: is_term,
        Parameter.CONCENTRATED_PERIOD: is_term,
        Parameter.FEEDBACK_LED_BY: is_words,
        Parameter.FEEDBACK_ATTENDED_BY: is_words,
    },
    RuleScope.CLUE: {Parameter.CLUE_REPLY_DUE: is_term},
    RuleScope.REINSPECTION: {Parameter.REINSPECTION_WINDOW: is_range},
    RuleScope.ASSESSMENT: {
        Parameter.ASSESSMENT_WAIT: is_term,
        Parameter.ASSESSMENT_INDICATORS: is_number,
    },
}
"""Months where a range is a window of time: `reinspection.window` is `3-6`."""
