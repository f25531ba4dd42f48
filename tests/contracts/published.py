"""Events as other services read them: what is stored, seen through a published shape."""

from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def as_published(shape: type[T], event: object) -> T:
    """Read a stored event as its contract shows it to others."""
    stored = TypeAdapter(type(event)).dump_json(event, exclude_none=True)
    return TypeAdapter(shape).validate_json(stored)
