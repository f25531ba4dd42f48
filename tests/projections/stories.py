"""Arbitrary stories of a few issues, for properties that hold whatever happened."""

from typing import Any

from hypothesis import strategies as st

from libs.common.events.header import decode
from libs.common.events.recorded import Recorded
from libs.common.testing.log_builder import BuiltRow
from tests.projections.register import WIRE, Closed, Merged, Raised, Row, Weighed, fold, keys

KEYS = ("i1", "i2", "i3")
EVENTS_MAX = 20

weights = st.none() | st.integers(min_value=0, max_value=9)
events = st.one_of(
    st.builds(Raised, title=st.sampled_from(("a", "b", "c")), weight=weights),
    st.builds(Weighed, weight=weights),
    st.just(Closed()),
    st.builds(Merged, into=st.sampled_from(KEYS)),
)
stories = st.lists(st.tuples(st.sampled_from(KEYS), events), min_size=1, max_size=EVENTS_MAX)
sizes = st.lists(st.integers(min_value=1, max_value=7), min_size=1, max_size=EVENTS_MAX)


def recorded(row: BuiltRow) -> Recorded[Any]:
    """Decode a row of the log."""
    return Recorded(header=decode(row.header), event=WIRE.decode(row.type, row.data))


def folded(history: list[BuiltRow], upto: int) -> dict[str, Row]:
    """Fold a history up to a position by the plainest means."""
    rows: dict[str, Row] = {}
    for event in map(recorded, history[:upto]):
        after = {key: fold(rows.get(key), event) for key in keys(event)}
        rows = {key: row for key, row in (rows | after).items() if row is not None}
    return rows
