"""Who acts: opaque actors of the inspection bodies and of the units, each in one role."""

from typing import Final

from libs.common.auth.claims import Claims

OFFICE: Final = ("a-office-clerk", "office")
OFFICE_HEAD: Final = ("a-office-head", "office")
COMMITTEE: Final = ("a-committee", "dispatching_committee")
LEADING_OFFICIAL: Final = ("a-leading-official", "leading_official")
REVIEWER: Final = ("a-reviewer", "reviewer")
OPERATOR: Final = ("a-operator", "operator")


def member(site: str, who: tuple[str, str]) -> Claims:
    """Give the claims of an actor of the inspection bodies."""
    actor, role = who
    return Claims(actor=actor, roles=(role,), body=f"{site}-office", site=site)


def leader(site: str, group: int) -> Claims:
    """Give the claims of a group's leader."""
    role, body = "group_leader", f"{site}-group-{group}"
    return Claims(actor=f"a-leader-{group}", roles=(role,), body=body, site=site)


def clerk(site: str, unit: str) -> Claims:
    """Give the claims of a unit's clerk."""
    return Claims(actor=f"a-{unit}", roles=("unit",), body=unit, site=site, unit=unit)
