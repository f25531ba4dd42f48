"""The type of a field that holds a division code: an unknown one is an error of the field."""

from typing import Annotated, TypeAlias

from annotated_types import Predicate

from libs.common.divisions.lookup import is_known


def division_is_known(code: str) -> bool:
    """Say whether the register knows `code`; validators print this name to the client."""
    return is_known(code)


DivisionCode: TypeAlias = Annotated[str, Predicate(division_is_known)]
