"""Bodies of commands: JSON in, a command out, every fault named with its field."""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, Final, get_type_hints

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails
from starlette.requests import ClientDisconnect, Request

from libs.common.http.problems import FieldError, Problem

BODY_BYTES_MAX: Final = 1024 * 1024
ERRORS_MAX: Final = 20


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
    """Read the body; raises a Problem when it is over 1 MiB or breaks off."""
    if int(request.headers.get("content-length") or 0) > BODY_BYTES_MAX:
        raise Problem("body_too_large", bytes_max=BODY_BYTES_MAX)
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > BODY_BYTES_MAX:
                raise Problem("body_too_large", bytes_max=BODY_BYTES_MAX)
            parts.append(part)
    except ClientDisconnect:
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
            raise Problem("invalid_body", errors=tuple(field_errors(invalid.errors()))) from None
        given = dict.fromkeys(named_by_path, key)
        return command(**given, **{name: getattr(valid, name) for name in model.model_fields})

    return parse


def _check_json(body: bytes) -> None:
    """Check it is JSON: an object in UTF-8, no NaN, no lone surrogate, bounded depth, no NUL."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Problem("malformed_json") from None
    if not isinstance(content, dict):
        raise Problem("malformed_json")
    if b"\\u0000" in body:
        _refuse_nul(content, "")


def _refuse_nul(content: object, pointer: str) -> None:
    match content:
        case dict():
            for name, value in content.items():
                _refuse_nul(name, pointer)
                _refuse_nul(value, f"{pointer}/{name}")
        case list():
            for index, value in enumerate(content):
                _refuse_nul(value, f"{pointer}/{index}")
        case str() if "\0" in content:
            fault = FieldError(pointer=pointer, code="nul_character", message="NUL in a text")
            raise Problem("invalid_body", errors=(fault,))


def field_errors(errors: Iterable[ErrorDetails]) -> Iterable[FieldError]:
    """Translate pydantic's errors: pointer, rule, words; the value itself is not repeated."""
    for error in list(errors)[:ERRORS_MAX]:
        pointer = "".join(f"/{part}" for part in error["loc"])
        context = error.get("ctx") or {}
        code = error["type"]
        if code == "predicate_failed":
            code = error["msg"].split("'")[1]
        limits = ", ".join(f"{name}={value}" for name, value in context.items())
        message = error["msg"] if not limits else f"{error['msg']} ({limits})"
        yield FieldError(pointer=pointer, code=code, message=message)
