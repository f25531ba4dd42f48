"""Who, where and when of the examples of the rectification service."""

from datetime import UTC, date, datetime
from typing import Final

from libs.common.deadlines import end_of
from services.rectification.domain.vocabulary import (
    CaseId,
    FeedbackKey,
    IssueId,
    RoundKey,
    UnitCode,
)

ANA: Final = "actor-ana"
BO: Final = "actor-bo"
CY: Final = "actor-cy"
DI: Final = "actor-di"
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
PLAN_DUE: Final = end_of(date(2026, 4, 30))
PROGRESS_DUE: Final = end_of(date(2026, 9, 30))
ROW_DUE: Final = end_of(date(2026, 8, 31))
EXTENDED: Final = end_of(date(2026, 5, 15))
ACCEPTED_AT: Final = datetime(2026, 6, 29, 1, 30, tzinfo=UTC)
STREAM: Final = f"item-{PERMITS}"
PLAN_STREAM: Final = f"plan-{CASE}"
