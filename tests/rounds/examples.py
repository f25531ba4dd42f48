"""Canonical facts of the rounds service: tests vary only what matters."""

from datetime import UTC, datetime
from typing import Final

from services.rounds.domain.feedback_session import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
)
from services.rounds.domain.inspection_round import (
    OnSiteStarted,
    RoundAuthorised,
    RoundClosed,
    RoundPlanned,
)
from services.rounds.domain.unit import UnitKind, UnitReclassified, UnitRegistered
from services.rounds.domain.vocabulary import ActorId, FeedbackKey, IssueId, RoundKey, UnitCode
from tests.rounds import programme_examples

ANA: Final = "actor-ana"
BO: Final = "actor-bo"

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
ROUND: Final = RoundKey("C01")
FEEDBACK: Final = FeedbackKey("C01-U01")
PERMITS: Final = IssueId("0195e100-0000-7000-8000-000000000001")
PURCHASES: Final = IssueId("0195e100-0000-7000-8000-000000000002")
DELIVERED_AT: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)

registered: Final = UnitRegistered(
    unit=TOWN, name="嘉定镇(演示)", division="360722100", kind=UnitKind.TOWNSHIP
)
other_registered: Final = UnitRegistered(
    unit=OTHER_TOWN, name="大塘埠镇(演示)", division="360722101", kind=UnitKind.TOWNSHIP
)
reclassified: Final = UnitReclassified(kind=UnitKind.DEVELOPMENT_ZONE)

planned: Final = RoundPlanned(round=ROUND, term="15", number=1)
authorised: Final = RoundAuthorised(units=(TOWN, OTHER_TOWN))
entered: Final = OnSiteStarted()
closed: Final = RoundClosed()

drafted: Final = FeedbackDrafted(
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    issues=(PERMITS, PURCHASES),
    by=ActorId(ANA),
)
approved: Final = FeedbackApproved(issues=(PERMITS, PURCHASES))
delivered: Final = FeedbackDelivered(
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    issues=(PERMITS, PURCHASES),
    delivered_at=DELIVERED_AT,
)
acknowledged: Final = FeedbackAcknowledged()

EVENTS: Final = (
    *(registered, reclassified),
    *(planned, authorised, entered, closed),
    *(drafted, approved, delivered, acknowledged),
    *programme_examples.EVENTS,
)
