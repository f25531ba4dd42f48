"""The words by which issues are sorted: what they are about, and how long putting right takes."""

from enum import StrEnum


class IssueDomain(StrEnum):
    """The second level of the issue taxonomy; places differ in the first, so that is data."""

    PERMITS = "permits"
    LAND_AND_RESOURCES = "land_and_resources"
    PROCUREMENT = "procurement"
    BUDGET_EXECUTION = "budget_execution"
    PROJECT_MANAGEMENT = "project_management"
    STATE_ASSETS = "state_assets"
    PUBLIC_SERVICES = "public_services"
    DATA_QUALITY = "data_quality"


class ItemType(StrEnum):
    """How long putting it right may take: at once, within the period, or longer."""

    IMMEDIATE_FIX = "immediate_fix"
    CONCENTRATED = "concentrated"
    LONG_TERM = "long_term"
