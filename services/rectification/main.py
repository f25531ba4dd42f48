"""The rectification service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.rectification.api import ROUTES
from services.rectification.domain.case import case
from services.rectification.domain.item.rules import item
from services.rectification.domain.reported_case import reported_case
from services.rectification.projections.board import board
from services.rectification.projections.ledger import ledger
from services.rectification.reactions import issues, own_log, rounds, subordinates
from services.rectification.wire import WIRE

SERVICE: Final = Service(
    name="rectification",
    wire=WIRE,
    aggregates=(case, item, reported_case),
    projections=(ledger, board),
    reactions=(
        rounds.REACTIONS,
        issues.REACTIONS,
        own_log.REACTIONS,
        subordinates.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
