"""What every request carries: who asks, in which language, under which number."""

import re
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from starlette.requests import Request

from libs.common.auth import Claims, TokenRefused, Verifier
from libs.common.clock import fresh_id, utc_now
from libs.common.decider import frozen
from libs.common.http.problems import Problem
from libs.common.texts import Language, preferred

_IDEMPOTENCY_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_STRONG_VERSION: Final = re.compile(r'"([0-9]{1,9})"')
_HEADERS: Final = "lianxun.headers"
# More digits than this are no number that anything here counts.
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
# A plus sign that nobody escaped arrives as a blank.
_LOST_PLUS: Final = re.compile(r" (?=[0-9]{2}:?[0-9]{2}$)")


@frozen
class Asked:
    """One request, verified: claims, request id, correlation, language."""

    claims: Claims
    request_id: str
    correlation: str
    language: Language


def header(request: Request, name: str) -> str | None:
    """Give a header, the first if it stands twice; all are read at once, since many are asked."""
    headers: dict[str, str] | None = request.scope.get(_HEADERS)
    if headers is None:
        raw = reversed(request.scope["headers"])
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in raw}
        request.scope[_HEADERS] = headers
    return headers.get(name)


def request_id(request: Request) -> str:
    """Give the request its number, once."""
    if not hasattr(request.state, "request_id"):
        request.state.request_id = fresh_id(utc_now())
    number: str = request.state.request_id
    return number


def language(request: Request) -> Language:
    """Choose the language of the answer."""
    return preferred(header(request, "accept-language"))


async def ask(request: Request, verifier: Verifier) -> Asked:
    """Verify the token and read the common headers; raises a Problem."""
    try:
        claims = await verifier.claims(header(request, "authorization"))
    except TokenRefused as refused:
        raise Problem(refused.code, retry_after_seconds=refused.retry_after_seconds) from None
    request.state.actor = claims.actor
    return Asked(
        claims=claims,
        request_id=request_id(request),
        correlation=_correlation(request),
        language=language(request),
    )


def _correlation(request: Request) -> str:
    given = header(request, "correlation-id")
    try:
        return str(UUID(given)) if given else request_id(request)
    except ValueError:
        return request_id(request)


def idempotency_key(request: Request) -> str:
    """Give the key that makes a repeat harmless; raises a Problem."""
    key = header(request, "idempotency-key")
    if not key:
        raise Problem("idempotency_key_missing")
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        raise Problem("idempotency_key_invalid")
    return key


def seen_version(request: Request, *, required: bool) -> int | None:
    """Give the version that `If-Match` names; raises a Problem when it is needed and absent."""
    tag = header(request, "if-match")
    if tag is None:
        if required:
            raise Problem("if_match_missing")
        return None
    match = _STRONG_VERSION.fullmatch(tag.strip())
    if match is None:
        raise Problem("if_match_invalid")
    return int(match[1])


def read_moment(given: str, parameter: str) -> datetime:
    """Read a moment with its offset, and give it in UTC; raises a Problem."""
    try:
        moment = datetime.fromisoformat(_LOST_PLUS.sub("+", given))
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Problem("invalid_parameter", parameter=parameter)


def read_number(request: Request, parameter: str, default: int) -> int:
    """Read a parameter that counts something; raises a Problem."""
    given = request.query_params.get(parameter)
    if given is None:
        return default
    if not _NUMBER.fullmatch(given):
        raise Problem("invalid_parameter", parameter=parameter)
    return int(given)
