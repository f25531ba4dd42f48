"""What can be asked of groups and of their trainings."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.group.commands import (
    AddMember,
    AppointAssistantLeader,
    AuthoriseGroup,
    ConfirmTraining,
    DissolveGroup,
    FormGroup,
    PassConflictCheck,
    RecuseMember,
)
from services.rounds.domain.group.rules import group
from services.rounds.domain.training import (
    AcknowledgeMaterial,
    CloseAttendance,
    HoldTraining,
    PlanTraining,
    PublishMaterial,
    training,
)
from services.rounds.projections.groups import groups

ROUTES: Final[tuple[Route, ...]] = (
    post("/groups/{group}/formation", FormGroup, group),
    post("/groups/{group}/members", AddMember, group),
    post("/groups/{group}/recusal", RecuseMember, group),
    post("/groups/{group}/conflict-check", PassConflictCheck, group),
    post("/groups/{group}/assistant-leader", AppointAssistantLeader, group),
    post("/groups/{group}/training", ConfirmTraining, group),
    post("/groups/{group}/authorisation", AuthoriseGroup, group),
    post("/groups/{group}/dissolution", DissolveGroup, group),
    get("/groups/{group}", group),
    rows("/groups", groups),
    post("/trainings/{training}/plan", PlanTraining, training),
    post("/trainings/{training}/materials", PublishMaterial, training),
    post("/trainings/{training}/reading", AcknowledgeMaterial, training),
    post("/trainings/{training}/holding", HoldTraining, training),
    post("/trainings/{training}/attendance", CloseAttendance, training),
    get("/trainings/{training}", training),
)
