"""The identifiers of this service: each is the type of a field, checked where it enters."""

from typing import Annotated, NewType, TypeAlias

from annotated_types import Predicate

from libs.common.decider.texts import is_key

_CaseKey = NewType("_CaseKey", str)
_UnitCode = NewType("_UnitCode", str)

CaseKey: TypeAlias = Annotated[_CaseKey, Predicate(is_key)]
UnitCode: TypeAlias = Annotated[_UnitCode, Predicate(is_key)]

EventId = NewType("EventId", str)
"""The id of the event, here or elsewhere, that somebody has to hear of: a uuid as text."""
