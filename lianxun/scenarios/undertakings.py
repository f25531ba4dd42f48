"""What people undertake: the rules, a term, a round, and each of its cases."""

from collections.abc import Iterator
from heapq import merge
from operator import attrgetter

from lianxun.scenarios.acts import Act, Undertaking
from lianxun.scenarios.cases import GeneratedCase, GeneratedRound
from lianxun.scenarios.dossier import NAMESPACE, Dossier
from lianxun.scenarios.filings import plan_acts, report_acts
from lianxun.scenarios.inspection import inspection_acts
from lianxun.scenarios.preparations import round_acts, rule_acts, term_acts
from lianxun.scenarios.row_acts import MINUTES_BETWEEN_ROWS, Row, row_acts
from libs.common.clock import derived_id


def set_rules(seed: int) -> Undertaking:
    """Put the county's rules into force."""
    return Undertaking(derived_id(NAMESPACE, f"{seed}/rules"), rule_acts())


def open_term(opened: GeneratedRound, seed: int) -> Undertaking:
    """Have the term approved that a round opens; rounds and later terms come back to its units."""
    return Undertaking(derived_id(NAMESPACE, f"{seed}/term/{opened.term}"), term_acts(opened))


def run_round(opened: GeneratedRound, seed: int) -> Undertaking:
    """Take a round from its plan until its units were told."""
    return Undertaking(derived_id(NAMESPACE, f"{seed}/{opened.key}"), round_acts(opened))


def handle_case(case: GeneratedCase, seed: int) -> Undertaking:
    """Inspect a unit, tell it, and follow its filings and what it does about each issue."""
    dossier = Dossier(case, seed)
    named = derived_id(NAMESPACE, f"{seed}/{case.round.key}/{case.unit}")
    return Undertaking(named, _case_acts(dossier), dossier.hear)


def _case_acts(dossier: Dossier) -> Iterator[Act]:
    yield from inspection_acts(dossier)
    rows = [
        Row(
            issue=issue,
            key=key,
            clerk=dossier.clerk,
            feedback_day=dossier.round.feedback_day,
            minutes=dossier.case.place + place * MINUTES_BETWEEN_ROWS,
        )
        for place, (key, issue) in enumerate(dossier.kept.items())
    ]
    yield from plan_acts(dossier, rows)
    yield from merge(report_acts(dossier, rows), *map(row_acts, rows), key=attrgetter("at"))
