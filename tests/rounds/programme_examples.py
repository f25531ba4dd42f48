"""Canonical facts of linked programmes, invitations and units' records."""

from datetime import UTC, date, datetime
from typing import Final

from libs.common.testing.given import MOMENT, SITE
from services.rounds.domain.invitation import InvitationNoted, ProgrammeJoined
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.facts import (
    ChildExcused,
    FocusItem,
    LinkedProgrammeClosed,
    LinkedProgrammeLaunched,
    LinkedProgrammePlanned,
    LinkedResultsMerged,
    LowerLevelJoined,
    MilestoneReached,
    ScheduleAligned,
)
from services.rounds.domain.unit_record import (
    AgendaSettled,
    CaseAcceptance,
    CaseAcceptanceNoted,
    CaseClosing,
    CaseClosingNoted,
    LastRectification,
    RectificationPaired,
)
from services.rounds.domain.vocabulary import (
    CaseId,
    EngagementKey,
    HearingKey,
    ProgrammeKey,
    RoundKey,
    SiteKey,
)

PROGRAMME: Final = ProgrammeKey("LP-2026-01")
PROVINCE: Final = SiteKey("360000")
CITY: Final = SiteKey("360700")
COUNTY: Final = SiteKey(SITE)
CITY_ROUND: Final = RoundKey("C07")
COUNTY_ROUND: Final = RoundKey("C02")
CITY_CHILD: Final = EngagementKey("C07-E1")
COUNTY_CHILD: Final = EngagementKey("C02-E1")
DIVISIONS: Final = ("360000", "360700", "360722")
PLANNED_DAYS: Final = {
    Milestone.ENTERED: date(2026, 3, 2),
    Milestone.REPORT_APPROVED: date(2026, 5, 29),
}
ALIGNED_DAYS: Final = {
    Milestone.ENTERED: date(2026, 3, 9),
    Milestone.REPORT_APPROVED: date(2026, 5, 29),
}
REACHED_AT: Final = datetime(2026, 2, 10, 2, tzinfo=UTC)

permits: Final = FocusItem(
    key="permits", title="许可办理", domain="permits", department="省生态环境厅(演示)"
)
land: Final = FocusItem(
    key="land", title="土地管理", domain="land_and_resources", department="省自然资源厅(演示)"
)

programme_planned: Final = LinkedProgrammePlanned(
    programme=PROGRAMME,
    title="生态环境和自然资源联动巡察(演示)",
    focus=(permits, land),
    divisions=DIVISIONS,
    milestones=PLANNED_DAYS,
)
schedule_aligned: Final = ScheduleAligned(milestones=ALIGNED_DAYS)
programme_launched: Final = LinkedProgrammeLaunched(
    programme=PROGRAMME,
    title=programme_planned.title,
    divisions=DIVISIONS,
    focus=(permits, land),
    milestones=ALIGNED_DAYS,
    launched_at=MOMENT,
)
county_joined: Final = LowerLevelJoined(site=COUNTY, round=COUNTY_ROUND, joined_at=MOMENT)


def reached(site: SiteKey, engagement: EngagementKey, milestone: Milestone) -> MilestoneReached:
    """Let an engagement of a site reach a milestone."""
    return MilestoneReached(
        site=site,
        engagement=engagement,
        division=str(site),
        unit_name=f"{site}生态环境局(演示)",
        milestone=milestone,
        reached_at=REACHED_AT,
    )


city_planned: Final = reached(CITY, CITY_CHILD, Milestone.PLANNED)
city_reported: Final = reached(CITY, CITY_CHILD, Milestone.REPORT_APPROVED)
county_planned: Final = reached(COUNTY, COUNTY_CHILD, Milestone.PLANNED)
county_entered: Final = reached(COUNTY, COUNTY_CHILD, Milestone.ENTERED)
county_excused: Final = ChildExcused(
    site=COUNTY, engagement=COUNTY_CHILD, reason="单位已撤并, 本轮不再巡察"
)
results_merged: Final = LinkedResultsMerged(
    programme=PROGRAMME,
    title=programme_planned.title,
    focus=(permits, land),
    engagements=(f"{CITY}/{CITY_CHILD}",),
    excused=(f"{COUNTY}/{COUNTY_CHILD}",),
)
programme_closed: Final = LinkedProgrammeClosed()

invitation_noted: Final = InvitationNoted(
    programme=PROGRAMME,
    title=programme_planned.title,
    led_by=PROVINCE,
    divisions=DIVISIONS,
    focus=(permits, land),
    milestones={"entered": "2026-03-09", "report_approved": "2026-05-29"},
    launched_at=MOMENT,
    joinable=True,
)
programme_joined: Final = ProgrammeJoined(
    programme=PROGRAMME, round=COUNTY_ROUND, site=COUNTY, joined_at=MOMENT
)

HEARING: Final = HearingKey("C02-H1")
LAST_ROUND: Final = RoundKey("C01")
CASE: Final = CaseId("0195e200-0000-7000-8000-000000000001")
CLOSED_AT: Final = datetime(2026, 1, 20, 2, tzinfo=UTC)

acceptance: Final = CaseAcceptance(
    case=CASE,
    round=LAST_ROUND,
    issues=6,
    completed=4,
    basically=1,
    continuing=1,
    accepted_at=datetime(2025, 12, 1, 2, tzinfo=UTC),
)
closing: Final = CaseClosing(
    case=CASE, round=LAST_ROUND, written_off=5, long_term=1, closed_at=CLOSED_AT
)
acceptance_noted: Final = CaseAcceptanceNoted(acceptance=acceptance)
closing_noted: Final = CaseClosingNoted(closing=closing)
ACCEPTED_ONLY: Final = LastRectification(
    round=LAST_ROUND, accepted=1, issues=6, completed=4, basically=1, continuing=1
)
ACCEPTED_AND_CLOSED: Final = LastRectification(
    round=LAST_ROUND,
    accepted=1,
    closed=1,
    issues=6,
    completed=4,
    basically=1,
    continuing=1,
    written_off=5,
    long_term=1,
)


def paired(last: LastRectification | None) -> RectificationPaired:
    """Put what came of the last round beside the county's engagement."""
    return RectificationPaired(
        hearing=HEARING, engagement=COUNTY_CHILD, round=COUNTY_ROUND, last=last
    )


agenda_settled: Final = AgendaSettled(hearing=HEARING)

EVENTS: Final = (
    *(programme_planned, schedule_aligned, programme_launched, county_joined),
    *(city_planned, county_excused, results_merged, programme_closed),
    *(invitation_noted, programme_joined),
    *(acceptance_noted, closing_noted, paired(ACCEPTED_AND_CLOSED), agenda_settled),
)

BEGINNINGS: Final[dict[str, tuple[tuple[object, ...], ...]]] = {
    "programme": (
        (programme_planned, schedule_aligned, programme_launched, city_planned),
        (programme_planned, schedule_aligned, programme_launched, city_planned, results_merged),
    ),
    "invitation": ((invitation_noted, programme_joined),),
    "unit_record": ((acceptance_noted, closing_noted),),
}
