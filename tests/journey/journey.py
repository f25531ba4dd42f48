"""One play of both stories, with processes killed in their course."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lianxun.scenarios.actors import OFFICE
from lianxun.scenarios.demo import linked_acts, round_acts
from lianxun.scenarios.linked import Linked
from lianxun.scenarios.play import Act, Told, perform
from lianxun.scenarios.story import Story
from lianxun.sites.plan import CITY, COUNTY, PROVINCE, TRIAL_SITES, SitePlan
from tests.journey.levels import Levels

OWN_UNITS: Final = 8


@dataclass
class Journey:
    """What the stories were, where they were played, and how far others were at their turns."""

    story: Story
    linked: Linked
    levels: Levels
    cases_above_while_county_was_down: list[int] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def play(self) -> None:
        """Play the county's round, then the programme."""
        self._play_round()
        self._play_programme()
        self.levels.until_quiet()

    def _play_round(self) -> None:
        """The county dies when feedback was given, the city for half of the rest."""
        acts = round_acts(self.story, self.levels.cast(COUNTY))
        until_told = [act for act in acts if act.at <= self.story.feedback_at]
        self._perform(act for act in until_told if act.name != "cases_opened")
        self.levels.kill(COUNTY)
        self._others_go_on(first=10)
        self.cases_above_while_county_was_down = [self._cases(at) for at in (PROVINCE, CITY)]
        self.levels.start_again(COUNTY)
        self._others_go_on(first=10 + OWN_UNITS)
        self._perform(act for act in until_told if act.name == "cases_opened")
        rest = [act for act in acts if act.at > self.story.feedback_at]
        half = _middle(rest)
        self._perform(act for act in rest if act.at <= half)
        self.levels.kill(CITY)
        self._perform(act for act in rest if act.at > half)
        self.levels.start_again(CITY)

    def _play_programme(self) -> None:
        """The county is down when the province calls, and learns of it when it is there again."""
        casts = {plan.site: self.levels.cast(plan) for plan in TRIAL_SITES}
        acts = linked_acts(self.linked, casts)
        launched_at = self.linked.steps["launched"]
        self.levels.kill(COUNTY)
        self._perform(act for act in acts if act.at <= launched_at)
        self.levels.start_again(COUNTY)
        self._perform(act for act in acts if act.at > launched_at)

    def _perform(self, acts: Iterable[Act]) -> None:
        self.told += perform(list(acts), self.levels.advance)

    def _others_go_on(self, *, first: int) -> None:
        """Province and city register units of their own."""
        for number in range(first, first + OWN_UNITS):
            for plan in (PROVINCE, CITY):
                unit = f"{plan.site}-U{number:02}"
                body = {"name": f"第{number}单位", "division": plan.site, "kind": "department"}
                office = self.levels.cast(plan).act(OFFICE)
                office.post(f"/rounds/units/{unit}/registration", body)

    def _cases(self, plan: SitePlan) -> int:
        return len(self.levels.cast(plan).act(OFFICE).get("/rectification/board")["rows"])


def _middle(acts: Iterable[Act]) -> datetime:
    moments = sorted(act.at for act in acts)
    return moments[len(moments) // 2]
