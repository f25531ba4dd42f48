"""A launched programme is an invitation; a site whose division it lists joins with a round."""

import pytest

from libs.common.decider import WrongState
from libs.common.testing.given import MOMENT, scenario
from services.rounds.domain.inspection_round import RoundEvent, inspection_round
from services.rounds.domain.invitation import (
    JoinProgramme,
    NoteInvitation,
    RoundCannotJoin,
    is_of_site,
    programme_invitation,
)
from tests.rounds.examples import authorised, closed, entered, planned
from tests.rounds.programme_examples import (
    COUNTY_ROUND,
    DIVISIONS,
    PROGRAMME,
    PROVINCE,
    invitation_noted,
    land,
    permits,
    programme_joined,
    programme_planned,
)

given = scenario(programme_invitation)


def note(*divisions: str) -> NoteInvitation:
    """Note the launch of the examples for these divisions."""
    return NoteInvitation(
        programme=PROGRAMME,
        title=programme_planned.title,
        led_by=PROVINCE,
        divisions=divisions,
        focus=(permits, land),
        milestones=invitation_noted.milestones,
        launched_at=MOMENT,
    )


def test_mechanism_38_a_launch_that_lists_this_division_is_an_invitation() -> None:
    given().when(note(*DIVISIONS)).then(invitation_noted)


def test_a_launch_is_noted_once() -> None:
    given(invitation_noted).when(note(*DIVISIONS)).then()
    given(invitation_noted, programme_joined).when(note(*DIVISIONS)).then()


def test_a_launch_for_other_divisions_is_noted_but_cannot_be_joined() -> None:
    elsewhere = note("360300")
    (noted,) = programme_invitation.handle(
        elsewhere, given().state(), given().when(elsewhere).context
    )
    asked = given(noted).seeing(inspection_round, COUNTY_ROUND, planned)
    asked.when(JoinProgramme(round=COUNTY_ROUND)).then_refused(WrongState)


@pytest.mark.parametrize(
    ("division", "site", "belongs"),
    [
        ("360722", "360722", True),
        ("360722100", "360722", True),
        ("360722", "360700", True),
        ("360700-DZ1", "360700", True),
        ("360703", "360782", True),
        ("360703", "360722", False),
        ("360700", "360722", False),
        ("nowhere", "360722", False),
    ],
    ids=[
        "its own",
        "a township below",
        "a county below",
        "a development zone",
        "its own under a newer code",
        "another county's",
        "the city above",
        "an unknown one",
    ],
)
def test_a_site_has_its_own_division_and_those_below(
    division: str,
    site: str,
    belongs: bool,  # noqa: FBT001
) -> None:
    assert is_of_site(division, site) is belongs


@pytest.mark.parametrize(
    "facts", [(planned,), (planned, authorised), (planned, authorised, entered)]
)
def test_mechanism_38_a_level_joins_with_a_round_of_its_own(facts: tuple[RoundEvent, ...]) -> None:
    invited = given(invitation_noted).seeing(inspection_round, COUNTY_ROUND, *facts)
    invited.when(JoinProgramme(round=COUNTY_ROUND), at=MOMENT).then(programme_joined)


@pytest.mark.parametrize("facts", [(), (planned, authorised, entered, closed)])
def test_nobody_joins_with_a_round_that_is_not_there_or_over(facts: tuple[RoundEvent, ...]) -> None:
    invited = given(invitation_noted).seeing(inspection_round, COUNTY_ROUND, *facts)
    asked = invited.when(JoinProgramme(round=COUNTY_ROUND))
    asked.then_refused(RoundCannotJoin, round=COUNTY_ROUND)


def test_a_level_joins_once() -> None:
    joined = given(invitation_noted, programme_joined)
    again = joined.seeing(inspection_round, COUNTY_ROUND, planned)
    again.when(JoinProgramme(round=COUNTY_ROUND)).then_refused(WrongState)
