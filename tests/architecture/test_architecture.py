"""The rooms and their arrows hold, and each contract turns red when its rule is broken."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.linting import ROOT, Change, Verdict, verdicts

# `make test-fast` keeps the contracts themselves; that each bites is for the whole run.
pytestmark = pytest.mark.slow

PACKAGES: Final = ("libs", "services", "lianxun")

ROOMS: Final = "Every service has the same rooms, and imports point inward"
MEETING: Final = "Services meet only through contracts"
PURITY: Final = "The domain is pure"
LIBRARIES: Final = "Libraries do not know services"
TOP: Final = "Services do not know the top layer"
CONTRACTS: Final = {ROOMS, MEETING, PURITY, LIBRARIES, TOP}

UNTOUCHED: Final = "untouched"
MISSING: Final = "a room is missing"

PLANTED: Final[dict[str, tuple[str, Change]]] = {
    "a stray file in a service": (
        ROOMS,
        {"services/rounds/helpers.py": "from dataclasses import replace"},
    ),
    "the domain imports a projection": (
        ROOMS,
        {"services/rounds/domain/vocabulary.py": "import services.rounds.projections"},
    ),
    "the api imports the composition root": (
        ROOMS,
        {"services/rounds/api/units.py": "import services.rounds.main"},
    ),
    "the api imports its sibling": (
        ROOMS,
        {"services/issues/api/issues.py": "import services.issues.reactions.rounds"},
    ),
    "a projection imports a reaction": (
        ROOMS,
        {"services/issues/projections/__init__.py": "import services.issues.reactions.rounds"},
    ),
    "a service imports a service": (
        MEETING,
        {"services/issues/main.py": "import services.rounds.domain.unit"},
    ),
    "the domain imports a driver": (
        PURITY,
        {"services/rounds/domain/unit.py": "import asyncpg"},
    ),
    "the domain imports a driver inside a function": (
        PURITY,
        {"services/rounds/domain/unit.py": "def plant() -> None:\n    import aiokafka"},
    ),
    "the domain imports a library that imports a driver": (
        PURITY,
        {
            "services/rounds/domain/unit.py": "import libs.common.planted",
            "libs/common/planted.py": "import asyncpg",
        },
    ),
    "a library imports a service": (
        LIBRARIES,
        {"libs/common/planted.py": "import services.rounds.domain.vocabulary"},
    ),
    "a library imports the command line": (
        LIBRARIES,
        {"libs/common/texts.py": "import lianxun.local.errors"},
    ),
    "a service imports the command line": (
        TOP,
        {"services/rounds/api/units.py": "import lianxun.local.errors"},
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """Lint a copy of what is shipped: as it is, with each violation, and without a room."""
    copy = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=_only_python)
    changes = {name: change for name, (_, change) in PLANTED.items()}
    return verdicts(
        copy, {UNTOUCHED: {}, **changes, MISSING: {"services/notifications/wire.py": None}}
    )


def _only_python(folder: str, names: list[str]) -> set[str]:
    keep = {name for name in names if name.endswith(".py") or (Path(folder) / name).is_dir()}
    return set(names) - keep | {"__pycache__"}


def test_every_contract_is_kept(found: dict[str, Verdict]) -> None:
    assert found[UNTOUCHED].kept == CONTRACTS, found[UNTOUCHED].words


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _ in PLANTED.values()} == CONTRACTS


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_breaks_its_own_contract(name: str, found: dict[str, Verdict]) -> None:
    contract, _ = PLANTED[name]
    assert found[name].broken - found[UNTOUCHED].broken == {contract}, found[name].words


def test_a_missing_room_is_an_error(found: dict[str, Verdict]) -> None:
    assert not found[MISSING].kept
    assert "services.notifications.wire" in found[MISSING].words
