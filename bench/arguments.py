"""What every bench understands."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """`--quick` measures for a moment only; `--json` prints one object a line."""

    quick: bool
    as_json: bool

    def seconds(self, usual: float) -> float:
        """Give how long to measure."""
        return min(usual, 1.0) if self.quick else usual


def arguments() -> Arguments:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    return Arguments(given.quick, given.json)
