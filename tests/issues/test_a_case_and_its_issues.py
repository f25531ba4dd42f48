"""A case is noted with its issues, so that its closing closes them."""

from libs.common.testing.given import scenario
from services.issues.domain.noted_case import (
    CaseClosingNoted,
    NoteCase,
    NoteCaseClosing,
    noted_case,
)
from tests.issues.examples import case_noted, closing_noted
from tests.issues.issue_examples import CASE, PERMITS

given = scenario(noted_case)
note = NoteCase(case=CASE, issues=(PERMITS,))
close = NoteCaseClosing(case=CASE)


def test_a_case_is_noted_once() -> None:
    given().when(note).then(case_noted)
    given(case_noted).when(note).then()


def test_its_closing_names_its_issues() -> None:
    given(case_noted).when(close).then(closing_noted)


def test_a_closing_that_is_heard_of_first_names_the_issues_once_they_are_known() -> None:
    unknown = CaseClosingNoted(case=CASE, issues=())
    given().when(close).then(unknown)
    given(unknown).when(note).then(case_noted, closing_noted)
