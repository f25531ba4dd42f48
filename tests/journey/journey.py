"""One play of the first story, with two processes killed in its course."""

from dataclasses import dataclass, field
from typing import Final

from lianxun.scenarios.actors import COMMITTEE, OFFICE
from lianxun.scenarios.play import Player
from lianxun.scenarios.story import Story
from lianxun.sites.plan import CITY, COUNTY, PROVINCE, SitePlan
from tests.journey.levels import Levels

OWN_STEPS: Final = 4


@dataclass
class Journey:
    """What the story was, where it was played, and how far others were at its turns."""

    story: Story
    levels: Levels
    cases_above_while_county_was_down: list[int] = field(default_factory=list)

    def play(self) -> None:
        """Play it: the county dies when feedback was given, the city for half of the rest."""
        player = Player(self.story, self.levels.cast(COUNTY), self.levels.advance)
        for _ in player.prepare():
            pass
        for _ in player.give_feedback():
            pass
        self.levels.kill(COUNTY)
        self._others_go_on(first=1)
        self.cases_above_while_county_was_down = [self._cases(at) for at in (PROVINCE, CITY)]
        self.levels.start_again(COUNTY)
        self._others_go_on(first=1 + OWN_STEPS)
        player.wait_for_rows()
        self._rectify(player)
        self.levels.until_quiet()

    def _rectify(self, player: Player) -> None:
        steps = sum(len(issue.steps) for issue in self.story.issues)
        for number, _ in enumerate(player.rectify(), 1):
            if number == steps // 2:
                self.levels.kill(CITY)
        self.levels.start_again(CITY)

    def _others_go_on(self, *, first: int) -> None:
        """Province and city have rounds of their own."""
        for number in range(first, first + OWN_STEPS):
            for plan in (PROVINCE, CITY):
                self._plan_round(plan, number)

    def _plan_round(self, plan: SitePlan, number: int) -> None:
        cast, key = self.levels.cast(plan), f"{plan.site}-C{number:02}"
        unit = f"{plan.site}-U{number:02}"
        body = {"name": f"第{number}单位", "division": plan.site, "kind": "department"}
        cast.act(OFFICE).post(f"/rounds/units/{unit}/registration", body)
        numbered = {"term": "2026", "number": number}
        cast.act(OFFICE).post(f"/rounds/rounds/{key}/plan", numbered)
        cast.act(COMMITTEE).post(f"/rounds/rounds/{key}/authorisation", {"units": [unit]})

    def _cases(self, plan: SitePlan) -> int:
        return len(self.levels.cast(plan).act(OFFICE).get("/rectification/board")["rows"])
