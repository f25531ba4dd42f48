"""Each actor has a bucket of commands that fills again at a steady rate."""

import pytest

from libs.common.auth import Allowance, Claims, allowance
from libs.common.decider import allow


def test_a_burst_is_taken_and_then_a_wait_is_told() -> None:
    bucket = Allowance(per_second=0.5, burst=3)
    assert [bucket.spend("a", 0) for _ in range(4)] == [None, None, None, 2]


def test_the_bucket_fills_again_as_time_goes_by() -> None:
    bucket = Allowance(per_second=1, burst=1)
    assert [bucket.spend("a", at) for at in (0, 0.4, 1.5, 1.6)] == [None, 1, None, 1]


def test_the_bucket_holds_no_more_than_its_burst() -> None:
    bucket = Allowance(per_second=1, burst=2)
    assert [bucket.spend("a", at) for at in (0, 1000, 1000, 1000)] == [None, None, None, 1]


def test_one_actor_does_not_spend_for_another() -> None:
    bucket = Allowance(per_second=1, burst=1)
    assert [bucket.spend(actor, 0) for actor in "aba"] == [None, None, 1]


def test_waiting_costs_nothing() -> None:
    bucket = Allowance(per_second=1, burst=1)
    bucket.spend("a", 0)
    assert [bucket.spend("a", 0.1) for _ in range(100)] == [1] * 100
    assert bucket.spend("a", 1.1) is None


def test_the_actors_seen_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "ACTORS_MAX", 2)
    bucket = Allowance(per_second=1, burst=1)
    for actor in "abc":
        bucket.spend(actor, 0)
    assert bucket.spend("c", 0) == 1
    assert bucket.spend("a", 0) is None


def test_the_first_role_that_may_is_acted_in_unless_one_is_named() -> None:
    claims = Claims(actor="a", roles=("reviewer", "office"), body="b", site="360722")
    office = allow("office", when=())
    assert claims.role_for(office) == "office"
    assert claims.role_for(allow("unit", when=())) == "reviewer"
    assert claims.role_for(office, "reviewer") == "reviewer"
    assert claims.role_for(office, "unit") == ""
