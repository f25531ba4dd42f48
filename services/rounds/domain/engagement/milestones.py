"""Milestones: the level that leads a programme hears how far each engagement has come."""

from datetime import datetime

from services.rounds.domain.engagement.facts import (
    EngagementPlanned,
    MilestoneReported,
)
from services.rounds.domain.milestone import Milestone


def milestone(
    plan: EngagementPlanned | None, reached: Milestone, moment: datetime
) -> list[MilestoneReported]:
    """Report a milestone, if the engagement belongs to a programme."""
    if plan is None or plan.programme is None:
        return []
    return [
        MilestoneReported(
            programme=plan.programme,
            engagement=plan.engagement,
            division=plan.division,
            unit_name=plan.unit_name,
            milestone=reached,
            reached_at=moment,
        )
    ]
