"""Projections: read models as folds over the service's own log."""

from libs.common.projections.after import PositionNotReached, wait_for_position
from libs.common.projections.asked import (
    BadCursor,
    BadFilterValue,
    BadQuery,
    LimitOutOfRange,
    NoHistory,
    UnknownFilter,
    UnknownSort,
)
from libs.common.projections.checkpoint import resume
from libs.common.projections.digest import Digest, digest
from libs.common.projections.moment import position_at
from libs.common.projections.progress import Progress
from libs.common.projections.projection import Projection, by_stream
from libs.common.projections.query import (
    Count,
    Found,
    Page,
    count_estimate,
    find_row,
    list_rows,
    stream_rows,
)
from libs.common.projections.rebuild import (
    Comparison,
    ReplayStopped,
    begin_replay,
    compare,
    end_replay,
    replay,
)
from libs.common.projections.runner import Projector
from libs.common.projections.shape import ProjectionTableMismatch

__all__ = [
    "BadCursor",
    "BadFilterValue",
    "BadQuery",
    "Comparison",
    "Count",
    "Digest",
    "Found",
    "LimitOutOfRange",
    "NoHistory",
    "Page",
    "PositionNotReached",
    "Progress",
    "Projection",
    "ProjectionTableMismatch",
    "Projector",
    "ReplayStopped",
    "UnknownFilter",
    "UnknownSort",
    "begin_replay",
    "by_stream",
    "compare",
    "count_estimate",
    "digest",
    "end_replay",
    "find_row",
    "list_rows",
    "position_at",
    "replay",
    "resume",
    "stream_rows",
    "wait_for_position",
]
