"""One planted violation or more per rule, and a clean sample that lies close to it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from tests.architecture.tidy.shape import (
    ARM_LINES_MAX,
    ARMS_MAX,
    FILE_LINES_MAX,
    FUNCTION_LINES_MAX,
)
from tests.architecture.tidy.source import Source

PRODUCT_PATH: Final = "libs/common/planted.py"
DOMAIN_PATH: Final = "services/rounds/domain/planted.py"
TEST_PATH: Final = "tests/rounds/test_planting.py"


class Canary(NamedTuple):
    """Sources that a rule must find fault with, and sources that it must pass."""

    planted: tuple[Source, ...]
    clean: tuple[Source, ...]


def canary(planted: list[str], clean: list[str], path: str = PRODUCT_PATH) -> Canary:
    """Write a canary for one path."""
    return Canary(
        tuple(Source(path, text) for text in planted), tuple(Source(path, text) for text in clean)
    )


def function(lines: int) -> str:
    """Write a function of so many lines."""
    return "def plant():\n" + "    water()\n" * (lines - 1)


def table(arms: int, arm_lines: int, name: str = "decide") -> str:
    """Write a table of so many arms of so many lines, and the arm that ends it."""
    arm = "        case A():\n" + "            water()\n" * (arm_lines - 1)
    end = "        case _:\n            assert_never(command)\n"
    return f"def {name}(command):\n    match command:\n{arm * arms}{end}"


CANARIES: Final[Mapping[str, Canary]] = {
    "a file holds one idea": canary(
        ["x = 1\n" * (FILE_LINES_MAX + 1)], ["x = 1\n" * FILE_LINES_MAX]
    ),
    "a function is short": canary(
        [function(FUNCTION_LINES_MAX + 1), table(6, ARM_LINES_MAX, name="choose")],
        [function(FUNCTION_LINES_MAX), table(6, ARM_LINES_MAX)],
    ),
    "a table has few, short arms": canary(
        [table(ARMS_MAX + 1, 2), table(1, ARM_LINES_MAX + 1), table(ARMS_MAX + 1, 2, "evolve")],
        [table(ARMS_MAX, ARM_LINES_MAX), table(ARMS_MAX + 1, 2, "choose")],
    ),
    "parameters have names": canary(
        [
            "def plant(a, b, c, d, e): ...",
            "class Bed:\n    def plant(self, a, b, c, d, e): ...",
            "class Bed:\n    def __init__(self, a, b, c, d, e): ...",
            "class Bed:\n    @staticmethod\n    def plant(a, b, c, d, e): ...",
        ],
        [
            "def plant(a, b, c, d, *, e, f): ...",
            "def _plant(a, b, c, d, e): ...",
            "class Bed:\n    def plant(self, a, b, c, d): ...",
        ],
    ),
    "names say something": canary(
        [
            "class RoundManager: ...",
            "def helper(): ...",
            "def plant(user_info): ...",
            "data = read()",
            "def process_rows(): ...",
            "for util in utils: ...",
            "import operator as utils",
            "self.data = 1",
            "match x:\n    case Row() as info: ...",
        ],
        [
            "information = 1",
            "dates = 1",
            "def processing(): ...",
            "print(them.data)",
            "metadata = 1",
        ],
    ),
    "modules and classes say what they are": canary(
        ["x = 1", '"""  """', '"""A bed."""\nclass Bed: ...'],
        ['"""A bed."""\nclass Bed:\n    """Where plants are."""\nclass _Row: ...'],
    ),
    "only the edges catch everything": canary(
        [
            "try: plant()\nexcept Exception: water()",
            "try: plant()\nexcept: water()",
            "def plant():\n    try: dig()\n    except (OSError, BaseException): return 1\n",
            "for x in y:\n    try: z()\n    except Exception:\n        if x: break\n        raise",
        ],
        [
            "try: plant()\nexcept OSError: water()",
            "try: plant()\nexcept Exception as failed:\n    raise Wilted from failed",
        ],
    ),
    "no test is left out": canary(
        [
            "import pytest\n@pytest.mark.skip\ndef test_a(): ...",
            "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_a(): ...",
            "import pytest\ndef test_a(): pytest.skip('later')",
            "import pytest\nkafka = pytest.importorskip('kafka')",
            "from pytest import skip",
            "import unittest\n@unittest.skipIf\n@unittest.expectedFailure\ndef test_a(): ...",
        ],
        ["import pytest\n@pytest.mark.kafka\ndef test_a(): rows.skip(3)"],
        TEST_PATH,
    ),
    "limits have names": canary(
        [
            "await asyncio.sleep(0.5)",
            "async with asyncio.timeout(30): ...",
            "await asyncio.wait_for(row, 3)",
            "connect(timeout=5)",
            "Pool(size_max=8)",
            "queue = asyncio.Queue()",
        ],
        [
            "await asyncio.sleep(0)",
            "await asyncio.sleep(POLL_SECONDS)",
            "connect(timeout=settings.timeout_seconds)",
            "queue = asyncio.Queue(WAITING_MAX)",
            "connect(timeout=None, keepalive=True)",
        ],
    ),
    "promises have issues": canary(
        ["x = 1  # TO" + "DO: think", "# FIX" + "ME later."],
        ["# TO" + "DO #12: think.", "x = 'TODO'"],
    ),
    "old code is gone": canary(
        [
            "# x = 1",
            "# import os",
            "# water(bed)",
            "# return bed",
            "# if bed:",
            "# else:",
            "# await water(bed)",
        ],
        ["# Water the bed first.", "# noqa: E501", "# Two kinds: wet and dry.", "x = '# y = 1'"],
    ),
    "no banners": canary(
        ["# ------", "# ==== beds ===="], ["# A bed.", "x = 1  # --- no line alone"]
    ),
    "comments are sentences": canary(
        ["# water the bed.", "# Water the bed", "x = 1\n# Water\n# the bed"],
        ["# Water the bed, because\n# it is dry.", "# asyncpg is slow here.", "x = 1  # dry"],
    ),
    "silencing has a reason": canary(
        [
            "x = 1  # noqa",
            "# ruff: noqa",
            "x = 1  # type: ignore",
            "x = 1  # type: ignore[arg-type]",
        ],
        ["x = 1  # noqa: E501", "x = 1  # type: ignore[arg-type]  # a batch is a tuple"],
    ),
    "the domain imports little": canary(
        [
            "import os",
            "from libs.common.store.appender import Appender",
            "from libs.common import clock",
            "from ..wire import WIRE",
            "from services.issues.domain.issue import Issue",
            "def plant():\n    import random",
        ],
        [
            "from dataclasses import replace",
            "from libs.common.decider.texts import Key",
            "from services.rounds.domain.unit import Unit",
            "from .unit import Unit",
        ],
        DOMAIN_PATH,
    ),
    "nothing imports upwards": canary(
        ["import lianxun", "from lianxun.local.kafka import KafkaServer"],
        ["from libs.contracts.rounds import FeedbackDelivered"],
    ),
}
