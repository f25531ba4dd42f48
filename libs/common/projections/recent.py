"""Rows used last, as they stand at a checkpoint, so that the next batch need not read them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Generic, TypeVar

from libs.common.projections.table import Version

R = TypeVar("R")

ROWS_MAX: Final = 5_000
"""Rows kept for one read model, some 5 MiB."""


class Recent(Generic[R]):
    """Belongs to one checkpoint: whoever finds that moved by another forgets the rows too."""

    def __init__(self) -> None:
        self._versions: dict[str, Version[R]] = {}

    def find(self, keys: Collection[str]) -> dict[str, Version[R]]:
        """Give those of the rows that are known."""
        versions = self._versions
        return {key: versions[key] for key in keys if key in versions}

    def keep(self, versions: Mapping[str, Version[R]], gone: Iterable[str]) -> None:
        """Take over rows once they are written; the ones not used for longest make room."""
        for key in gone:
            self._versions.pop(key, None)
        for key, version in versions.items():
            self._versions.pop(key, None)
            self._versions[key] = version
        while len(self._versions) > ROWS_MAX:
            del self._versions[next(iter(self._versions))]
