"""One division: a place with a code that holds from one day to another."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """The four levels of the register, highest first."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One row of the register; `valid_to` is the first day the code no longer holds."""

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Say whether the code holds on `day`; an open end holds for ever."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)
