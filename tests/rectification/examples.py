"""Canonical facts of the rectification service: tests vary only what matters."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from services.rectification.domain.case import (
    CaseItemWrittenOff,
    ConcentratedPeriodStarted,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    Description,
    IssueWrittenOff,
    ItemAssigned,
    ItemDescribed,
    ItemEvidenceAdded,
    ItemProgressReported,
    ItemVerified,
    Outcome,
    VerificationMethod,
)
from services.rectification.domain.reported_case import ReportedCaseAccepted, ReportedCaseNoted
from services.rectification.domain.vocabulary import (
    ActorId,
    CaseId,
    FeedbackKey,
    IssueId,
    RoundKey,
    SiteKey,
    UnitCode,
)

ANA: Final = "actor-ana"
BO: Final = "actor-bo"
CY: Final = "actor-cy"

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
TOWN_NAME: Final = "嘉定镇(演示)"
DIVISION: Final = "360722100"
ROUND: Final = RoundKey("C01")
FEEDBACK: Final = FeedbackKey("C01-U01")
CASE: Final = CaseId("0195e200-0000-5000-8000-000000000001")
PERMITS: Final = IssueId("0195e100-0000-7000-8000-000000000001")
PURCHASES: Final = IssueId("0195e100-0000-7000-8000-000000000002")
CODE: Final = "ISS-360722-C01-001"
DIGEST: Final = "5f" * 32
OTHER_DIGEST: Final = "a0" * 32
ANCHOR: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)
ACCEPTED_AT: Final = datetime(2026, 6, 29, 1, 30, tzinfo=UTC)
STREAM: Final = f"item-{PERMITS}"

description: Final = Description(
    unit=TOWN,
    code=CODE,
    title="11件农村建房许可超过规定时限办结",
    domain="permits",
    item_type="concentrated",
)

assigned: Final = ItemAssigned(
    issue=PERMITS,
    case=CASE,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
)
assigned_with_description: Final = replace(assigned, description=description)
described: Final = ItemDescribed(description=description)
reported: Final = ItemProgressReported(note="清单已印发")
evidence_added: Final = ItemEvidenceAdded(
    digest=DIGEST, size_bytes=48_210, media_type="application/pdf"
)
claimed: Final = CompletionClaimed(
    issue=PERMITS,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    code=CODE,
    outcome=Outcome.COMPLETED,
    evidence=(DIGEST,),
    by=ActorId(ANA),
)
rejected: Final = ClaimRejected(
    issue=PERMITS,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    code=CODE,
    reason="核对记录只有四周",
)
verified: Final = ItemVerified(
    outcome=Outcome.COMPLETED, method=VerificationMethod.SITE_VISIT, by=ActorId(BO)
)
written_off: Final = IssueWrittenOff(
    issue=PERMITS, case=CASE, unit=TOWN, reason="清单和核对记录齐全"
)

in_progress: Final = (assigned, described)
in_judgement: Final = (*in_progress, evidence_added, claimed)
continuing: Final = (
    *(*in_progress, evidence_added),
    replace(claimed, outcome=Outcome.CONTINUING),
    replace(verified, outcome=Outcome.CONTINUING),
)

opened: Final = RectificationCaseOpened(
    case=CASE,
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=(PERMITS, PURCHASES),
    anchor=ANCHOR,
)
period_started: Final = ConcentratedPeriodStarted(anchor=ANCHOR)
first_closed: Final = CaseItemWrittenOff(issue=PERMITS, remaining=1)
last_closed: Final = CaseItemWrittenOff(issue=PURCHASES, remaining=0)
accepted: Final = RectificationAccepted(
    case=CASE,
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=2,
    accepted_at=ACCEPTED_AT,
)

case_noted: Final = ReportedCaseNoted(
    site=SiteKey("360722"),
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=2,
    anchor=ANCHOR,
)
acceptance_noted: Final = ReportedCaseAccepted(accepted_at=ACCEPTED_AT)

EVENTS: Final = (
    *(opened, period_started, first_closed, accepted),
    *(assigned_with_description, described, reported, evidence_added),
    *(claimed, rejected, verified, written_off),
    *(case_noted, acceptance_noted),
)
