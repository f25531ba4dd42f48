"""A training before a round: materials are read first, then it is held; who did both is trained."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Len

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    GROUP_LEADER,
    GROUP_MEMBER,
    LIAISON_OFFICER,
    OFFICE,
)
from libs.common.decider.texts import Digest, Key, Title
from services.rounds.domain.vocabulary import ActorId, NamedActor, RoundKey

ATTENDANCE_MAX: Final = 300


@frozen
class TrainingPlanned:
    """The groups of a round are called to a training."""

    training: str
    round: RoundKey
    title: str
    day: date


@frozen
class LearningMaterialPublished:
    """Everybody of the round is to read this first."""

    material: str
    title: str
    digest: Digest


@frozen
class MaterialAcknowledged:
    """Somebody has read a material."""

    material: str
    by: ActorId


@frozen
class TrainingHeld:
    """The training took place."""


@frozen
class AttendanceClosed:
    """These people were there."""

    attended: tuple[ActorId, ...]


TrainingEvent: TypeAlias = (
    TrainingPlanned
    | LearningMaterialPublished
    | MaterialAcknowledged
    | TrainingHeld
    | AttendanceClosed
)


@frozen
class PlanTraining:
    """Call the groups of a round to a training."""

    training: Key
    round: RoundKey
    title: Title
    day: date


@frozen
class PublishMaterial:
    """Say what everybody is to read before the training."""

    material: Key
    title: Title
    digest: Digest


@frozen
class AcknowledgeMaterial:
    """Say that you have read a material."""

    material: Key


@frozen
class HoldTraining:
    """Note that the training took place."""


@frozen
class CloseAttendance:
    """Say who was there."""

    attended: Annotated[tuple[NamedActor, ...], Len(1, ATTENDANCE_MAX)]


TrainingCommand: TypeAlias = (
    PlanTraining | PublishMaterial | AcknowledgeMaterial | HoldTraining | CloseAttendance
)


class MaterialNotPublished(Refusal):
    """Only what was published can be acknowledged."""


class MaterialPublishedBefore(Refusal):
    """A material is published once; a new text is a new material."""


class TrainingStatus(StrEnum):
    """How far the training has come."""

    NEW = "new"
    PLANNED = "planned"
    HELD = "held"
    ATTENDANCE_CLOSED = "attendance_closed"


@frozen
class Training:
    """Only what `decide` asks about; screens read projections."""

    status: TrainingStatus = TrainingStatus.NEW
    round: RoundKey | None = None
    materials: frozenset[str] = frozenset()
    read: frozenset[tuple[str, ActorId]] = frozenset()
    attended: frozenset[ActorId] = frozenset()

    @property
    def completed(self) -> frozenset[ActorId]:
        """Who was there and has read every material; nobody before the attendance is closed."""
        return frozenset(
            actor
            for actor in self.attended
            if all((material, actor) in self.read for material in self.materials)
        )


_LEARNERS: Final = (GROUP_LEADER, DEPUTY_LEADER, LIAISON_OFFICER, GROUP_MEMBER)

# Learn first, then inspect: materials come out before the training, and may be read until late.
ALLOWED: Final = {
    PlanTraining: allow(OFFICE, when={TrainingStatus.NEW}),
    PublishMaterial: allow(OFFICE, when={TrainingStatus.PLANNED}),
    AcknowledgeMaterial: allow(*_LEARNERS, when=set(TrainingStatus) - {TrainingStatus.NEW}),
    HoldTraining: allow(OFFICE, when={TrainingStatus.PLANNED}),
    CloseAttendance: allow(OFFICE, when={TrainingStatus.HELD}),
}


def decide(command: TrainingCommand, training: Training, context: Context) -> list[TrainingEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case PlanTraining(training=key, round=round_key, title=title, day=day):
            return [TrainingPlanned(training=key, round=round_key, title=title, day=day)]
        case PublishMaterial(material=material, title=title, digest=digest):
            if material in training.materials:
                raise MaterialPublishedBefore
            return [LearningMaterialPublished(material=material, title=title, digest=digest)]
        case AcknowledgeMaterial(material=material):
            if material not in training.materials:
                raise MaterialNotPublished
            return _acknowledged(training, material, ActorId(context.actor))
        case HoldTraining():
            return [TrainingHeld()]
        case CloseAttendance(attended=attended):
            return [AttendanceClosed(attended=tuple(dict.fromkeys(attended)))]
        case _:
            assert_never(command)


def evolve(training: Training, event: TrainingEvent) -> Training:
    """Take in what happened."""
    match event:
        case TrainingPlanned(round=round_key):
            return Training(status=TrainingStatus.PLANNED, round=round_key)
        case LearningMaterialPublished(material=material):
            return replace(training, materials=training.materials | {material})
        case MaterialAcknowledged(material=material, by=reader):
            return replace(training, read=training.read | {(material, reader)})
        case TrainingHeld():
            return replace(training, status=TrainingStatus.HELD)
        case AttendanceClosed(attended=attended):
            closed = TrainingStatus.ATTENDANCE_CLOSED
            return replace(training, status=closed, attended=frozenset(attended))
        case _:
            assert_never(event)


def _acknowledged(training: Training, material: str, reader: ActorId) -> list[TrainingEvent]:
    """Note a reading once."""
    known = (material, reader) in training.read
    return [] if known else [MaterialAcknowledged(material=material, by=reader)]


training: Final = Aggregate(
    kind="training",
    initial=Training(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
