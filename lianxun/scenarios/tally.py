"""Which events a generated case stands for once it is played, and how many at most.

The first case of a round brings the round's own. `lianxun.scenarios.generated` plays the cases;
its tests hold the two together.
"""

from collections import Counter
from typing import Final

from lianxun.scenarios.cases import GeneratedCase
from lianxun.scenarios.vocabulary import StepKind

FOUNDING_EVENTS: Final = 4
"""Each service's log begins with the founding of the site."""

OF_ROUND: Final = ("RoundPlanned", "RoundAuthorised", "OnSiteStarted", "RoundClosed")
OF_CASE: Final = (
    *("FeedbackDrafted", "FeedbackApproved", "FeedbackDelivered", "FeedbackAcknowledged"),
    *("RectificationCaseOpened", "ConcentratedPeriodStarted"),
)
OF_ROW: Final = ("IssueRaised", "IssueApproved", "IssueFedBack", "ItemDescribed", "ItemAssigned")
OF_STEP: Final[dict[StepKind, tuple[str, ...]]] = {
    "progress_reported": ("ItemProgressReported",),
    "claimed": ("ItemEvidenceAdded", "CompletionClaimed"),
    "rejected": ("ClaimRejected",),
    "verified": ("ItemVerified",),
    "written_off": ("IssueWrittenOff", "CaseItemWrittenOff", "IssueResolved"),
}
OF_NOTIFICATION: Final = ("NotificationQueued", "NotificationDelivered")

RECIPIENTS: Final = {
    "FeedbackDelivered": 1,
    "CompletionClaimed": 2,
    "ClaimRejected": 1,
    "RectificationAccepted": 1,
}
"""How many have to hear of an event."""


def events_of(case: GeneratedCase) -> Counter[str]:
    """Count the events that a case stands for, by name."""
    steps = (OF_STEP[step.kind] for issue in case.issues for step in issue.steps)
    events = Counter(name for names in steps for name in names)
    events.update(OF_CASE)
    events.update(dict.fromkeys(OF_ROW, len(case.issues)))
    if case.is_accepted:
        events.update(("RectificationAccepted",))
    if case.opens_round:
        events.update(OF_ROUND)
    if case.opens_round and case.round.units_are_new:
        events.update({"UnitRegistered": len(case.round.units)})
    told = sum(events[name] * recipients for name, recipients in RECIPIENTS.items())
    return events + Counter(dict.fromkeys(OF_NOTIFICATION, told))


def case_events_max(*, units: int, issues: int, progress: int, rejections: int) -> int:
    """Give how many events a case has if it opens a round of new units and nothing is left out."""
    claims = rejections + 1
    told = len(OF_NOTIFICATION)
    row = len(OF_ROW) + progress + claims * (len(OF_STEP["claimed"]) + 2 * told)
    row += rejections * (1 + told) + 1 + len(OF_STEP["written_off"])
    return units + len(OF_ROUND) + len(OF_CASE) + told + 1 + told + issues * row
