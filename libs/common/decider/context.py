"""What a decision may know besides the command and the state."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple


class Context(NamedTuple):
    """Who asks, in which role, for which body, and when; time comes in as data."""

    now: datetime
    actor: str
    role: str
    body: str
    site: str
    unit: str | None = None
    rule: str | None = None
    others: Mapping[str, Any] = MappingProxyType({})
    """States of further streams, by stream name; which ones, the aggregate's `reads` says."""
