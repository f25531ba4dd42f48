"""What can be asked of linked programmes, and of the invitations to them."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.invitation import JoinProgramme, programme_invitation
from services.rounds.domain.programme.commands import (
    AlignSchedule,
    CloseProgramme,
    ExcuseChild,
    LaunchProgramme,
    MergeResults,
    PlanProgramme,
)
from services.rounds.domain.programme.rules import linked_programme
from services.rounds.projections.invitations import invitations
from services.rounds.projections.programme_board import programme_board
from services.rounds.projections.programmes import programmes

ROUTES: Final[tuple[Route, ...]] = (
    post("/programmes/{programme}/plan", PlanProgramme, linked_programme),
    post("/programmes/{programme}/schedule", AlignSchedule, linked_programme),
    post("/programmes/{programme}/launch", LaunchProgramme, linked_programme),
    post("/programmes/{programme}/excuse", ExcuseChild, linked_programme),
    post("/programmes/{programme}/merge", MergeResults, linked_programme),
    post("/programmes/{programme}/closing", CloseProgramme, linked_programme),
    get("/programmes/{programme}", linked_programme),
    rows("/programmes", programmes),
    rows("/programme-board", programme_board),
    post("/invitations/{programme}/joining", JoinProgramme, programme_invitation),
    get("/invitations/{programme}", programme_invitation),
    rows("/invitations", invitations),
)
