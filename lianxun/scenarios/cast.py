"""Who acts in a story: opaque actors, each in one role, each with a client of its own."""

from collections.abc import Callable
from typing import Final, TypeAlias

from lianxun.sites.client import SiteClient
from libs.common.auth.claims import Claims

OFFICE: Final = ("a-office-clerk", "office")
OFFICE_HEAD: Final = ("a-office-head", "office")
COMMITTEE: Final = ("a-committee", "dispatching_committee")
LEADING_OFFICIAL: Final = ("a-leading-official", "leading_official")
REVIEWER: Final = ("a-reviewer", "reviewer")
OPERATOR: Final = ("a-operator", "operator")

Open: TypeAlias = Callable[[Claims], SiteClient]


class Cast:
    """Clients of one site by actor; each is made when it is first needed."""

    def __init__(self, site: str, open_client: Open) -> None:
        self._site, self._open = site, open_client
        self._clients: dict[str, SiteClient] = {}

    def act(self, who: tuple[str, str]) -> SiteClient:
        """Give the client of an actor of the inspection bodies."""
        actor, role = who
        return self._client(actor, role, f"{self._site}-office", None)

    def leader(self, group: int) -> SiteClient:
        """Give the client of a group's leader."""
        return self._client(
            f"a-leader-{group}", "group_leader", f"{self._site}-group-{group}", None
        )

    def unit(self, unit: str) -> SiteClient:
        """Give the client of a unit's clerk."""
        return self._client(f"a-{unit}", "unit", unit, unit)

    def close(self) -> None:
        """Leave."""
        for client in self._clients.values():
            client.close()

    def _client(self, actor: str, role: str, body: str, unit: str | None) -> SiteClient:
        if actor not in self._clients:
            claims = Claims(actor=actor, roles=(role,), body=body, site=self._site, unit=unit)
            self._clients[actor] = self._open(claims)
        return self._clients[actor]
