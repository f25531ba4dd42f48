"""Redriving a parked stream: its rows again, in order, through the same handling."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeAlias

import asyncpg

from libs.common.clock import utc_now
from libs.common.decider import frozen
from libs.common.reactions.arrival import Arrival, Key
from libs.common.reactions.envelope import Envelope
from libs.common.reactions.faults import SEQUENCE_JUMP, Fault
from libs.common.reactions.handling import Handling
from libs.common.reactions.ledger import Connection, Ledger, note_seen
from libs.common.reactions.order import Action, Order, Seen, Step
from libs.common.reactions.outcome import handle_step
from libs.common.reactions.parked import ParkedRow, parked_row, parked_rows

PASSES_MAX: Final = 1000
"""While rows are redriven, the runner may queue further ones behind them."""

Fetch: TypeAlias = Callable[[Connection, Sequence[ParkedRow]], Awaitable[list[Arrival]]]

_DELETE: Final = "DELETE FROM parked WHERE id = $1"
_FAIL: Final = """
    UPDATE parked SET cause = $2, detail = $3, attempts = attempts + 1,
                      last_failed_at = clock_timestamp()
     WHERE id = $1"""
