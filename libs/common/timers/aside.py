"""Set aside: what could not be done is left alone for a while, so that it holds up nothing else."""

from collections import OrderedDict
from typing import Final

ASIDE_SECONDS: Final = 60.0
ASIDE_MAX: Final = 1000
"""The ones set aside first make room; then they are tried again sooner."""


class Aside:
    """Keys, each until its time is over."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._until)

    def put(self, key: str, now_seconds: float) -> None:
        """Set one aside."""
        self._until.pop(key, None)
        self._until[key] = now_seconds + ASIDE_SECONDS
        if len(self._until) > ASIDE_MAX:
            self._until.popitem(last=False)

    def keys(self, now_seconds: float) -> list[str]:
        """List those whose time is not over, and forget the others."""
        while self._until and next(iter(self._until.values())) <= now_seconds:
            self._until.popitem(last=False)
        return list(self._until)
