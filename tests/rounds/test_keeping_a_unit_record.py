"""What came of a unit's earlier cases stands beside it on every agenda that is still open."""

from dataclasses import replace

from libs.common.testing.given import scenario
from services.rounds.domain.unit_record import (
    CaseAcceptanceNoted,
    NoteCaseAcceptance,
    NoteCaseClosing,
    PairWithAgenda,
    SettleAgenda,
    unit_record,
)
from services.rounds.domain.vocabulary import CaseId
from tests.rounds.programme_examples import (
    ACCEPTED_AND_CLOSED,
    ACCEPTED_ONLY,
    CLOSED_AT,
    COUNTY_CHILD,
    COUNTY_ROUND,
    HEARING,
    acceptance,
    acceptance_noted,
    agenda_settled,
    closing,
    closing_noted,
    paired,
)

given = scenario(unit_record)
pair = PairWithAgenda(hearing=HEARING, engagement=COUNTY_CHILD, round=COUNTY_ROUND)


def test_an_accepted_and_a_closed_case_are_noted_once() -> None:
    accept, close = NoteCaseAcceptance(acceptance=acceptance), NoteCaseClosing(closing=closing)
    given().when(accept).then(acceptance_noted)
    given(acceptance_noted).when(accept).then()
    given().when(close).then(closing_noted)
    given(closing_noted).when(close).then()


def test_mechanism_05_a_place_on_an_agenda_has_last_round_s_rectification_beside_it() -> None:
    given(acceptance_noted, closing_noted).when(pair).then(paired(ACCEPTED_AND_CLOSED))


def test_a_unit_of_which_nothing_is_known_has_nothing_beside_it() -> None:
    given().when(pair).then(paired(None))


def test_the_cases_of_the_round_that_is_heard_are_not_last_round_s() -> None:
    this_round = CaseAcceptanceNoted(acceptance=replace(acceptance, round=COUNTY_ROUND))
    given(this_round).when(pair).then(paired(None))


def test_the_latest_other_round_is_the_last_one() -> None:
    older = replace(acceptance, case=CaseId("older"), round=None, issues=9)
    earlier = CaseAcceptanceNoted(
        acceptance=replace(older, accepted_at=CLOSED_AT.replace(year=2024))
    )
    given(earlier, acceptance_noted).when(pair).then(paired(ACCEPTED_ONLY))


def test_mechanism_05_what_comes_later_reaches_the_agenda_while_it_is_open() -> None:
    on_agenda = given(acceptance_noted, paired(ACCEPTED_ONLY))
    later = NoteCaseClosing(closing=closing)
    on_agenda.when(later).then(closing_noted, paired(ACCEPTED_AND_CLOSED))


def test_an_agenda_whose_hearing_is_over_stays_as_it_was() -> None:
    on_agenda = given(acceptance_noted, paired(ACCEPTED_ONLY))
    on_agenda.when(SettleAgenda(hearing=HEARING)).then(agenda_settled)
    settled = given(acceptance_noted, paired(ACCEPTED_ONLY), agenda_settled)
    settled.when(SettleAgenda(hearing=HEARING)).then()
    settled.when(NoteCaseClosing(closing=closing)).then(closing_noted)


def test_a_place_is_paired_once() -> None:
    given(acceptance_noted, paired(ACCEPTED_ONLY)).when(pair).then()
