"""Who acts: opaque actors of the inspection bodies and of the units, each in one role."""

from typing import Final

from libs.common.auth.claims import Claims

OFFICE: Final = ("a-office-clerk", "office")
OFFICE_HEAD: Final = ("a-office-head", "office")
COMMITTEE: Final = ("a-committee", "dispatching_committee")
SECRETARY: Final = ("a-secretary", "secretary")
LEADING_OFFICIAL: Final = ("a-leading-official", "leading_official")
REVIEWER: Final = ("a-reviewer", "reviewer")
OPERATOR: Final = ("a-operator", "operator")

# The bodies that give facts before a group enters, and that read filings afterwards.
SUPERVISION: Final = ("a-supervision-clerk", "supervision_body")
ORGANISATION: Final = ("a-organisation-clerk", "organisation_department")
LINE: Final = ("a-line-clerk", "line_department")
OFFICE_READER: Final = ("a-office-reader", "office")

# The people of a group by what they are called in it; the substitute joins when one is recused.
POSTS: Final = {
    "leader": "group_leader",
    "deputy": "deputy_leader",
    "liaison": "liaison_officer",
    "member-a": "group_member",
    "member-b": "group_member",
    "substitute": "group_member",
}


def member(site: str, who: tuple[str, str]) -> Claims:
    """Give the claims of an actor of the inspection bodies."""
    actor, role = who
    return Claims(actor=actor, roles=(role,), body=f"{site}-office", site=site)


def person(group: int, post: str) -> str:
    """Name somebody of a group."""
    return f"a-{post}-{group}"


def of_group(site: str, group: int, post: str) -> Claims:
    """Give the claims of somebody of a group."""
    body = f"{site}-group-{group}"
    return Claims(actor=person(group, post), roles=(POSTS[post],), body=body, site=site)


def leader(site: str, group: int) -> Claims:
    """Give the claims of a group's leader."""
    return of_group(site, group, "leader")


def clerk(site: str, unit: str) -> Claims:
    """Give the claims of a unit's clerk."""
    return Claims(actor=f"a-{unit}", roles=("unit",), body=unit, site=site, unit=unit)
