"""The rounds service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.rounds.api import ROUTES
from services.rounds.domain.feedback_session import feedback_session
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.invitation import programme_invitation
from services.rounds.domain.programme.rules import linked_programme
from services.rounds.domain.unit import unit
from services.rounds.domain.unit_record import unit_record
from services.rounds.projections.invitations import invitations
from services.rounds.projections.programme_board import programme_board
from services.rounds.projections.programmes import programmes
from services.rounds.projections.unit_register import unit_register
from services.rounds.reactions import own_log, rectification, subordinates, superiors
from services.rounds.wire import WIRE

SERVICE: Final = Service(
    name="rounds",
    wire=WIRE,
    aggregates=(
        unit,
        inspection_round,
        feedback_session,
        linked_programme,
        programme_invitation,
        unit_record,
    ),
    projections=(unit_register, programmes, programme_board, invitations),
    reactions=(
        rectification.REACTIONS,
        superiors.REACTIONS,
        subordinates.REACTIONS,
        own_log.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
