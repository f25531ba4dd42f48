"""Stored names of what rounds rest on: rules, term plans and the roles that people hold."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, stored, tagged
from services.rounds.domain.role_holder import RoleAssumed, RoleLaidDown
from services.rounds.domain.rules import RuleVersionActivated, RuleVersionDrafted
from services.rounds.domain.term import TermPlanApproved, TermPlanDrafted, TermPlanRevised

LINES: Final = (
    stored("RuleVersionDrafted.v1", RuleVersionDrafted, INTERNAL),
    stored("RuleVersionActivated.v1", RuleVersionActivated, SITE, tags=tagged("scope")),
    stored("TermPlanDrafted.v1", TermPlanDrafted, INTERNAL, tags=tagged("term")),
    stored("TermPlanApproved.v1", TermPlanApproved, INTERNAL, tags=tagged("term")),
    stored("TermPlanRevised.v1", TermPlanRevised, INTERNAL, tags=tagged("term")),
    stored("RoleAssumed.v1", RoleAssumed, INTERNAL),
    stored("RoleLaidDown.v1", RoleLaidDown, INTERNAL),
)
