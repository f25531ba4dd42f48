"""What a token says of the one who asks."""

from typing import Any

from libs.common.decider import SYSTEM, Permission, frozen


@frozen
class Claims:
    """The actor (an opaque reference), the roles held, the body, the site, perhaps the unit."""

    actor: str
    roles: tuple[str, ...]
    body: str
    site: str
    unit: str | None = None

    def role_for(self, permission: Permission, wanted: str | None = None) -> str:
        """Choose the role to act in: the one asked for, else the first that may give it."""
        if wanted is not None:
            return wanted if wanted in self.roles else ""
        return next(filter(permission.admits, self.roles), self.roles[0])


class TokenRefused(Exception):  # noqa: N818 - named by what it is
    """The token is not believed or not for here; `code` is a problem's code."""

    def __init__(self, code: str, retry_after_seconds: int | None = None) -> None:
        super().__init__(code)
        self.code, self.retry_after_seconds = code, retry_after_seconds


def claims_of(payload: dict[str, Any]) -> Claims:
    """Read the claims of a verified token; raises TokenRefused when they are not complete."""
    roles, texts = payload.get("roles"), [payload.get(name) for name in ("sub", "body", "site")]
    if not isinstance(roles, list) or not roles or not all(isinstance(r, str) for r in roles):
        raise TokenRefused("token_invalid")
    unit = payload.get("unit")
    if not all(isinstance(text, str) and text for text in texts) or SYSTEM in roles:
        raise TokenRefused("token_invalid")
    if unit is not None and not isinstance(unit, str):
        raise TokenRefused("token_invalid")
    actor, body, site = map(str, texts)
    return Claims(actor=actor, roles=tuple(roles), body=body, site=site, unit=unit)
