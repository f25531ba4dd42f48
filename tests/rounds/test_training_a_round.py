"""A training is planned, its materials are read, it is held, and its attendance is closed."""

from libs.common.decider.roles import GROUP_LEADER
from libs.common.testing.given import scenario
from services.rounds.domain.training import (
    AcknowledgeMaterial,
    CloseAttendance,
    HoldTraining,
    MaterialNotPublished,
    MaterialPublishedBefore,
    PlanTraining,
    PublishMaterial,
    training,
)
from tests.rounds.preparation_examples import (
    DEPUTY,
    DIGEST,
    LEADER,
    MATERIAL,
    ROUND,
    TRAINING,
    attendance_closed,
    published,
    read,
    training_held,
    training_planned,
)

given = scenario(training)
PUBLISH = PublishMaterial(material=MATERIAL, title="巡视工作条例", digest=DIGEST)


def test_the_office_calls_the_groups_of_a_round() -> None:
    plan = PlanTraining(
        training=TRAINING, round=ROUND, title="巡前集中培训", day=training_planned.day
    )
    given().when(plan).then(training_planned)


def test_the_office_says_what_is_to_be_read_first() -> None:
    given(training_planned).when(PUBLISH).then(published)


def test_a_material_is_published_once() -> None:
    given(training_planned, published).when(PUBLISH).then_refused(MaterialPublishedBefore)


def test_a_reading_is_noted_once() -> None:
    acknowledge = AcknowledgeMaterial(material=MATERIAL)
    out = given(training_planned, published)
    out.when(acknowledge, by=LEADER, role=GROUP_LEADER).then(read)
    again = given(training_planned, published, read)
    again.when(acknowledge, by=LEADER, role=GROUP_LEADER).then()


def test_only_what_was_published_is_acknowledged() -> None:
    asked = given(training_planned).when(AcknowledgeMaterial(material="x"), role=GROUP_LEADER)
    asked.then_refused(MaterialNotPublished)


def test_a_training_is_held_and_says_who_was_there() -> None:
    given(training_planned).when(HoldTraining()).then(training_held)
    close = CloseAttendance(attended=(LEADER, DEPUTY, LEADER))
    given(training_planned, training_held).when(close).then(attendance_closed)


def test_who_was_there_and_has_read_everything_has_completed_it() -> None:
    before = given(training_planned, published, read, training_held)
    assert before.state().completed == frozenset()
    after = given(training_planned, published, read, training_held, attendance_closed)
    assert after.state().completed == {LEADER}
