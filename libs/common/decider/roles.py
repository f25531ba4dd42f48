"""The roles in which people act: tokens carry them, who-and-when tables name them."""

from typing import Final

OFFICE: Final = "office"
DISPATCHING_COMMITTEE: Final = "dispatching_committee"
GROUP_LEADER: Final = "group_leader"
LEADING_OFFICIAL: Final = "leading_official"
REVIEWER: Final = "reviewer"
UNIT: Final = "unit"
