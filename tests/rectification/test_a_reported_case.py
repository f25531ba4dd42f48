"""What a level below reports of its cases is kept here, and nothing of it is refused."""

from libs.common.testing.given import scenario
from services.rectification.domain.reported_case import (
    NoteReportedAcceptance,
    NoteReportedCase,
    NoteReportedClosing,
    reported_case,
)
from services.rectification.domain.vocabulary import SiteKey
from tests.rectification.examples import acceptance_noted, case_noted, closing_noted
from tests.rectification.ground import ACCEPTED_AT, ANCHOR, CASE, DIVISION, TOWN, TOWN_NAME

given = scenario(reported_case)


def test_a_case_of_a_level_below_is_noted() -> None:
    note = NoteReportedCase(
        site=SiteKey("360722"),
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=2,
        anchor=ANCHOR,
    )
    given().when(note).then(case_noted)


def test_its_acceptance_is_noted() -> None:
    note = NoteReportedAcceptance(accepted_at=ACCEPTED_AT)
    given(case_noted).when(note).then(acceptance_noted)


def test_its_closing_is_noted_as_often_as_it_is_closed() -> None:
    note = NoteReportedClosing(written_off=2, long_term=0, closed_at=ACCEPTED_AT)
    given(case_noted, acceptance_noted).when(note).then(closing_noted)
    given(case_noted, acceptance_noted, closing_noted).when(note).then(closing_noted)
