"""The rounds service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.rounds.api import ROUTES
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.feedback_session import feedback_session
from services.rounds.domain.focus_list import focus_list
from services.rounds.domain.group.rules import group
from services.rounds.domain.hearing.rules import hearing_meeting
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.invitation import programme_invitation
from services.rounds.domain.programme.rules import linked_programme
from services.rounds.domain.role_holder import role_holder
from services.rounds.domain.rules import rules
from services.rounds.domain.term import term
from services.rounds.domain.training import training
from services.rounds.domain.unit import unit
from services.rounds.domain.unit_record import unit_record
from services.rounds.projections.coverage_map import coverage_map
from services.rounds.projections.decision_log import decision_log
from services.rounds.projections.engagements import engagements
from services.rounds.projections.feedback_sessions import feedback_sessions
from services.rounds.projections.groups import groups
from services.rounds.projections.hearing_agenda import hearing_agenda
from services.rounds.projections.invitations import invitations
from services.rounds.projections.programme_board import programme_board
from services.rounds.projections.programmes import programmes
from services.rounds.projections.round_board import round_board
from services.rounds.projections.unit_register import unit_register
from services.rounds.reactions import issues, own_log, rectification, subordinates, superiors
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
        hearing_meeting,
        linked_programme,
        programme_invitation,
        unit_record,
    ),
    projections=(
        unit_register,
        round_board,
        coverage_map,
        groups,
        engagements,
        feedback_sessions,
        hearing_agenda,
        decision_log,
        programmes,
        programme_board,
        invitations,
    ),
    reactions=(
        issues.REACTIONS,
        rectification.REACTIONS,
        superiors.REACTIONS,
        subordinates.REACTIONS,
        own_log.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
