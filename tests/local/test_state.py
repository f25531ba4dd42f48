"""What a server remembers survives, and a broken note is no worse than none."""

from pathlib import Path

import pytest

from lianxun.local.state import ServerState, load_state, save_state


def test_the_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    state = ServerState(pid=7, started_at=1.5, ports={"client": 20_001})
    save_state(tmp_path / "state.json", state)
    assert load_state(tmp_path / "state.json") == state


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"unknown": 1}', "\0\0"])
def test_a_note_that_makes_no_sense_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    assert load_state(tmp_path / "state.json") == ServerState()
