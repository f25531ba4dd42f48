"""The identifiers of this service: each is the type of a field, checked where it enters."""

from typing import Annotated, NewType, TypeAlias

from annotated_types import Predicate

from libs.common.decider.texts import is_key

_IssueId = NewType("_IssueId", str)
_IssueCode = NewType("_IssueCode", str)
_RoundKey = NewType("_RoundKey", str)
_UnitCode = NewType("_UnitCode", str)
_FeedbackKey = NewType("_FeedbackKey", str)

IssueId: TypeAlias = Annotated[_IssueId, Predicate(is_key)]
IssueCode: TypeAlias = Annotated[_IssueCode, Predicate(is_key)]
RoundKey: TypeAlias = Annotated[_RoundKey, Predicate(is_key)]
UnitCode: TypeAlias = Annotated[_UnitCode, Predicate(is_key)]
FeedbackKey: TypeAlias = Annotated[_FeedbackKey, Predicate(is_key)]

ActorId = NewType("ActorId", str)
"""An opaque, destroyable reference; kept only where a later decision asks who it was."""
