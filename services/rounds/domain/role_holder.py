"""A holder of roles: one person may chair two bodies, and each event names the role used."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import Aggregate, Context, Permission, Refusal, allow, frozen, roles
from libs.common.decider.roles import DISPATCHING_COMMITTEE, OFFICE, UNIT
from libs.common.decider.texts import Key
from services.rounds.domain.vocabulary import NamedActor

KNOWN_ROLES: Final = frozenset(word for name, word in vars(roles).items() if name.isupper())


@frozen
class RoleAssumed:
    """Somebody acts in this role from now on, besides those they have."""

    holder: NamedActor
    role: str


@frozen
class RoleLaidDown:
    """Somebody does not act in this role any more."""

    holder: NamedActor
    role: str


RoleEvent: TypeAlias = RoleAssumed | RoleLaidDown


@frozen
class AssumeRole:
    """Let somebody act in a role."""

    holder: NamedActor
    role: Key


@frozen
class LayDownRole:
    """Let somebody act in a role no longer."""

    holder: NamedActor
    role: Key


RoleCommand: TypeAlias = AssumeRole | LayDownRole


class UnknownRole(Refusal):
    """People act in the roles that the who-and-when tables name."""


class RoleHeldAlready(Refusal):
    """A role is assumed once."""


class RoleNotHeld(Refusal):
    """Only a role that is held can be laid down."""


class UnitStandsAlone(Refusal):
    """Who answers for an inspected unit holds no role of those who inspect."""


class HolderStatus(StrEnum):
    """Whether somebody holds roles."""

    NEW = "new"
    HOLDING = "holding"


@frozen
class RoleHolder:
    """Only what `decide` asks about; screens read projections."""

    status: HolderStatus = HolderStatus.NEW
    held: frozenset[str] = frozenset()


ALLOWED: Final[dict[type, Permission]] = {
    AssumeRole: allow(OFFICE, DISPATCHING_COMMITTEE, when=set(HolderStatus)),
    LayDownRole: allow(OFFICE, DISPATCHING_COMMITTEE, when={HolderStatus.HOLDING}),
}


def decide(command: RoleCommand, holder: RoleHolder, context: Context) -> list[RoleEvent]:  # noqa: ARG001
    """Say what happens, or which rule says no."""
    match command:
        case AssumeRole(holder=somebody, role=role):
            _may_assume(role, holder.held)
            return [RoleAssumed(holder=somebody, role=role)]
        case LayDownRole(holder=somebody, role=role):
            if role not in holder.held:
                raise RoleNotHeld(role=role)
            return [RoleLaidDown(holder=somebody, role=role)]
        case _:
            assert_never(command)


def evolve(holder: RoleHolder, event: RoleEvent) -> RoleHolder:
    """Take in what happened."""
    match event:
        case RoleAssumed(role=role):
            return RoleHolder(status=HolderStatus.HOLDING, held=holder.held | {role})
        case RoleLaidDown(role=role):
            return replace(holder, held=holder.held - {role})
        case _:
            assert_never(event)


def _may_assume(role: str, held: frozenset[str]) -> None:
    if role not in KNOWN_ROLES:
        raise UnknownRole(role=role)
    if role in held:
        raise RoleHeldAlready(role=role)
    if held and UNIT in {role, *held}:
        raise UnitStandsAlone


role_holder: Final = Aggregate(
    kind="role_holder",
    initial=RoleHolder(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
