"""The identifiers of this service: each is the type of a field, checked where it enters."""

from typing import Annotated, NewType, TypeAlias

from annotated_types import Predicate

from libs.common.decider.texts import is_key

_IssueId = NewType("_IssueId", str)
_IssueCode = NewType("_IssueCode", str)
_RoundKey = NewType("_RoundKey", str)
_UnitCode = NewType("_UnitCode", str)
_FeedbackKey = NewType("_FeedbackKey", str)
_EngagementKey = NewType("_EngagementKey", str)
_GroupKey = NewType("_GroupKey", str)
_HearingKey = NewType("_HearingKey", str)
_ProgrammeKey = NewType("_ProgrammeKey", str)
_FocusKey = NewType("_FocusKey", str)
_CommonIssueKey = NewType("_CommonIssueKey", str)
_SectorIssueKey = NewType("_SectorIssueKey", str)
_PaperKey = NewType("_PaperKey", str)
_PaperNumber = NewType("_PaperNumber", str)
_CommentKey = NewType("_CommentKey", str)
_QuestionKey = NewType("_QuestionKey", str)
_CaseKey = NewType("_CaseKey", str)
_Sector = NewType("_Sector", str)

IssueId: TypeAlias = Annotated[_IssueId, Predicate(is_key)]
IssueCode: TypeAlias = Annotated[_IssueCode, Predicate(is_key)]
RoundKey: TypeAlias = Annotated[_RoundKey, Predicate(is_key)]
UnitCode: TypeAlias = Annotated[_UnitCode, Predicate(is_key)]
FeedbackKey: TypeAlias = Annotated[_FeedbackKey, Predicate(is_key)]
EngagementKey: TypeAlias = Annotated[_EngagementKey, Predicate(is_key)]
GroupKey: TypeAlias = Annotated[_GroupKey, Predicate(is_key)]
HearingKey: TypeAlias = Annotated[_HearingKey, Predicate(is_key)]
ProgrammeKey: TypeAlias = Annotated[_ProgrammeKey, Predicate(is_key)]
FocusKey: TypeAlias = Annotated[_FocusKey, Predicate(is_key)]
CommonIssueKey: TypeAlias = Annotated[_CommonIssueKey, Predicate(is_key)]
SectorIssueKey: TypeAlias = Annotated[_SectorIssueKey, Predicate(is_key)]
PaperKey: TypeAlias = Annotated[_PaperKey, Predicate(is_key)]
PaperNumber: TypeAlias = Annotated[_PaperNumber, Predicate(is_key)]
CommentKey: TypeAlias = Annotated[_CommentKey, Predicate(is_key)]
QuestionKey: TypeAlias = Annotated[_QuestionKey, Predicate(is_key)]
CaseKey: TypeAlias = Annotated[_CaseKey, Predicate(is_key)]
Sector: TypeAlias = Annotated[_Sector, Predicate(is_key)]
"""A line of work, by the word of the place's own taxonomy, which is no closed list."""

ActorId = NewType("ActorId", str)
"""An opaque, destroyable reference; kept only where a later decision asks who it was."""

LinkedEngagement = NewType("LinkedEngagement", str)
"""An engagement of whatever level: its site, a slash, and its key there."""

NamedActor: TypeAlias = Annotated[ActorId, Predicate(is_key)]
"""Somebody whom a command names besides the one who gives it."""
