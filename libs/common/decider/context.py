"""What a decision may know besides the command and the state."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from libs.common.decider.record import frozen


@frozen
class Context:
    """Who asks, in which role, for which body, and when; time comes in as data."""

    now: datetime
    actor: str
    role: str
    body: str
    site: str
    unit: str | None = None
    rule: str | None = None
    others: Mapping[str, Any] = field(default_factory=dict)
    """States of further streams, by stream name; which ones, the aggregate's `reads` says."""
