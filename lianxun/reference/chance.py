"""The one source of chance of the reference: the same seed gives the same pages for ever."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from a seed by `random()` alone, whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._source = Random(seed)

    def between(self, least: int, most: int) -> int:
        """Draw a whole number, both ends included."""
        return least + int(self._source.random() * (most - least + 1))

    def pick(self, among: Sequence[T]) -> T:
        """Draw one of these."""
        return among[self.between(0, len(among) - 1)]

    def happens(self, share: float) -> bool:
        """Draw whether something that happens in this share of cases does."""
        return self._source.random() < share
