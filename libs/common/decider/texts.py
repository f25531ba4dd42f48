"""Bounded text, digests, keys and terms: field types that refuse nonsense at the edge."""

import re
from typing import Annotated, Final, TypeAlias

from annotated_types import Len, Predicate

# Unicode's categories Cc, Zl and Zp.
_BREAKING: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_TERM: Final = re.compile(r"(months|days|working_days):[1-9][0-9]{0,2}")
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def is_sha256(text: str) -> bool:
    """Tell whether `text` is a sha-256 digest in lower-case hex."""
    return _SHA256.fullmatch(text) is not None


def is_key(text: str) -> bool:
    """Tell whether `text` may be part of a stream name: letters, digits, dot, dash, underscore."""
    return _KEY.fullmatch(text) is not None


def is_term(text: str) -> bool:
    """Tell whether `text` is a length of time in calendar terms, such as `months:1`."""
    return _TERM.fullmatch(text) is not None


def is_one_line(text: str) -> bool:
    """Tell whether `text` has no line break and no other control character."""
    return _BREAKING.search(text) is None


Title: TypeAlias = Annotated[str, Len(1, 200), Predicate(is_one_line)]
Paragraph: TypeAlias = Annotated[str, Len(1, 4000)]
Key: TypeAlias = Annotated[str, Predicate(is_key)]
Digest: TypeAlias = Annotated[str, Predicate(is_sha256)]
Term: TypeAlias = Annotated[str, Predicate(is_term)]
