"""The words that stories and generated cases share: domains, item types, steps of a row."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

# The level-2 domains of the issue taxonomy.
Domain: TypeAlias = Literal[
    "permits",
    "land_and_resources",
    "procurement",
    "budget_execution",
    "project_management",
    "state_assets",
    "public_services",
    "data_quality",
]
ItemType: TypeAlias = Literal["concentrated", "long_term", "immediate_fix"]

# What happens to a ledger row after it was assigned.
StepKind: TypeAlias = Literal["progress_reported", "claimed", "rejected", "verified", "written_off"]

FIRST_STEPS: Final[frozenset[StepKind]] = frozenset({"progress_reported", "claimed"})
NEXT_STEPS: Final[dict[StepKind, frozenset[StepKind]]] = {
    "progress_reported": FIRST_STEPS,
    "claimed": frozenset({"rejected", "verified"}),
    "rejected": FIRST_STEPS,
    "verified": frozenset({"written_off"}),
    "written_off": frozenset(),
}


def misplaced_step(kinds: Sequence[StepKind]) -> int | None:
    """Give the index of the first step that may not stand where it stands."""
    if kinds and kinds[0] not in FIRST_STEPS:
        return 0
    steps = enumerate(pairwise(kinds), start=1)
    return next((i for i, (before, after) in steps if after not in NEXT_STEPS[before]), None)
