"""The milestones of a programme: how far each of its engagements has come, in this order."""

from enum import StrEnum


class Milestone(StrEnum):
    """What an engagement of a programme reports to the level that leads it."""

    PLANNED = "planned"
    ENTERED = "entered"
    CONCLUDED = "concluded"
    REPORT_APPROVED = "report_approved"
    FED_BACK = "fed_back"
