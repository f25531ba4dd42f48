"""The identifiers of this service: each is the type of a field, checked where it enters."""

from enum import StrEnum
from typing import Annotated, NewType, TypeAlias

from annotated_types import Predicate

from libs.common.decider.texts import is_key

_CaseId = NewType("_CaseId", str)
_IssueId = NewType("_IssueId", str)
_UnitCode = NewType("_UnitCode", str)
_RoundKey = NewType("_RoundKey", str)
_FeedbackKey = NewType("_FeedbackKey", str)
_SiteKey = NewType("_SiteKey", str)
_SectorIssueId = NewType("_SectorIssueId", str)
_ProgrammeKey = NewType("_ProgrammeKey", str)

CaseId: TypeAlias = Annotated[_CaseId, Predicate(is_key)]
IssueId: TypeAlias = Annotated[_IssueId, Predicate(is_key)]
UnitCode: TypeAlias = Annotated[_UnitCode, Predicate(is_key)]
RoundKey: TypeAlias = Annotated[_RoundKey, Predicate(is_key)]
FeedbackKey: TypeAlias = Annotated[_FeedbackKey, Predicate(is_key)]
SiteKey: TypeAlias = Annotated[_SiteKey, Predicate(is_key)]
SectorIssueId: TypeAlias = Annotated[_SectorIssueId, Predicate(is_key)]
ProgrammeKey: TypeAlias = Annotated[_ProgrammeKey, Predicate(is_key)]

LinkedIssue = NewType("LinkedIssue", str)
"""An issue of whatever level: its site, a slash, and its id there."""

ActorId = NewType("ActorId", str)
"""An opaque, destroyable reference; kept only where a later decision asks who it was."""

NamedActor: TypeAlias = Annotated[ActorId, Predicate(is_key)]
"""An actor whom somebody else names, checked where it enters."""


class FilingKind(StrEnum):
    """What a unit files for a case, by the kind of its stream: first the plan, then the report."""

    PLAN = "plan"
    PROGRESS = "progress"
