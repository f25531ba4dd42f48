"""What becomes of records by their sequence and version."""

from libs.common.reactions import Reactions, on, service
from libs.common.reactions.arrival import arrive
from libs.common.reactions.order import Action, Order, Seen
from libs.common.reactions.records import Record
from libs.common.reactions.vocabulary import Vocabulary
from tests.reactions.records import Teller
from tests.reactions.vocabulary import FROM_TELLER, REGISTRY, Told, ToldAloud

SHAPES = REGISTRY.shapes("teller", "events")
FIRST_VERSION = Vocabulary(FROM_TELLER, SHAPES)
SECOND_VERSION = Vocabulary(
    Reactions(name="t", source=service("teller"), lines=(on("w", ToldAloud, lambda _: []),)),
    SHAPES,
)
BOTH_VERSIONS = Vocabulary(
    Reactions(
        name="t",
        source=service("teller"),
        lines=(on("w", Told, lambda _: []), on("w", ToldAloud, lambda _: [])),
    ),
    SHAPES,
)
HANDLE, IGNORE, DROP, PARK = Action.HANDLE, Action.IGNORE, Action.DROP, Action.PARK
teller = Teller("360700")


def order(
    *records: Record, seen: Seen | None = None, vocabulary: Vocabulary = FIRST_VERSION
) -> tuple[list[Action], Seen]:
    taken = Order(vocabulary, seen, [arrive(record) for record in records])
    return [step.action for step in taken.steps()], taken.seen


def told(sequence: int, **more: int) -> Record:
    return teller.told("talk-1", sequence, "hello", **more)


def aloud(sequence: int) -> Record:
    return teller.aloud("talk-1", sequence, "hello")


def louder(sequence: int) -> Record:
    return teller.record("talk-1", sequence, {}, name="Told.v3")


def test_the_next_is_handled_and_counted() -> None:
    assert order(told(1), told(2)) == ([HANDLE, HANDLE], Seen(1, 2, 0))


def test_what_was_seen_is_dropped() -> None:
    seen = Seen(1, 2, 0)
    assert order(told(1), told(2), told(3), told(3), seen=seen)[0] == [DROP, DROP, HANDLE, DROP]


def test_a_jump_is_parked_and_not_counted() -> None:
    assert order(told(2), seen=None) == ([PARK], Seen(1, 0, 0))


def test_what_was_missing_is_still_the_next() -> None:
    actions, seen = order(told(1), told(3), told(2))
    assert actions == [HANDLE, PARK, HANDLE]
    assert seen.sequence == 2


def test_what_nobody_reacts_to_is_counted() -> None:
    actions, seen = order(told(1), teller.sighed("talk-1", 2), told(3))
    assert actions == [HANDLE, IGNORE, HANDLE]
    assert seen.sequence == 3


def test_a_destroyed_event_is_counted() -> None:
    destroyed = teller.record("talk-1", 1, None)
    assert order(destroyed, told(2)) == ([IGNORE, HANDLE], Seen(1, 2, 0))


def test_the_older_version_is_handled_and_its_twin_dropped() -> None:
    assert order(told(1), aloud(1), told(2), aloud(2))[0] == [HANDLE, DROP, HANDLE, DROP]


def test_a_twin_is_no_duplicate_when_it_comes_first() -> None:
    actions, seen = order(told(1), aloud(1), told(2), aloud(2), vocabulary=SECOND_VERSION)
    assert actions == [IGNORE, HANDLE, IGNORE, HANDLE]
    assert seen.sequence == 2


def test_a_twin_in_a_later_batch_is_still_the_next() -> None:
    actions, seen = order(told(1), vocabulary=SECOND_VERSION)
    assert (actions, seen.sequence) == ([IGNORE], 0)
    assert order(aloud(1), seen=seen, vocabulary=SECOND_VERSION)[0] == [HANDLE]


def test_a_version_whose_twin_never_comes_shows_as_a_jump() -> None:
    assert order(told(1), aloud(2), vocabulary=SECOND_VERSION)[0] == [IGNORE, PARK]


def test_a_reader_of_both_versions_handles_the_first_to_come() -> None:
    assert order(told(1), aloud(1), vocabulary=BOTH_VERSIONS)[0] == [HANDLE, DROP]
    assert order(aloud(1), told(1), vocabulary=BOTH_VERSIONS)[0] == [HANDLE, DROP]


def test_an_unknown_version_alone_is_parked_and_not_counted() -> None:
    assert order(louder(1)) == ([PARK], Seen(1, 0, 0))


def test_an_unknown_version_beside_one_that_is_understood_is_ignored() -> None:
    assert order(louder(1), told(1))[0] == [IGNORE, HANDLE]
    assert order(told(1), louder(1))[0] == [HANDLE, DROP]


def test_a_higher_epoch_begins_where_it_begins() -> None:
    actions, seen = order(told(3, epoch=2), told(4, epoch=2), seen=Seen(1, 7, 0))
    assert actions == [HANDLE, HANDLE]
    assert seen == Seen(2, 4, 0)


def test_a_lower_epoch_is_dropped() -> None:
    assert order(told(5, epoch=1), seen=Seen(2, 4, 0))[0] == [DROP]


def test_what_is_parked_is_handled_again_although_it_was_counted() -> None:
    again = Order(FIRST_VERSION, Seen(1, 2, 0), [arrive(told(1)), arrive(told(2))], again=True)
    assert [step.action for step in again.steps()] == [HANDLE, HANDLE]
