"""What can be asked of rules, term plans and the roles that people hold."""

from typing import Final

from libs.common.http import Route, get, post
from services.rounds.domain.role_holder import AssumeRole, LayDownRole, role_holder
from services.rounds.domain.rules import ActivateRule, DraftRule, rules
from services.rounds.domain.term import ApproveTermPlan, DraftTermPlan, ReviseTermPlan, term

ROUTES: Final[tuple[Route, ...]] = (
    post("/rules/{scope}/draft", DraftRule, rules),
    post("/rules/{scope}/activation", ActivateRule, rules),
    get("/rules/{scope}", rules),
    post("/terms/{term}/draft", DraftTermPlan, term),
    post("/terms/{term}/approval", ApproveTermPlan, term, if_match=True),
    post("/terms/{term}/revision", ReviseTermPlan, term, if_match=True),
    get("/terms/{term}", term),
    post("/role-holders/{holder}/assumption", AssumeRole, role_holder),
    post("/role-holders/{holder}/laying-down", LayDownRole, role_holder),
    get("/role-holders/{holder}", role_holder),
)
