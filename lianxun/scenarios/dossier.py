"""What everybody knows of one generated case: its keys, its people, and its times of day."""

from datetime import datetime
from typing import Final

from lianxun.scenarios.actors import clerk
from lianxun.scenarios.acts import moment
from lianxun.scenarios.cases import COUNTY, GeneratedCase, GeneratedIssue, GeneratedRound
from lianxun.scenarios.county import team_of
from lianxun.scenarios.memory_log import Entry
from libs.common.clock import derived_id

NAMESPACE: Final = "3f0e6a0e-0c52-5a3b-8a55-0d6f0f0a7c12"
"""Under it issues and undertakings are named."""

MINUTES_BETWEEN_UNITS: Final = 7


def engagement_key(opened: GeneratedRound, place: int) -> str:
    """Name the engagement of a unit by its place in the round."""
    return f"{opened.key}-{opened.units[place]}"


def group_key(opened: GeneratedRound, number: int) -> str:
    """Name a group of a round."""
    return f"{opened.key}-G{number + 1}"


class Dossier:
    """One unit in one round."""

    def __init__(self, case: GeneratedCase, seed: int) -> None:
        self.case, self.round, self.unit = case, case.round, case.unit
        self.team, self.clerk = team_of(case.place), clerk(COUNTY, case.unit)
        self.engagement = engagement_key(case.round, case.place)
        self.rectification = ""
        self.issues = {derived_id(NAMESPACE, f"{seed}/{each.code}"): each for each in case.issues}

    @property
    def kept(self) -> dict[str, GeneratedIssue]:
        """The issues that the unit is told of, by their keys."""
        return {key: each for key, each in self.issues.items() if each.fate == "kept"}

    def hear(self, entry: Entry) -> None:
        """Note the key of the case that the feedback opened."""
        if entry["type"] == "RectificationCaseOpened.v1":
            self.rectification = entry["data"]["case"]

    def at(self, day: int, hour: int, minutes: int = 0) -> datetime:
        """Give a moment of the unit's own, so that two of a round never meet."""
        return moment(day, hour, minutes + self.case.place * MINUTES_BETWEEN_UNITS)
