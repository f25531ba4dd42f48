"""What carries the stories of the examples on: who asks it, and what else is so."""

from typing import Final

from libs.common.decider import Context
from libs.common.decider.roles import OFFICE, UNIT
from libs.common.testing.given import MOMENT, SITE
from services.rectification.domain.case.commands import DecideExtension, RequestExtension
from services.rectification.domain.filing.commands import ResubmitFiling
from services.rectification.domain.vocabulary import FilingKind
from tests.rectification.examples import BO, EXTENDED, TOWN
from tests.rectification.filing_examples import answers


def _context(role: str, unit: str | None = None) -> Context:
    return Context(now=MOMENT, actor=BO, role=role, body="body", site=SITE, unit=unit)


_AGAIN: Final = ((ResubmitFiling(answers=answers), _context(UNIT, TOWN)),)

ASKS: Final[dict[str, tuple[tuple[object, Context], ...]]] = {
    "plan": _AGAIN,
    "progress": _AGAIN,
    "case": (
        (
            RequestExtension(filing=FilingKind.PLAN, until=EXTENDED.date(), reason="统一核查"),
            _context(UNIT, TOWN),
        ),
        *(
            (
                DecideExtension(granted=granted, reason="理由"),
                _context(OFFICE),
            )
            for granted in (True, False)
        ),
    ),
}
