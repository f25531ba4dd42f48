"""The issues service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.issues.api import ROUTES
from services.issues.domain.issue import issue
from services.issues.projections.issue_register import issue_register
from services.issues.reactions import rectification, rounds
from services.issues.wire import WIRE

SERVICE: Final = Service(
    name="issues",
    wire=WIRE,
    aggregates=(issue,),
    projections=(issue_register,),
    reactions=(rounds.REACTIONS, rectification.REACTIONS),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
