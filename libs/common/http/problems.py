"""Problem documents (RFC 9457): a stable code, a status, and words in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.responses import Response

from libs.common.decider import Denial, Refusal, frozen
from libs.common.store.appends import (
    AppendTooLarge,
    KeyReused,
    StoreUnavailable,
    VersionConflict,
)
from libs.common.texts import Language, text

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:lianxun:problem:"

# Problems that are no refusal of the domain; every one has a text under [problems].
STATUS: Final[Mapping[str, int]] = {
    "malformed_json": 400,
    "invalid_body": 400,
    "invalid_parameter": 400,
    "invalid_cursor": 400,
    "idempotency_key_missing": 400,
    "idempotency_key_invalid": 400,
    "if_match_invalid": 400,
    "token_missing": 401,
    "token_invalid": 401,
    "token_expired": 401,
    "token_of_another_site": 403,
    "not_your_unit": 403,
    "role_may_not_read": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "stale_version": 412,
    "body_too_large": 413,
    "append_too_large": 413,
    "idempotency_key_reused": 422,
    "if_match_missing": 428,
    "too_many_requests": 429,
    "defect": 500,
    "unavailable": 503,
    "not_there_yet": 503,
    "too_many_listeners": 503,
    "keys_unavailable": 503,
}


@frozen
class FieldError:
    """One field at fault: a JSON pointer (or parameter name), the rule's code, its words."""

    pointer: str
    code: str
    message: str


class Problem(Exception):  # noqa: N818 - it is an answer
    """An answer other than success; `code` names the problem or the refusing rule."""

    def __init__(
        self,
        code: str,
        *,
        errors: tuple[FieldError, ...] = (),
        retry_after_seconds: int | None = None,
        **details: object,
    ) -> None:
        super().__init__(code)
        self.code, self.errors = code, errors
        self.details: dict[str, object] = details
        self.retry_after_seconds = retry_after_seconds
        self.status, self.section = STATUS.get(code, 409), "problems"

    def document(self, language: Language, instance: str) -> dict[str, Any]:
        """Write the document."""
        document: dict[str, Any] = {
            "type": TYPE_PREFIX + self.code,
            "title": text(language, self.section, self.code, **self.details),
            "status": self.status,
            "code": self.code,
            "instance": instance,
        }
        if self.details:
            document["details"] = self.details
        if self.errors:
            document["errors"] = [
                {"pointer": error.pointer, "code": error.code, "message": error.message}
                for error in self.errors
            ]
        return document

    def response(self, language: Language, instance: str) -> Response:
        """Write the answer."""
        headers: dict[str, str] = {"Content-Language": language}
        if self.retry_after_seconds is not None:
            headers["Retry-After"] = str(self.retry_after_seconds)
        if self.status == STATUS["token_missing"]:
            headers["WWW-Authenticate"] = "Bearer"
        body = orjson.dumps(self.document(language, instance), default=str)
        return Response(body, self.status, headers, MEDIA_TYPE)


def refused(refusal: Refusal) -> Problem:
    """A rule said no: 403 when it is about who asks, else 409."""
    problem = Problem(refusal.code)
    problem.details = dict(refusal.details)
    problem.section = "refusals"
    problem.status = 403 if isinstance(refusal, Denial) else 409
    return problem


def of_store(failed: Exception) -> Problem | None:
    """Translate what the store raises; None for anything that is a defect."""
    match failed:
        case Refusal():
            return refused(failed)
        case VersionConflict(stream=stream, actual=actual):
            return Problem("stale_version", stream=stream, version=actual)
        case KeyReused():
            return Problem("idempotency_key_reused")
        case AppendTooLarge():
            return Problem("append_too_large")
        case StoreUnavailable(reason=reason, retry_after_seconds=seconds):
            return Problem("unavailable", retry_after_seconds=seconds, reason=reason)
        case _:
            return None
