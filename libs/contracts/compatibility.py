"""Compatibility: what may change in a published shape without a new version, and what may not.

Events are kept for ever and sites upgrade on their own, so both sides count: readers of today
meet events of long ago, and readers of long ago meet events of today.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter

Schema: TypeAlias = Mapping[str, Any]

UNKNOWN: Final = "unknown"
"""An enumeration that holds this value may grow: readers take what they do not know for it."""

DEPTH_MAX: Final = 20
_MEANING: Final = (
    *("type", "format", "pattern", "const", "minLength", "maxLength", "minItems", "maxItems"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems"),
)
"""Keywords that say which values there are; the others are for people."""


def schema_of(event: type) -> Schema:
    """Give the JSON schema of a shape."""
    return TypeAdapter(event).json_schema()


def breaches(golden: Schema, present: Schema) -> list[str]:
    """List what the present shape breaks of the golden one, each as `<field>: <what>`."""
    return list(_compare("", _Shape(golden, golden), _Shape(present, present), 0))


class _Shape:
    """A part of a schema, with references resolved in the whole of it."""

    def __init__(self, part: Schema, whole: Schema) -> None:
        while "$ref" in part:
            part = whole["$defs"][part["$ref"].rpartition("/")[2]]
        self.part, self._whole = part, whole

    def of(self, part: Schema) -> "_Shape":
        return _Shape(part, self._whole)

    @property
    def fields(self) -> Mapping[str, Schema]:
        fields: Mapping[str, Schema] = self.part.get("properties", {})
        return fields

    @property
    def required(self) -> frozenset[str]:
        return frozenset(self.part.get("required", ()))

    @property
    def meaning(self) -> dict[str, Any]:
        return {word: self.part[word] for word in _MEANING if word in self.part}

    def alternatives(self) -> list["_Shape"]:
        return [self.of(part) for part in self.part.get("anyOf", self.part.get("oneOf", ()))]

    def parts(self) -> list["_Shape"]:
        """Give what a list or map is made of."""
        inner = [self.part.get("items"), self.part.get("additionalProperties")]
        found = [part for part in inner if isinstance(part, Mapping)]
        return [self.of(part) for part in (*found, *self.part.get("prefixItems", ()))]


def _compare(path: str, golden: _Shape, present: _Shape, depth: int) -> Iterator[str]:
    if depth > DEPTH_MAX:
        return
    if golden.meaning != present.meaning:
        yield f"{path or 'event'}: retyped, {golden.meaning} is now {present.meaning}"
    yield from _values(path, golden.part.get("enum"), present.part.get("enum"))
    yield from _fields(path, golden, present, depth)
    pairs = ((golden.alternatives(), present.alternatives()), (golden.parts(), present.parts()))
    for before, now in pairs:
        if len(before) != len(now):
            yield f"{path or 'event'}: retyped, {len(before)} alternatives are now {len(now)}"
            continue
        for one, other in zip(before, now, strict=True):
            yield from _compare(path, one, other, depth + 1)


def _fields(path: str, golden: _Shape, present: _Shape, depth: int) -> Iterator[str]:
    for name, part in golden.fields.items():
        field = f"{path}.{name}".lstrip(".")
        if name not in present.fields:
            yield f"{field}: removed"
        else:
            now = present.of(present.fields[name])
            yield from _compare(field, golden.of(part), now, depth + 1)
    for name in sorted(present.required - golden.required):
        yield f"{f'{path}.{name}'.lstrip('.')}: newly required"


def _values(
    path: str, golden: Sequence[object] | None, present: Sequence[object] | None
) -> Iterator[str]:
    if (golden is None) != (present is None):
        yield f"{path}: retyped, it is {'no longer' if golden else 'now'} an enumeration"
    if golden is None or present is None:
        return
    yield from (f"{path}: value {gone} removed" for gone in golden if gone not in present)
    if UNKNOWN not in golden:
        yield from (f"{path}: value {new} added" for new in present if new not in golden)
