"""What domain code is written with; pure, so that a domain module may import all of it."""

from libs.common.decider.aggregate import Aggregate
from libs.common.decider.context import Context
from libs.common.decider.permission import ANYBODY, SYSTEM, Permission, allow
from libs.common.decider.record import frozen
from libs.common.decider.refusal import Denial, Refusal, RoleMayNot, WrongState

__all__ = [
    "ANYBODY",
    "SYSTEM",
    "Aggregate",
    "Context",
    "Denial",
    "Permission",
    "Refusal",
    "RoleMayNot",
    "WrongState",
    "allow",
    "frozen",
]
