"""Golden events: the data of every stored name as it once was; written once, never again.

`python -m tests.contracts.golden` writes those that are missing, from the services' examples.
"""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from libs.common.events.kernel import DataDestroyed, EpochOpened, SiteFounded
from libs.common.events.wire import KERNEL, Stored, Wire
from tests.services.catalogue import SERVICES

FOLDER: Final = Path(__file__).parent / "golden"

KERNEL_WIRE: Final = Wire("kernel", [])
KERNEL_EVENTS: Final = (
    SiteFounded(
        site="360722",
        division="360722",
        level="county",
        time_zone="Asia/Shanghai",
        clock="simulated",
    ),
    EpochOpened(
        surviving_size=7,
        surviving_root="5f" * 32,
        witnessed="checkpoint-1",
        reason="restored from a backup that ends here",
        opened_by="actor-ana",
        confirmed_by="actor-bo",
    ),
    DataDestroyed(
        position=3, reason="ordered erasure", ordered_by="actor-ana", confirmed_by="actor-bo"
    ),
)


def wires() -> Iterator[tuple[str, Wire, list[Stored], tuple[object, ...]]]:
    """Give each folder's name with its wire table, its own lines and an example of each event."""
    yield "kernel", KERNEL_WIRE, list(KERNEL), KERNEL_EVENTS
    for service in SERVICES:
        own = [line for line in service.wire.lines if line not in KERNEL]
        yield (
            service.name,
            service.wire,
            own,
            import_module(f"tests.{service.name}.examples").EVENTS,
        )


def write_missing(folder: Path = FOLDER) -> list[Path]:
    """Write the golden files that are not there; what is there is left as it is."""
    written = []
    for name, wire, lines, examples in wires():
        for line in lines:
            file = folder / name / f"{line.name}.json"
            if not file.exists():
                example = next(each for each in examples if type(each) is line.event)
                file.parent.mkdir(parents=True, exist_ok=True)
                fields = json.loads(wire.encode(line, example))
                text = json.dumps(fields, ensure_ascii=False, indent=2)
                file.write_text(f"{text}\n", encoding="utf-8")
                written.append(file)
    return written


if __name__ == "__main__":
    write_missing()
