"""Canonical facts of the rounds service: tests vary only what matters."""

from datetime import UTC, datetime
from typing import Final

from services.rounds.domain.feedback_facts import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
)
from services.rounds.domain.round_facts import (
    FeedbackBegun,
    HearingsBegun,
    OnSiteEnded,
    OnSiteStarted,
    PreparationOpened,
    RoundAuthorised,
    RoundCancelled,
    RoundClosed,
    RoundPlanApproved,
    RoundPlanned,
    Target,
    TargetsSelected,
)
from services.rounds.domain.unit import (
    UnitKind,
    UnitReclassified,
    UnitRegistered,
    UnitRenumbered,
)
from services.rounds.domain.vocabulary import ActorId, FeedbackKey, IssueId, RoundKey, UnitCode
from tests.rounds import (
    feedback_examples,
    hearing_examples,
    preparation_examples,
    programme_examples,
)

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
renumbered: Final = UnitRenumbered(division="360704", name="赣县(演示)")

planned: Final = RoundPlanned(round=ROUND, term="15", number=1)
plan_approved: Final = RoundPlanApproved()
selected: Final = TargetsSelected(
    targets=(
        Target(unit=TOWN, kind=UnitKind.TOWNSHIP),
        Target(unit=OTHER_TOWN, kind=UnitKind.TOWNSHIP),
    )
)
authorised: Final = RoundAuthorised(units=(TOWN, OTHER_TOWN), round=ROUND, term="15", number=1)
preparing: Final = PreparationOpened()
entered: Final = OnSiteStarted()
left: Final = OnSiteEnded()
hearings_begun: Final = HearingsBegun()
feedback_begun: Final = FeedbackBegun()
closed: Final = RoundClosed()
cancelled: Final = RoundCancelled(reason="省委统一调整")

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
    *(registered, reclassified, renumbered),
    *(planned, plan_approved, selected, authorised, preparing, entered, left),
    *(hearings_begun, feedback_begun, closed, cancelled),
    *(drafted, approved, delivered, acknowledged),
    *preparation_examples.EVENTS,
    *feedback_examples.EVENTS,
    *hearing_examples.EVENTS,
    *programme_examples.EVENTS,
)

ROUND_STORY: Final = (
    *(planned, plan_approved, selected, authorised, preparing, entered, left),
    *(hearings_begun, feedback_begun),
)
"""A round up to the feedback; it is closed, or was called off earlier, by chance."""

old_registered: Final = UnitRegistered(
    unit=TOWN, name="赣县(演示)", division="360721", kind=UnitKind.CITY_OR_COUNTY
)

STORIES: Final[dict[str, tuple[object, ...]]] = {
    "unit": (old_registered,),
    "round": ROUND_STORY,
    **preparation_examples.STORIES,
    **feedback_examples.STORIES,
    **hearing_examples.STORIES,
    **programme_examples.STORIES,
}
