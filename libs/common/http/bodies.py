"""Bodies of commands: JSON in, a command out, every fault named with its field.

Of a name that stands twice in an object the last one counts, as with most readers of JSON.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Final, get_type_hints

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails
from starlette.requests import ClientDisconnect, Request

from libs.common.http.asked import header
from libs.common.http.problems import FieldError, Problem

BODY_BYTES_MAX: Final = 1024 * 1024
BODY_SECONDS_MAX: Final = 30.0
FIELDS_MAX: Final = 100
ERRORS_MAX: Final = 20
NAME_CHARACTERS_MAX: Final = 100
DIGITS_MAX: Final = 18


@cache
def body_model(command: type, path_name: str) -> type[BaseModel]:
    """Make the model of a command's body: its fields but the one that the path gives."""
    hints = get_type_hints(command, include_extras=True)
    shape: dict[str, Any] = {
        field.name: (hints[field.name], _default(field))
        for field in fields(command)
        if field.name != path_name
    }
    config = ConfigDict(extra="forbid", frozen=True, title=command.__name__)
    return create_model(command.__name__, __config__=config, **shape)


def _default(field: "Field[Any]") -> object:
    if field.default is not MISSING:
        return field.default
    return ... if field.default_factory is MISSING else field.default_factory()


async def read_body(request: Request) -> bytes:
    """Read the body; raises a Problem when it is over 1 MiB, breaks off or takes too long."""
    announced = (header(request, "content-length") or "")[:DIGITS_MAX]
    if announced.isdecimal() and int(announced) > BODY_BYTES_MAX:
        raise Problem("body_too_large", bytes_max=BODY_BYTES_MAX)
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS_MAX):
            async for part in request.stream():
                size += len(part)
                if size > BODY_BYTES_MAX:
                    raise Problem("body_too_large", bytes_max=BODY_BYTES_MAX)
                parts.append(part)
    except (ClientDisconnect, TimeoutError):
        raise Problem("malformed_json") from None
    return b"".join(parts)


def parser(command: type, path_name: str) -> Callable[[bytes, str], Any]:
    """Make the function that turns body and path into a command; it raises a Problem.

    A field with the name of the path's parameter is the path's value: nobody says it twice.
    """
    model = body_model(command, path_name)
    named_by_path = [field.name for field in fields(command) if field.name == path_name]

    def parse(body: bytes, key: str) -> object:
        _check_json(body := body or b"{}")
        try:
            valid = model.model_validate_json(body, strict=True)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False, include_input=False)
            raise Problem("invalid_body", errors=tuple(field_errors(errors))) from None
        named = {name: getattr(valid, name) for name in model.model_fields}
        _refuse_nul(named)
        return command(**dict.fromkeys(named_by_path, key), **named)

    return parse


def _check_json(body: bytes) -> None:
    """Check it is JSON: an object in UTF-8, no NaN, no lone surrogate, bounded in every way."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Problem("malformed_json") from None
    if not isinstance(content, dict):
        raise Problem("malformed_json")
    if len(content) > FIELDS_MAX:
        fault = FieldError(pointer="", code="too_many_fields", message=f"more than {FIELDS_MAX}")
        raise Problem("invalid_body", errors=(fault,))


def _refuse_nul(named: dict[str, object]) -> None:
    """Refuse what no database holds as text."""
    for name, value in named.items():
        if _holds_nul(value):
            fault = FieldError(pointer=f"/{name}", code="nul_character", message="NUL in a text")
            raise Problem("invalid_body", errors=(fault,))


def _holds_nul(value: object) -> bool:
    match value:
        case str():
            return "\0" in value
        case tuple() | list():
            return any(map(_holds_nul, value))
        case _ if is_dataclass(value):
            return any(_holds_nul(getattr(value, field.name)) for field in fields(value))
        case _:
            return False


def field_errors(errors: Iterable[ErrorDetails]) -> Iterable[FieldError]:
    """Translate pydantic's errors: pointer, rule, words; the value itself is not repeated."""
    for error in list(errors)[:ERRORS_MAX]:
        pointer = "".join(map(_step, error["loc"]))
        context = error.get("ctx") or {}
        code = error["type"]
        if code == "predicate_failed":
            code = error["msg"].split("'")[1]
        limits = ", ".join(f"{name}={value}" for name, value in context.items())
        message = error["msg"] if not limits else f"{error['msg']} ({limits})"
        yield FieldError(pointer=pointer, code=code, message=message)


def _step(part: str | int) -> str:
    """Write one step of a JSON pointer (RFC 6901); an unknown name may be of any length."""
    name = str(part)[:NAME_CHARACTERS_MAX]
    return "/" + name.replace("~", "~0").replace("/", "~1")
