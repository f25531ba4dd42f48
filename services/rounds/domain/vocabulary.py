"""The identifiers of this service: each is the type of a field, checked where it enters."""

from typing import Annotated, NewType, TypeAlias

from annotated_types import Predicate

from libs.common.decider.texts import is_key

_UnitCode = NewType("_UnitCode", str)
_RoundKey = NewType("_RoundKey", str)
_FeedbackKey = NewType("_FeedbackKey", str)
_IssueId = NewType("_IssueId", str)
_EngagementKey = NewType("_EngagementKey", str)
_GroupKey = NewType("_GroupKey", str)
_HearingKey = NewType("_HearingKey", str)
_ProgrammeKey = NewType("_ProgrammeKey", str)
_SiteKey = NewType("_SiteKey", str)
_CaseId = NewType("_CaseId", str)

UnitCode: TypeAlias = Annotated[_UnitCode, Predicate(is_key)]
RoundKey: TypeAlias = Annotated[_RoundKey, Predicate(is_key)]
FeedbackKey: TypeAlias = Annotated[_FeedbackKey, Predicate(is_key)]
IssueId: TypeAlias = Annotated[_IssueId, Predicate(is_key)]
EngagementKey: TypeAlias = Annotated[_EngagementKey, Predicate(is_key)]
GroupKey: TypeAlias = Annotated[_GroupKey, Predicate(is_key)]
HearingKey: TypeAlias = Annotated[_HearingKey, Predicate(is_key)]
ProgrammeKey: TypeAlias = Annotated[_ProgrammeKey, Predicate(is_key)]
SiteKey: TypeAlias = Annotated[_SiteKey, Predicate(is_key)]
CaseId: TypeAlias = Annotated[_CaseId, Predicate(is_key)]

ActorId = NewType("ActorId", str)
"""An opaque, destroyable reference; kept only where a later decision asks who it was."""

NamedActor: TypeAlias = Annotated[ActorId, Predicate(is_key)]
"""Somebody whom a command names, as a token would."""
