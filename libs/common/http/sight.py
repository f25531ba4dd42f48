"""Who sees what: people of the inspection bodies everything, a unit what is its own."""

from typing import Any, Final

from libs.common.auth import Claims
from libs.common.decider import roles
from libs.common.decider.roles import UNIT
from libs.common.http.problems import Problem
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
