"""Canonical facts of hearings; `examples.py` shows them to all."""

from dataclasses import replace
from datetime import date
from typing import Final

from services.rounds.domain.hearing.facts import (
    CommitteeHearingHeld,
    EngagementListed,
    GroupReportHeard,
    HearingClosed,
    HearingKind,
    HearingOpened,
    HearingScheduled,
    LsgDecisionRecorded,
    ResultUse,
    ResultUseDecided,
    SpecialMeetingHeld,
)
from services.rounds.domain.parameters import RuleScope
from services.rounds.domain.rules import RuleVersionActivated
from services.rounds.domain.vocabulary import HearingKey
from tests.rounds.preparation_examples import (
    ENGAGEMENT,
    GROUP,
    OTHER_ENGAGEMENT,
    OTHER_GROUP,
    OTHER_TOWN,
    ROUND,
    TOWN,
)

HEARING: Final = HearingKey("C01-H1")
HELD_ON: Final = date(2026, 6, 15)

quorum_rule: Final = RuleVersionActivated(
    scope=RuleScope.HEARING,
    rule="lsg-2026",
    effective_on=date(2026, 1, 1),
    parameters={"hearing.quorum": "3"},
)


def scheduled_for(kind: HearingKind) -> HearingScheduled:
    """Let both groups be called."""
    return HearingScheduled(
        hearing=HEARING,
        kind=kind,
        round=ROUND,
        held_on=HELD_ON,
        engagements=(ENGAGEMENT, OTHER_ENGAGEMENT),
    )


def called(kind: HearingKind) -> tuple[HearingScheduled | EngagementListed, ...]:
    """Let a hearing of this kind be called, with one engagement of each group."""
    first = EngagementListed(
        hearing=HEARING,
        kind=kind,
        round=ROUND,
        held_on=HELD_ON,
        order=1,
        group=GROUP,
        engagement=ENGAGEMENT,
        unit=TOWN,
        unit_name="嘉定镇(演示)",
        division="360722100",
    )
    second = replace(
        first, order=2, group=OTHER_GROUP, engagement=OTHER_ENGAGEMENT, unit=OTHER_TOWN
    )
    return scheduled_for(kind), first, second


opened: Final = HearingOpened(hearing=HEARING, engagements=(ENGAGEMENT, OTHER_ENGAGEMENT))
first_heard: Final = GroupReportHeard(hearing=HEARING, group=GROUP, engagements=(ENGAGEMENT,))
second_heard: Final = GroupReportHeard(
    hearing=HEARING, group=OTHER_GROUP, engagements=(OTHER_ENGAGEMENT,)
)
use_decided: Final = ResultUseDecided(
    hearing=HEARING, engagement=ENGAGEMENT, round=ROUND, unit=TOWN, use=ResultUse.FEEDBACK
)
decision_recorded: Final = LsgDecisionRecorded(
    hearing=HEARING,
    number=1,
    matter="第一轮巡察成果运用",
    decision="同意向两镇反馈",
    attendees=5,
    quorum=3,
    rule="lsg-2026",
)
hearing_closed: Final = HearingClosed(
    hearing=HEARING, engagements=(ENGAGEMENT, OTHER_ENGAGEMENT), units=(TOWN, OTHER_TOWN)
)
special_meeting_held: Final = SpecialMeetingHeld(
    hearing=HEARING, round=ROUND, held_on=HELD_ON, groups=(GROUP, OTHER_GROUP)
)
committee_hearing_held: Final = CommitteeHearingHeld(
    hearing=HEARING, round=ROUND, held_on=HELD_ON, groups=(GROUP, OTHER_GROUP)
)

EVENTS: Final = (
    *called(HearingKind.SECRETARY),
    *(opened, first_heard, use_decided, decision_recorded, hearing_closed),
    *(special_meeting_held, committee_hearing_held),
)

BEGINNINGS: Final[dict[str, tuple[tuple[object, ...], ...]]] = {
    "hearing": (
        (*called(HearingKind.SECRETARY), opened, first_heard, use_decided, second_heard),
        (*called(HearingKind.LEADING_GROUP), opened),
    ),
}
