"""Who sees what: people of the inspection bodies everything, a unit what is its own.

What is addressed to roles, such as an inbox, each sees of the roles that they hold; who operates
the platform sees all of it.
"""

from typing import Any, Final

from libs.common.auth import Claims
from libs.common.decider import roles
from libs.common.decider.roles import UNIT
from libs.common.http.problems import Problem
from libs.common.http.routes import ListRoute, LiveRoute
from libs.common.projections.asked import Demand
from libs.common.store.site import OPERATOR

READERS: Final = {OPERATOR, *(word for name, word in vars(roles).items() if name.isupper())}
"""The roles of this platform; a token that carries only others sees nothing."""


def only_unit(claims: Claims) -> str | None:
    """Give the unit whose things alone may be seen, None when all may be; raises a Problem."""
    held = READERS.intersection(claims.roles)
    if not held or (held == {UNIT} and claims.unit is None):
        raise Problem("role_may_not_read")
    return claims.unit if held == {UNIT} else None


def check_unit(claims: Claims, state: Any) -> None:  # noqa: ANN401
    """A unit reads what is its own, and nothing that is nobody's yet; raises a Problem."""
    unit = only_unit(claims)
    if unit is not None and getattr(state, "unit", None) != unit:
        raise Problem("not_your_unit")


def demands(route: ListRoute | LiveRoute, claims: Claims) -> tuple[Demand, ...]:
    """Give what every row must have for this asker to see it; raises a Problem."""
    unit = only_unit(claims)
    if route.role is not None:
        return _for_roles(route.role, route.mine, claims)
    if unit is None:
        return ()
    if route.mine is None:
        raise Problem("role_may_not_read")
    return (Demand(column=route.mine, values=(unit,)),)


def _for_roles(role: str, mine: str | None, claims: Claims) -> tuple[Demand, ...]:
    held = READERS.intersection(claims.roles)
    if OPERATOR in held:
        return ()
    of_roles = Demand(column=role, values=tuple(sorted(held)))
    if mine is None:
        return (of_roles,)
    units = () if claims.unit is None else (claims.unit,)
    return (of_roles, Demand(column=mine, values=units, or_none=True))
