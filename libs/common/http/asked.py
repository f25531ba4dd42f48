"""What every request carries: who asks, in which language, under which number."""

import re
from typing import Final
from uuid import UUID

from starlette.requests import Request

from libs.common.auth import Claims, TokenRefused, Verifier
from libs.common.clock import fresh_id, utc_now
from libs.common.decider import frozen
from libs.common.http.problems import Problem
from libs.common.texts import Language, preferred

_IDEMPOTENCY_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_STRONG_VERSION: Final = re.compile(r'"(\d{1,9})"')


@frozen
class Asked:
    """One request, verified: claims, request id, correlation, language."""

    claims: Claims
    request_id: str
    correlation: str
    language: Language


def request_id(request: Request) -> str:
    """Give the request its number, once."""
    if not hasattr(request.state, "request_id"):
        request.state.request_id = fresh_id(utc_now())
    number: str = request.state.request_id
    return number


def language(request: Request) -> Language:
    """Choose the language of the answer."""
    return preferred(request.headers.get("accept-language"))


async def ask(request: Request, verifier: Verifier) -> Asked:
    """Verify the token and read the common headers; raises a Problem."""
    try:
        claims = await verifier.claims(request.headers.get("authorization"))
    except TokenRefused as refused:
        raise Problem(refused.code) from None
    request.state.actor = claims.actor
    return Asked(
        claims=claims,
        request_id=request_id(request),
        correlation=_correlation(request),
        language=language(request),
    )


def _correlation(request: Request) -> str:
    given = request.headers.get("correlation-id", "")
    try:
        return str(UUID(given))
    except ValueError:
        return request_id(request)


def idempotency_key(request: Request) -> str:
    """Give the key that makes a repeat harmless; raises a Problem."""
    key = request.headers.get("idempotency-key")
    if not key:
        raise Problem("idempotency_key_missing")
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        raise Problem("idempotency_key_invalid")
    return key


def seen_version(request: Request, *, required: bool) -> int | None:
    """Give the version that `If-Match` names; raises a Problem when it is needed and absent."""
    tag = request.headers.get("if-match")
    if tag is None:
        if required:
            raise Problem("if_match_missing")
        return None
    match = _STRONG_VERSION.fullmatch(tag.strip())
    if match is None:
        raise Problem("if_match_invalid")
    return int(match[1])
