"""Figures and how they are shown: a table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value; with `peer` the ratio of ours to the peer's in the same run."""

    name: str
    value: float
    unit: str
    peer: str | None = None
    ratio: float | None = None


def show(figures: Iterable[Figure], *, as_json: bool) -> None:
    """Print figures on stdout."""
    for figure in figures:
        if as_json:
            print(json.dumps({k: v for k, v in asdict(figure).items() if v is not None}))
            continue
        against = f"  {figure.ratio:6.2f}x {figure.peer}" if figure.ratio is not None else ""
        print(f"{figure.name:28} {figure.value:12,.1f} {figure.unit:12}{against}", flush=True)


def note(text: str) -> None:
    """Tell on stderr what is going on."""
    print(text, file=sys.stderr, flush=True)


def median(values: Iterable[float]) -> float:
    """Give the middle one."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def percentile(values: Iterable[float], share: float) -> float:
    """Give the value that `share` of the others stay below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
