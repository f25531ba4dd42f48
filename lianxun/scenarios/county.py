"""The people of the generated county: its inspection bodies and the teams that inspect."""

from typing import Final, NamedTuple

from lianxun.scenarios.actors import (
    COMMITTEE,
    LEADING_OFFICIAL,
    OFFICE,
    OFFICE_HEAD,
    REVIEWER,
    leader,
    member,
)
from lianxun.scenarios.cases import COUNTY
from libs.common.auth.claims import Claims
from libs.common.decider import roles

TEAMS: Final = 2
MEMBERS: Final = 3


class Team(NamedTuple):
    """Those who inspect together; they do so in every round."""

    leader: Claims
    deputy: Claims
    liaison: Claims
    members: tuple[Claims, ...]

    @property
    def everybody(self) -> tuple[Claims, ...]:
        """All of them."""
        return self.leader, self.deputy, self.liaison, *self.members


def _team(number: int) -> Team:
    head = leader(COUNTY, number)

    def colleague(name: str, role: str) -> Claims:
        return Claims(actor=f"a-{name}-{number}", roles=(role,), body=head.body, site=COUNTY)

    return Team(
        leader=head,
        deputy=colleague("deputy", roles.DEPUTY_LEADER),
        liaison=colleague("liaison", roles.LIAISON_OFFICER),
        members=tuple(
            colleague(f"member-{place + 1}", roles.GROUP_MEMBER) for place in range(MEMBERS)
        ),
    )


def _of_body(role: str) -> Claims:
    name = role.replace("_", "-")
    return Claims(actor=f"a-{name}", roles=(role,), body=f"{COUNTY}-{name}", site=COUNTY)


CLERK: Final = member(COUNTY, OFFICE)
HEAD: Final = member(COUNTY, OFFICE_HEAD)
VERIFIER: Final = member(COUNTY, REVIEWER)
THE_COMMITTEE: Final = member(COUNTY, COMMITTEE)
OFFICIAL: Final = member(COUNTY, LEADING_OFFICIAL)
SECRETARY: Final = _of_body(roles.SECRETARY)
LEADING_GROUP: Final = _of_body(roles.LEADING_GROUP)
SUPERVISION: Final = _of_body(roles.SUPERVISION_BODY)
ORGANISATION: Final = _of_body(roles.ORGANISATION_DEPARTMENT)
LINE: Final = _of_body(roles.LINE_DEPARTMENT)
BODIES: Final = (SUPERVISION, ORGANISATION, LINE)
"""Who tells what it knows of a unit before a team enters."""

THE_TEAMS: Final = tuple(_team(number + 1) for number in range(TEAMS))


def team_of(place: int) -> Team:
    """Give the team for a unit by its place in the round."""
    return THE_TEAMS[place % TEAMS]
