"""Every stored name that ever shipped has a golden event, and each can still be read."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from pydantic import TypeAdapter, ValidationError

from libs.common.events.wire import INTERNAL, Wire, stored
from services.rounds.domain.unit import UnitReclassified
from tests.contracts.golden import FOLDER, wires, write_missing
from tests.services.test_wire import published_by

WIRES: Final = {name: wire for name, wire, _, _ in wires()}
FILES: Final = sorted(FOLDER.glob("*/*.json"))

each_file = pytest.mark.parametrize(
    "file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}"
)


def lost(golden: object, read: object, path: str = "") -> Iterator[str]:
    """Name what a golden event says and its reading does not."""
    if isinstance(golden, Mapping) and isinstance(read, Mapping):
        for name, value in golden.items():
            yield from lost(value, read.get(name), f"{path}/{name}")
    elif golden != read:
        yield path


def read_again(wire: Wire, name: str, data: bytes) -> object:
    """Read an event by a stored name, and write it as it would be stored now."""
    event = wire.decode(name, data)
    line = next(line for line in wire.lines if line.event is type(event))
    return json.loads(wire.encode(line, event))


def test_every_stored_name_has_a_golden_event() -> None:
    there = {(file.parent.name, file.stem) for file in FILES}
    current = {(name, line.name) for name, _, lines, _ in wires() for line in lines}
    older = {(name, old) for name, wire, _, _ in wires() for old in wire.upcasters}
    assert current | older == there


@each_file
def test_a_golden_event_is_still_read(file: Path) -> None:
    wire, data = WIRES[file.parent.name], file.read_bytes()
    again = read_again(wire, file.stem, data)
    if file.stem not in wire.upcasters:
        assert list(lost(json.loads(data), again)) == []


@each_file
def test_a_published_golden_event_has_the_shape_that_others_read(file: Path) -> None:
    if file.parent.name != "kernel":
        shape = published_by(file.parent.name).event(file.stem)
        if shape is not None:
            assert isinstance(TypeAdapter(shape).validate_json(file.read_bytes()), shape)


def test_a_field_that_was_renamed_or_dropped_is_found() -> None:
    wire = Wire("planted", [stored("UnitReclassified.v1", UnitReclassified, INTERNAL)])
    data = b'{"kind":"township","since":"2026-03-31"}'
    assert list(lost(json.loads(data), read_again(wire, "UnitReclassified.v1", data))) == ["/since"]
    with pytest.raises(ValidationError):
        wire.decode("UnitReclassified.v1", b'{"sort":"township"}')


def test_a_golden_event_is_written_once_and_never_again(tmp_path: Path) -> None:
    written = write_missing(tmp_path)
    assert {(file.parent.name, file.stem) for file in written} <= {
        (file.parent.name, file.stem) for file in FILES
    }
    written[0].write_text("as it was", encoding="utf-8")
    assert write_missing(tmp_path) == []
    assert written[0].read_text(encoding="utf-8") == "as it was"
