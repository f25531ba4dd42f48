"""Problem documents: a stable code, a status, words in both languages, and no more."""

import pytest

from libs.common.decider import Denial, Refusal, RoleMayNot, WrongState
from libs.common.http.problems import STATUS, FieldError, Problem, of_store, refused
from libs.common.store.appends import (
    AppendTooLarge,
    KeyReused,
    StoreUnavailable,
    VersionConflict,
)
from libs.common.texts import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", STATUS)
def test_every_code_has_a_document_in_both_languages(code: str, language: Language) -> None:
    document = Problem(code, field="x").document(language, "request-1")
    assert document["title"] != code
    assert {name: document[name] for name in ("type", "status", "code", "instance")} == {
        "type": f"urn:lianxun:problem:{code}",
        "status": STATUS[code],
        "code": code,
        "instance": "request-1",
    }
    assert document["details"] == {"field": "x"}


@pytest.mark.parametrize("code", STATUS)
def test_the_words_of_a_code_differ_by_language(code: str) -> None:
    zh, en = (Problem(code).document(language, "")["title"] for language in LANGUAGES)
    assert zh != en
    assert en.isascii()


def test_what_is_not_there_is_left_out() -> None:
    assert not {"details", "errors"} & set(Problem("not_found").document("en", ""))


def test_fields_at_fault_are_listed() -> None:
    fault = FieldError(pointer="/name", code="missing", message="Field required")
    document = Problem("invalid_body", errors=(fault,)).document("en", "")
    (listed,) = document["errors"]
    assert listed == {"pointer": "/name", "code": "missing", "message": "Field required"}


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (WrongState(state="new", command="Do"), 409, "WrongState"),
        (RoleMayNot(role="unit", command="Do"), 403, "RoleMayNot"),
        (VersionConflict("unit-1", 3), 412, "stale_version"),
        (KeyReused("id"), 422, "idempotency_key_reused"),
        (AppendTooLarge("much"), 413, "append_too_large"),
        (StoreUnavailable("queue_full", 7), 503, "unavailable"),
    ],
)
def test_what_the_store_raises_is_translated(raised: Exception, status: int, code: str) -> None:
    problem = of_store(raised)
    assert problem is not None
    assert (problem.status, problem.code) == (status, code)


def test_a_defect_is_no_problem_of_the_store() -> None:
    assert of_store(ValueError("inside")) is None


def test_when_to_come_again_stands_in_the_header() -> None:
    problem = of_store(StoreUnavailable("queue_full", 7))
    assert problem is not None
    assert problem.response("zh", "").headers["retry-after"] == "7"


class Ours(Refusal):
    """A rule."""


class Theirs(Denial):
    """A rule about who asks."""


def test_a_rule_keeps_its_name_and_its_values() -> None:
    assert [refused(each).status for each in (Ours(), Theirs())] == [409, 403]
    document = refused(Ours(units=3)).document("en", "")
    assert (document["code"], document["details"]) == ("Ours", {"units": 3})
