"""A unit's record: what came of its earlier cases, put beside its place on a hearing's agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, allow, frozen
from services.rounds.domain.vocabulary import CaseId, EngagementKey, HearingKey, RoundKey


@frozen
class CaseAcceptance:
    """The progress report of a case was accepted, with its rows so divided at that time."""

    case: CaseId
    round: RoundKey | None = None
    issues: int
    completed: int
    basically: int
    continuing: int
    accepted_at: datetime


@frozen
class CaseClosing:
    """Every row of a case is written off or rightly long-term."""

    case: CaseId
    round: RoundKey | None = None
    written_off: int
    long_term: int
    closed_at: datetime


@frozen
class LastRectification:
    """What came of the cases of one earlier round."""

    round: RoundKey | None = None
    accepted: int = 0
    closed: int = 0
    issues: int = 0
    completed: int = 0
    basically: int = 0
    continuing: int = 0
    written_off: int = 0
    long_term: int = 0


@frozen
class CaseAcceptanceNoted:
    """A case of the unit was accepted."""

    acceptance: CaseAcceptance


@frozen
class CaseClosingNoted:
    """A case of the unit was closed."""

    closing: CaseClosing


@frozen
class RectificationPaired:
    """A place on an agenda has last round's rectification beside it; none at all is told too."""

    hearing: HearingKey
    engagement: EngagementKey
    round: RoundKey
    last: LastRectification | None = None


@frozen
class AgendaSettled:
    """The hearing is over: what it had before it stays as it was."""

    hearing: HearingKey


UnitRecordEvent: TypeAlias = (
    CaseAcceptanceNoted | CaseClosingNoted | RectificationPaired | AgendaSettled
)


@frozen
class NoteCaseAcceptance:
    """Take note that a case was accepted."""

    acceptance: CaseAcceptance


@frozen
class NoteCaseClosing:
    """Take note that a case was closed."""

    closing: CaseClosing


@frozen
class PairWithAgenda:
    """Put the unit's last rectification beside its place on an agenda."""

    hearing: HearingKey
    engagement: EngagementKey
    round: RoundKey


@frozen
class SettleAgenda:
    """Leave an agenda as it is from now on."""

    hearing: HearingKey


UnitRecordCommand: TypeAlias = NoteCaseAcceptance | NoteCaseClosing | PairWithAgenda | SettleAgenda


class UnitRecordStatus(StrEnum):
    """Whether anything is known."""

    NEW = "new"
    KEPT = "kept"


@frozen
class UnitRecord:
    """Only what `decide` asks about; `places` are those on agendas that are still open."""

    status: UnitRecordStatus = UnitRecordStatus.NEW
    accepted: Mapping[CaseId, CaseAcceptance] = field(default_factory=dict)
    closed: Mapping[CaseId, CaseClosing] = field(default_factory=dict)
    places: Mapping[str, RectificationPaired] = field(default_factory=dict)


# Other services and our own hearings tell of it in whatever order.
ALLOWED: Final = {
    NoteCaseAcceptance: allow(SYSTEM, when=set(UnitRecordStatus)),
    NoteCaseClosing: allow(SYSTEM, when=set(UnitRecordStatus)),
    PairWithAgenda: allow(SYSTEM, when=set(UnitRecordStatus)),
    SettleAgenda: allow(SYSTEM, when=set(UnitRecordStatus)),
}


def decide(
    command: UnitRecordCommand,
    record: UnitRecord,
    context: Context,  # noqa: ARG001
) -> list[UnitRecordEvent]:
    """Say what happens; nothing that was decided elsewhere is refused here."""
    match command:
        case NoteCaseAcceptance(acceptance=acceptance):
            known = record.accepted.get(acceptance.case) == acceptance
            return [] if known else _noted(record, CaseAcceptanceNoted(acceptance=acceptance))
        case NoteCaseClosing(closing=closing):
            known = record.closed.get(closing.case) == closing
            return [] if known else _noted(record, CaseClosingNoted(closing=closing))
        case PairWithAgenda():
            paired = _paired(command, record)
            return [] if paired in record.places.values() else [paired]
        case SettleAgenda(hearing=hearing):
            open_ = any(place.hearing == hearing for place in record.places.values())
            return [AgendaSettled(hearing=hearing)] if open_ else []
        case _:
            assert_never(command)


def evolve(record: UnitRecord, event: UnitRecordEvent) -> UnitRecord:
    """Take in what happened."""
    kept = replace(record, status=UnitRecordStatus.KEPT)
    match event:
        case CaseAcceptanceNoted(acceptance=acceptance):
            return replace(kept, accepted={**record.accepted, acceptance.case: acceptance})
        case CaseClosingNoted(closing=closing):
            return replace(kept, closed={**record.closed, closing.case: closing})
        case RectificationPaired():
            return replace(kept, places={**record.places, place_key(event): event})
        case AgendaSettled(hearing=hearing):
            places = record.places.items()
            open_ = {key: place for key, place in places if place.hearing != hearing}
            return replace(kept, places=open_)
        case _:
            assert_never(event)


def place_key(place: RectificationPaired | PairWithAgenda) -> str:
    """Name a place on an agenda."""
    return f"{place.hearing}/{place.engagement}"


def last_before(record: UnitRecord, key: RoundKey) -> LastRectification | None:
    """Sum up the cases of the latest other round that anything is known of."""
    accepted = [each for each in record.accepted.values() if each.round != key]
    closed = [each for each in record.closed.values() if each.round != key]
    moments = [(each.accepted_at, each.round) for each in accepted]
    moments += [(each.closed_at, each.round) for each in closed]
    if not moments:
        return None
    _, last = max(moments, key=itemgetter(0))
    return _sum(
        last,
        [each for each in accepted if each.round == last],
        [each for each in closed if each.round == last],
    )


def _sum(
    key: RoundKey | None,
    accepted: Sequence[CaseAcceptance],
    closed: Sequence[CaseClosing],
) -> LastRectification:
    return LastRectification(
        round=key,
        accepted=len(accepted),
        closed=len(closed),
        issues=sum(each.issues for each in accepted),
        completed=sum(each.completed for each in accepted),
        basically=sum(each.basically for each in accepted),
        continuing=sum(each.continuing for each in accepted),
        written_off=sum(each.written_off for each in closed),
        long_term=sum(each.long_term for each in closed),
    )


def _noted(
    record: UnitRecord, event: CaseAcceptanceNoted | CaseClosingNoted
) -> list[UnitRecordEvent]:
    """Note it, and put it on every open agenda where it changes what stands beside the unit."""
    known = evolve(record, event)
    paired = [
        replace(place, last=last_before(known, place.round)) for place in record.places.values()
    ]
    return [event, *(each for each in paired if each not in record.places.values())]


def _paired(command: PairWithAgenda, record: UnitRecord) -> RectificationPaired:
    return RectificationPaired(
        hearing=command.hearing,
        engagement=command.engagement,
        round=command.round,
        last=last_before(record, command.round),
    )


unit_record: Final = Aggregate(
    kind="unit_record",
    initial=UnitRecord(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
