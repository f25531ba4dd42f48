"""What can happen to a hearing."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from libs.common.decider import frozen
from services.rounds.domain.vocabulary import (
    EngagementKey,
    GroupKey,
    HearingKey,
    RoundKey,
    UnitCode,
)


class HearingKind(StrEnum):
    """Who hears: the leading group, the secretary with every group, or the committee."""

    LEADING_GROUP = "leading_group"
    SECRETARY = "secretary"
    COMMITTEE = "committee"


class ResultUse(StrEnum):
    """What becomes of the results of an engagement."""

    FEEDBACK = "feedback"
    SPECIAL_REPORT = "special_report"
    TRANSFER_TO_BODY = "transfer_to_body"
    CIRCULAR = "circular"
    REINSPECTION = "reinspection"


@frozen
class HearingScheduled:
    """The groups of a round are called to report on a day."""

    hearing: HearingKey
    kind: HearingKind
    round: RoundKey
    held_on: date
    engagements: tuple[EngagementKey, ...]


@frozen
class EngagementListed:
    """A place on the agenda: what is reported on, and when it is its group's turn to speak."""

    hearing: HearingKey
    kind: HearingKind
    round: RoundKey
    held_on: date
    order: int
    group: GroupKey
    engagement: EngagementKey
    unit: UnitCode
    unit_name: str
    division: str


@frozen
class HearingOpened:
    """The meeting is in session."""

    hearing: HearingKey
    engagements: tuple[EngagementKey, ...]


@frozen
class GroupReportHeard:
    """A group reported on these engagements."""

    hearing: HearingKey
    group: GroupKey
    engagements: tuple[EngagementKey, ...]


@frozen
class ResultUseDecided:
    """The meeting decided what becomes of the results of one engagement."""

    hearing: HearingKey
    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    use: ResultUse


@frozen
class LsgDecisionRecorded:
    """The leading group decided; `rule` gave the quorum that its attendance met."""

    hearing: HearingKey
    number: int
    matter: str
    decision: str
    attendees: int
    quorum: int
    rule: str


@frozen
class HearingClosed:
    """Every group of the agenda was heard."""

    hearing: HearingKey
    engagements: tuple[EngagementKey, ...]
    units: tuple[UnitCode, ...]


@frozen
class SpecialMeetingHeld:
    """The secretary has heard every group of a round, one by one."""

    hearing: HearingKey
    round: RoundKey
    held_on: date
    groups: tuple[GroupKey, ...]


@frozen
class CommitteeHearingHeld:
    """The committee has heard of this round, and of the rectification of the last one."""

    hearing: HearingKey
    round: RoundKey
    held_on: date
    groups: tuple[GroupKey, ...]


HearingEvent: TypeAlias = (
    HearingScheduled
    | EngagementListed
    | HearingOpened
    | GroupReportHeard
    | ResultUseDecided
    | LsgDecisionRecorded
    | HearingClosed
    | SpecialMeetingHeld
    | CommitteeHearingHeld
)
