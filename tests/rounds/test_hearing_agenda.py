"""The agenda shows what each group reports on, with last round's rectification beside it."""

from dataclasses import replace

from libs.common.reactions import send
from libs.common.testing.given import MOMENT, STEP, history, reacting, recorded, rows_after
from services.rounds.domain.engagement.commands import NoteResultUse
from services.rounds.domain.hearing.facts import EngagementListed, HearingKind, ResultUse
from services.rounds.domain.hearing.state import HearingStatus
from services.rounds.domain.unit_record import PairWithAgenda, SettleAgenda
from services.rounds.projections.decision_log import DecisionRow, decision_log
from services.rounds.projections.hearing_agenda import AgendaRow, hearing_agenda
from services.rounds.reactions import own_log
from tests.rounds.hearing_examples import (
    HEARING,
    HELD_ON,
    called,
    decision_recorded,
    first_heard,
    hearing_closed,
    opened,
    special_meeting_held,
    use_decided,
)
from tests.rounds.preparation_examples import (
    ENGAGEMENT,
    GROUP,
    OTHER_ENGAGEMENT,
    OTHER_TOWN,
    ROUND,
    TOWN,
)
from tests.rounds.programme_examples import ACCEPTED_AND_CLOSED, LAST_ROUND, paired

STREAM = f"hearing-{HEARING}"
CALLED = called(HearingKind.SECRETARY)
PLACE = f"{HEARING}/{ENGAGEMENT}"
LISTED = AgendaRow(
    place=PLACE,
    hearing=HEARING,
    kind=HearingKind.SECRETARY,
    round=ROUND,
    held_on=HELD_ON,
    status=HearingStatus.SCHEDULED,
    speaking_order=1,
    group=GROUP,
    engagement=ENGAGEMENT,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
)


def test_mechanism_05_a_called_hearing_has_a_row_for_each_engagement() -> None:
    rows = rows_after(hearing_agenda, history(STREAM, *CALLED))
    assert rows[PLACE] == LISTED
    assert rows[f"{HEARING}/{OTHER_ENGAGEMENT}"].speaking_order == 2


def test_the_agenda_shows_who_was_heard_and_what_becomes_of_results() -> None:
    story = (*CALLED, opened, first_heard, use_decided, hearing_closed, special_meeting_held)
    rows = rows_after(hearing_agenda, history(STREAM, *story))
    assert rows[PLACE] == replace(
        LISTED,
        status=HearingStatus.CLOSED,
        heard_at=MOMENT + 4 * STEP,
        result_use=ResultUse.FEEDBACK,
        decided_at=MOMENT + 5 * STEP,
    )
    other = rows[f"{HEARING}/{OTHER_ENGAGEMENT}"]
    assert (other.status, other.heard_at, other.result_use) == (HearingStatus.CLOSED, None, None)


def test_mechanism_05_last_round_s_rectification_stands_beside_the_engagement() -> None:
    beside = replace(paired(ACCEPTED_AND_CLOSED), hearing=HEARING, engagement=ENGAGEMENT)
    events = [*history(STREAM, *CALLED), recorded(beside, f"unit_record-{TOWN}", position=9)]
    assert rows_after(hearing_agenda, events)[PLACE] == replace(
        LISTED,
        last_round=LAST_ROUND,
        last_accepted=1,
        last_closed=1,
        last_issues=6,
        last_completed=4,
        last_basically=1,
        last_continuing=1,
        last_written_off=5,
        last_long_term=1,
    )


def test_a_unit_of_which_nothing_is_known_leaves_the_columns_empty() -> None:
    beside = replace(paired(None), hearing=HEARING, engagement=ENGAGEMENT)
    events = [*history(STREAM, *CALLED), recorded(beside, f"unit_record-{TOWN}", position=9)]
    assert rows_after(hearing_agenda, events)[PLACE] == LISTED


def test_mechanism_05_a_place_on_an_agenda_is_paired_with_the_record_of_its_unit() -> None:
    listed = CALLED[1]
    assert isinstance(listed, EngagementListed)
    pair = PairWithAgenda(hearing=HEARING, engagement=ENGAGEMENT, round=ROUND)
    reacting(own_log.REACTIONS)(listed).then_commands(send(f"unit_record-{TOWN}", pair))


def test_a_closed_hearing_settles_the_agenda_of_each_unit() -> None:
    settle = SettleAgenda(hearing=HEARING)
    reacting(own_log.REACTIONS)(hearing_closed).then_commands(
        send(f"unit_record-{TOWN}", settle), send(f"unit_record-{OTHER_TOWN}", settle)
    )


def test_an_engagement_is_told_what_becomes_of_its_results() -> None:
    noted = NoteResultUse(hearing=HEARING, use="feedback")
    reacting(own_log.REACTIONS)(use_decided).then_commands(send(f"engagement-{ENGAGEMENT}", noted))


def test_mechanism_13_the_decision_log_keeps_each_decision() -> None:
    second = replace(decision_recorded, number=2)
    rows = rows_after(decision_log, history(STREAM, decision_recorded, second))
    assert rows[f"{HEARING}/1"] == DecisionRow(
        decision=f"{HEARING}/1",
        hearing=HEARING,
        number=1,
        matter=decision_recorded.matter,
        decided=decision_recorded.decision,
        attendees=5,
        quorum=3,
        rule="lsg-2026",
        recorded_at=MOMENT,
    )
    assert rows[f"{HEARING}/2"].number == 2
