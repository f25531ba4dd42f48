"""How much each actor may ask: a bucket of commands that fills again at a steady rate."""

from collections import OrderedDict
from math import ceil
from typing import Final

ACTORS_MAX: Final = 10_000


class Allowance:
    """A token bucket for each actor; the ones seen last are remembered."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second, self._burst = per_second, burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, actor: str, now_seconds: float) -> int | None:
        """Take one; gives None, or the whole seconds to wait when there is none left."""
        level, seen = self._buckets.pop(actor, (float(self._burst), now_seconds))
        level = min(self._burst, level + (now_seconds - seen) * self._per_second)
        enough = level >= 1
        self._buckets[actor] = (level - enough, now_seconds)
        if len(self._buckets) > ACTORS_MAX:
            self._buckets.popitem(last=False)
        return None if enough else ceil((1 - level) / self._per_second)
