"""The rounds service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.rounds.api import ROUTES
from services.rounds.domain.feedback_session import feedback_session
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.unit import unit
from services.rounds.projections.unit_register import unit_register
from services.rounds.wire import WIRE

SERVICE: Final = Service(
    name="rounds",
    wire=WIRE,
    aggregates=(unit, inspection_round, feedback_session),
    projections=(unit_register,),
    reactions=(),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
