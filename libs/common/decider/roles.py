"""The roles in which people act: tokens carry them, who-and-when tables name them."""

from typing import Final

OFFICE: Final = "office"
DISPATCHING_COMMITTEE: Final = "dispatching_committee"
SECRETARY: Final = "secretary"
LEADING_GROUP: Final = "leading_group"
LEADING_OFFICIAL: Final = "leading_official"
GROUP_LEADER: Final = "group_leader"
DEPUTY_LEADER: Final = "deputy_leader"
LIAISON_OFFICER: Final = "liaison_officer"
GROUP_MEMBER: Final = "group_member"
SUPERVISION_BODY: Final = "supervision_body"
ORGANISATION_DEPARTMENT: Final = "organisation_department"
LINE_DEPARTMENT: Final = "line_department"
REVIEWER: Final = "reviewer"
UNIT: Final = "unit"
