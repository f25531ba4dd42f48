"""What people do about a generated round and each of its cases."""

from collections.abc import Iterator
from heapq import merge
from operator import attrgetter
from typing import Final

from lianxun.scenarios.actors import (
    COMMITTEE,
    LEADING_OFFICIAL,
    OFFICE,
    OFFICE_HEAD,
    clerk,
    leader,
    member,
)
from lianxun.scenarios.acts import Act, Undertaking, moment
from lianxun.scenarios.cases import COUNTY, GeneratedCase, GeneratedIssue, GeneratedRound
from lianxun.scenarios.row_acts import MINUTES_BETWEEN_ROWS, Row, row_acts
from lianxun.scenarios.units import registration
from libs.common.clock import derived_id
from services.issues.domain import vocabulary as issues
from services.issues.domain.issue import ApproveIssue, IssueDomain, ItemType, RaiseIssue, issue
from services.rounds.domain.feedback_session import (
    AcknowledgeFeedback,
    ApproveFeedback,
    DeliverFeedback,
    DraftFeedback,
    feedback_session,
)
from services.rounds.domain.inspection_round import (
    AuthoriseRound,
    CloseRound,
    EnterOnSite,
    PlanRound,
    inspection_round,
)
from services.rounds.domain.unit import unit
from services.rounds.domain.vocabulary import FeedbackKey, IssueId, RoundKey, UnitCode

NAMESPACE: Final = "3f0e6a0e-0c52-5a3b-8a55-0d6f0f0a7c12"
"""Under it issues and undertakings are named."""

GROUPS: Final = 3
DAYS_TO_FIRST_ISSUE: Final = 10
DAYS_BETWEEN_ISSUES: Final = 5
DAYS_TO_APPROVAL: Final = 53
DAYS_TO_DRAFT: Final = 55
DAYS_TO_CONSENT: Final = 57
MINUTES_BETWEEN_UNITS: Final = 7

_CLERK: Final = member(COUNTY, OFFICE)
_HEAD: Final = member(COUNTY, OFFICE_HEAD)
_COMMITTEE: Final = member(COUNTY, COMMITTEE)
_OFFICIAL: Final = member(COUNTY, LEADING_OFFICIAL)
_LEADERS: Final = tuple(leader(COUNTY, group + 1) for group in range(GROUPS))


def register_units(opened: GeneratedRound, seed: int) -> Undertaking:
    """Register the units of a round; later rounds come back to them."""
    named = derived_id(NAMESPACE, f"{seed}/units/{opened.key}")
    return Undertaking(named, _registrations(opened), is_lasting=True)


def run_round(opened: GeneratedRound, seed: int) -> Undertaking:
    """Plan a round, have it authorised, enter, and close it when its units were told."""
    return Undertaking(derived_id(NAMESPACE, f"{seed}/{opened.key}"), _round_acts(opened))


def handle_case(case: GeneratedCase, seed: int) -> Undertaking:
    """Find the issues of a unit, tell it, and follow what it does about each."""
    named = derived_id(NAMESPACE, f"{seed}/{case.round.key}/{case.unit}")
    return Undertaking(named, _Case(case, seed).acts())


def _registrations(opened: GeneratedRound) -> Iterator[Act]:
    for place, code in enumerate(opened.units):
        yield Act(moment(opened.day, 8, place), _CLERK, unit.stream(code), registration(code))


def _round_acts(opened: GeneratedRound) -> Iterator[Act]:
    stream, day = inspection_round.stream(opened.key), opened.day
    planned = PlanRound(round=RoundKey(opened.key), term=opened.term, number=opened.number)
    yield Act(moment(day, 9), _CLERK, stream, planned)
    authorised = AuthoriseRound(units=tuple(map(UnitCode, opened.units)))
    yield Act(moment(day, 10), _COMMITTEE, stream, authorised)
    yield Act(moment(day + 1, 9), _CLERK, stream, EnterOnSite())
    yield Act(moment(opened.feedback_day, 18), _CLERK, stream, CloseRound())


class _Case:
    """One case, with its places in the round's timetable."""

    def __init__(self, case: GeneratedCase, seed: int) -> None:
        self._case, self._day = case, case.round.day
        self._minutes = case.place * MINUTES_BETWEEN_UNITS
        self._leader, self._clerk = _LEADERS[case.place % GROUPS], clerk(COUNTY, case.unit)
        self._issues = {derived_id(NAMESPACE, f"{seed}/{each.code}"): each for each in case.issues}

    def acts(self) -> Iterator[Act]:
        yield from self._find()
        yield from self._give_feedback()
        yield from merge(*map(row_acts, self._rows()), key=attrgetter("at"))

    def _find(self) -> Iterator[Act]:
        for number, (key, found) in enumerate(self._issues.items()):
            day = self._day + DAYS_TO_FIRST_ISSUE + number * DAYS_BETWEEN_ISSUES
            at = moment(day, 15, self._minutes)
            yield Act(at, self._leader, issue.stream(key), self._raising(key, found))
        at = moment(self._day + DAYS_TO_APPROVAL, 9, self._minutes)
        for key in self._issues:
            yield Act(at, _HEAD, issue.stream(key), ApproveIssue())

    def _give_feedback(self) -> Iterator[Act]:
        key = FeedbackKey(f"{self._case.round.key}-{self._case.unit}")
        stream, day, minutes = feedback_session.stream(key), self._day, self._minutes
        drafted = DraftFeedback(
            feedback=key,
            round=RoundKey(self._case.round.key),
            unit=UnitCode(self._case.unit),
            issues=tuple(map(IssueId, self._issues)),
        )
        yield Act(moment(day + DAYS_TO_DRAFT, 9, minutes), self._leader, stream, drafted)
        consented = moment(day + DAYS_TO_CONSENT, 10, minutes)
        yield Act(consented, _COMMITTEE, stream, ApproveFeedback())
        told = DeliverFeedback(head_told=True, team_told=True)
        day = self._case.round.feedback_day
        yield Act(moment(day, 15, minutes), _OFFICIAL, stream, told)
        yield Act(moment(day, 16, minutes), self._clerk, stream, AcknowledgeFeedback())

    def _rows(self) -> Iterator[Row]:
        day = self._case.round.feedback_day
        for number, (key, found) in enumerate(self._issues.items()):
            minutes = self._case.place + number * MINUTES_BETWEEN_ROWS
            yield Row(found, key, self._clerk, day, minutes)

    def _raising(self, key: str, found: GeneratedIssue) -> RaiseIssue:
        return RaiseIssue(
            issue=issues.IssueId(key),
            round=issues.RoundKey(self._case.round.key),
            unit=issues.UnitCode(self._case.unit),
            code=issues.IssueCode(found.code),
            title=found.title_zh,
            domain=IssueDomain(found.domain),
            item_type=ItemType(found.item_type),
        )
