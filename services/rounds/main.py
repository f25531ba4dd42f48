"""The rounds service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.rounds.api import ROUTES
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.feedback_session import feedback_session
from services.rounds.domain.focus_list import focus_list
from services.rounds.domain.group.rules import group
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.role_holder import role_holder
from services.rounds.domain.rules import rules
from services.rounds.domain.term import term
from services.rounds.domain.training import training
from services.rounds.domain.unit import unit
from services.rounds.projections.coverage_map import coverage_map
from services.rounds.projections.engagements import engagements
from services.rounds.projections.groups import groups
from services.rounds.projections.round_board import round_board
from services.rounds.projections.unit_register import unit_register
from services.rounds.reactions import issues, own_log
from services.rounds.wire import WIRE

SERVICE: Final = Service(
    name="rounds",
    wire=WIRE,
    aggregates=(
        unit,
        rules,
        term,
        role_holder,
        inspection_round,
        group,
        training,
        engagement,
        focus_list,
        feedback_session,
    ),
    projections=(unit_register, round_board, coverage_map, groups, engagements),
    reactions=(issues.REACTIONS, own_log.REACTIONS),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
