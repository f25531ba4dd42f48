"""The root checker believes what the appender wrote, and nothing that was changed since."""

import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import PIPE, run
from typing import Any, TypeAlias

import pytest

from libs.common.decider import SYSTEM
from libs.common.events import merkle
from libs.common.store.site import FoundSite
from tests.events.golden import GOLDEN
from tests.store.boxes import Fill, Name, Ship, Weigh
from tests.store.store import SITE_KEY, Store, origin, outcomes
from tools.check_log import Bad, check, main

TOOL = Path(__file__).parents[2] / "tools" / "check_log.py"

Row: TypeAlias = dict[str, Any]
Tamper: TypeAlias = Callable[[list[Row]], object]


def rows() -> list[Row]:
    return [golden.row for golden in GOLDEN]


def edit(place: int, /, **changes: Any) -> Tamper:
    """Change what stands in a header, and have every hash after it fit again."""

    def tamper(log: list[Row]) -> None:
        row = log[place - 1]
        header = json.loads(bytes.fromhex(row["header"])) | changes
        kept = {name: value for name, value in header.items() if value is not ...}
        _rewrite(row, json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
        row |= {name: kept[name] for name in ("stream", "version", "type", "position")}
        _reseal(log)

    return tamper


def rewrite(position: int, old: str, new: str) -> Tamper:
    """Change a header's bytes, and have every hash after it fit again."""

    def tamper(log: list[Row]) -> None:
        written = bytes.fromhex(log[position - 1]["header"]).decode()
        assert old in written
        _rewrite(log[position - 1], written.replace(old, new, 1))
        _reseal(log)

    return tamper


def put(place: int, /, **changes: Any) -> Tamper:
    """Change columns beside the header, and nothing else."""
    return lambda log: log[place - 1].update(changes)


def _rewrite(row: Row, written: str) -> None:
    row["header"] = written.encode().hex()
    row["leaf"] = sha256(b"\0" + written.encode()).hexdigest()


def _reseal(log: list[Row]) -> None:
    """Do what a forger would who knows the format but cannot change what was published."""
    frontier: merkle.Frontier = ()
    for size, row in enumerate(log):
        frontier = merkle.extend(frontier, size, bytes.fromhex(row["leaf"]))
        row["frontier"] = merkle.pack(frontier).hex() if row["frontier"] else None


def content(position: int, text: str) -> Tamper:
    """Change content and the digest that its header holds."""

    def tamper(log: list[Row]) -> None:
        row = log[position - 1]
        row["data"] = text.encode().hex()
        digest = sha256(bytes.fromhex(row["salt"]) + text.encode()).hexdigest()
        edit(position, data=digest)(log)

    return tamper


ZERO = "0" * 64
TAMPERED: dict[str, tuple[Tamper, int, str]] = {
    "a row is missing": (lambda log: log.pop(2), 3, "position"),
    "a row is there twice": (lambda log: log.insert(2, log[2]), 4, "position"),
    "rows changed places": (lambda log: log.insert(2, log.pop(3)), 3, "position"),
    "the first row is missing": (lambda log: log.pop(0), 1, "position"),
    "the end is cut off a flush": (put(7, frontier=None), 7, "end: it carries no frontier"),
    "a position column was changed": (put(3, position=9), 3, "position"),
    "a stream column was changed": (put(3, stream="issue-2"), 3, "columns"),
    "a version column was changed": (put(3, version=9), 3, "columns"),
    "a type column was changed": (put(3, type="IssueClosed.v1"), 3, "columns"),
    "a header's position was changed": (rewrite(3, '"position":3', '"position":4'), 3, "columns"),
    "a header is no JSON": (put(3, header=b"no".hex()), 3, "row"),
    "a header is no object": (put(3, header=b"[]".hex()), 3, "header fields"),
    "a header is spaced": (rewrite(3, '"epoch":1', '"epoch": 1'), 3, "header bytes"),
    "a header escapes needlessly": (rewrite(3, "office", "\\u006ffice"), 3, "header bytes"),
    "a header has a field twice": (
        rewrite(3, '"epoch":1', '"epoch":1,"epoch":1'),
        *(3, "header bytes"),
    ),
    "a header has a field more": (edit(3, comment="-"), 3, "header fields"),
    "a header lacks a field": (edit(3, actor=...), 3, "header fields"),
    "a header has another order": (
        rewrite(3, '"role":"office","body":"b-360722-office"', '"body":"b","role":"office"'),
        *(3, "header fields"),
    ),
    "a header has a null": (edit(5, rule=None), 5, "header types"),
    "a header has a number for a text": (edit(3, actor=7), 3, "header types"),
    "a header has a truth for a number": (edit(3, epoch=True), 3, "header types"),
    "a header has a tag that is no text": (edit(1, tags=[1]), 1, "header types"),
    "a header has tags without any": (edit(1, tags=[]), 1, "empty field"),
    "another suite": (edit(3, suite=2), 3, "suite"),
    "another site": (edit(3, site="360000"), 3, "site or service"),
    "another service": (edit(3, service="rounds"), 3, "site or service"),
    "a time before the last": (edit(3, recorded_at="2026-03-02T08:00:00.000001Z"), 3, "time"),
    "a time with an offset": (edit(3, recorded_at="2026-03-02T16:00:00.000003+08:00"), 3, "time"),
    "a claimed time that is none": (edit(2, occurred_at="yesterday"), 2, "time"),
    "a leaf was changed": (put(3, leaf=ZERO), 3, "leaf"),
    "a header was changed": (put(3, header=rows()[2]["header"].replace("6f66", "6f67")), 3, "leaf"),
    "a version was left out": (edit(3, version=3), 3, "version"),
    "a stream begins with version 2": (edit(2, version=2), 2, "version"),
    "a link to another leaf": (edit(3, previous=ZERO), 3, "previous"),
    "a first event with a predecessor": (edit(2, previous="1" * 64), 2, "previous"),
    "a header was changed and resealed": (edit(1, actor="somebody"), 3, "previous"),
    "an audience nobody knows": (edit(4, audience="friends"), 4, "audience"),
    "a count was left out": (edit(3, sequence={"events": 3}), 3, "sequence"),
    "a count for too narrow a circle": (
        rewrite(4, '"internal","previous"', '"internal","sequence":{"events":1},"previous"'),
        *(4, "sequence"),
    ),
    "a count is missing": (edit(5, sequence={"events": 2}), 5, "sequence"),
    "counts have another order": (edit(5, sequence={"linked": 1, "events": 2}), 5, "sequence"),
    "an epoch that nobody opened": (edit(3, epoch=2), 3, "epoch"),
    "content was changed": (put(3, data=b"{ }".hex()), 3, "data"),
    "salt was changed": (put(3, salt="00" * 16), 3, "data"),
    "salt is short": (put(3, salt="03" * 15), 3, "data"),
    "content alone is gone": (put(3, data=None), 3, "data"),
    "salt alone is gone": (put(3, salt=None), 3, "data"),
    "content is gone": (put(3, data=None, salt=None), 3, "data: gone although nobody ordered it"),
    "content was changed and resealed": (content(3, "{ }"), 6, "previous"),
    "the last content was changed and resealed": (content(7, "{ }"), 0, ""),
    "a frontier was changed": (put(3, frontier=ZERO + ZERO), 3, "frontier"),
    "a frontier is short": (put(7, frontier=rows()[6]["frontier"][:-64]), 7, "frontier"),
    "a field of the row is missing": (lambda log: log[2].pop("salt"), 3, "row"),
    "a row is no row": (lambda log: log.insert(2, {"no": "row"}), 3, "row"),
}


def test_the_golden_log_is_whole() -> None:
    log = check(rows())
    assert (log.size, len(log.leaves), log.flushes, log.epoch) == (7, 3, 7, 1)


@pytest.mark.parametrize("name", TAMPERED)
def test_the_first_bad_position_is_named(name: str) -> None:
    tamper, position, kind = TAMPERED[name]
    tampered = rows()
    tamper(tampered)
    if not kind:
        # Whoever rewrites the end and all that follows from it is found out by the root alone.
        assert check(tampered).root != GOLDEN[-1].root
        return
    with pytest.raises(Bad) as bad:
        check(tampered)
    assert (bad.value.position, bad.value.kind) == (position, kind)


def test_every_kind_of_fault_is_planted() -> None:
    text = TOOL.read_text("utf-8")
    kinds = set(text.split('_demand("')[1:])
    demanded = {part.partition('"')[0] for part in kinds} - {"survivors"}
    assert demanded <= {kind for _, _, kind in TAMPERED.values()}


def test_a_log_without_rows_is_no_proof() -> None:
    with pytest.raises(Bad, match="no rows"):
        check([])


def lines(log: list[Row]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in log)


def test_the_command_prints_counts_and_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rows.jsonl").write_text(lines(rows()))
    assert main([str(tmp_path / "rows.jsonl")]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "7 events, 3 streams, 7 flushes, epoch 1"
    assert printed[-1] == f"root {GOLDEN[-1].root.hex()}"


@pytest.mark.parametrize(
    ("given", "code", "printed"),
    [
        (lines(rows()), 0, f"root {GOLDEN[-1].root.hex()}"),
        (lines(rows()[1:]), 1, "position 1: bad position"),
        (lines(rows()) + "no json\n", 1, "position 8: bad row"),
        ("", 1, "position 0: bad log: no rows"),
    ],
)
def test_the_command_reads_standard_input_and_needs_nothing_installed(
    given: str, code: int, printed: str
) -> None:
    command = [sys.executable, "-I", "-S", str(TOOL)]
    done = run(command, input=given, stdout=PIPE, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, printed)


@pytest.mark.postgres
async def test_what_the_appender_wrote_is_whole(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = await store.serving()
    founding = FoundSite(division="360722", level="county", time_zone="UTC", clock="real")
    await writer.give(f"site-{SITE_KEY}", founding, by=origin(SYSTEM))
    commands = (Fill(amount=1, shelf="a"), Name(name="n"), Weigh(grams=5), Ship(to="会计 \\"))
    for command in commands:
        await outcomes(*(writer.give(f"box-{n}", command) for n in range(9)))
    root = writer.appender.head.root
    assert (await store.checked()).root == root
    done = run(  # noqa: ASYNC221, S603 - nothing else is to be done meanwhile
        [sys.executable, str(TOOL), "--dsn", store.dsn], stdout=PIPE, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"root {root.hex()}")
    capsys.readouterr()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events WHERE position = 4",
        "DELETE FROM events WHERE position > 4",
        "UPDATE events SET data = '{}' WHERE position = 4",
        "UPDATE events SET data = NULL, salt = NULL WHERE position = 4",
        "UPDATE events SET salt = leaf WHERE position = 4",
        "UPDATE events SET leaf = sha256(leaf) WHERE position = 4",
        "UPDATE events SET frontier = leaf WHERE position = 4",
        "UPDATE events SET stream = 'box-0' WHERE position = 4",
        "UPDATE events SET version = 7 WHERE position = 4",
        "UPDATE events SET type = 'Named.v1' WHERE position = 4",
        "UPDATE events SET header = header || ' ' WHERE position = 4",
    ],
)
async def test_what_was_changed_since_in_the_database_is_found(
    store: Store, statement: str
) -> None:
    writer = await store.serving()
    asked = [writer.give(f"box-{n}", Fill(amount=1)) for n in range(3)]
    emits_two = writer.give("box-3", Ship(to="x"))
    await outcomes(*asked, emits_two)
    await store.checked()
    await store.admin.execute("SET session_replication_role = replica")
    await store.admin.execute(statement)
    with pytest.raises(Bad):
        await store.checked()
