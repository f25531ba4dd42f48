"""Who may give a command, and in which states: one row per command of an aggregate."""

from collections.abc import Collection
from enum import Enum
from typing import Final

from libs.common.decider.record import frozen

SYSTEM: Final = "system"
"""The role of reactions and of the platform itself; no token carries it."""

ANYBODY: Final = "anybody"
"""Every role that a valid token of this site carries."""


@frozen
class Permission:
    """The roles that may give a command and the states in which it is taken."""

    roles: frozenset[str]
    when: frozenset[Enum]

    def admits(self, role: str) -> bool:
        """Tell whether `role` may give the command at all."""
        return role in self.roles or (ANYBODY in self.roles and role != SYSTEM)


def allow(*roles: str, when: Collection[Enum]) -> Permission:
    """Write one row of a who-and-when table."""
    return Permission(roles=frozenset(roles), when=frozenset(when))
