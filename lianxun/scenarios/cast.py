"""Who acts in a story, each with a client of its own."""

from collections.abc import Callable
from typing import TypeAlias

from lianxun.scenarios.actors import clerk, leader, member
from lianxun.sites.client import SiteClient
from libs.common.auth.claims import Claims

Open: TypeAlias = Callable[[Claims], SiteClient]


class Cast:
    """Clients of one site by actor; each is made when it is first needed."""

    def __init__(self, site: str, open_client: Open) -> None:
        self._site, self._open = site, open_client
        self._clients: dict[str, SiteClient] = {}

    def act(self, who: tuple[str, str]) -> SiteClient:
        """Give the client of an actor of the inspection bodies."""
        return self._client(member(self._site, who))

    def leader(self, group: int) -> SiteClient:
        """Give the client of a group's leader."""
        return self._client(leader(self._site, group))

    def unit(self, unit: str) -> SiteClient:
        """Give the client of a unit's clerk."""
        return self._client(clerk(self._site, unit))

    def close(self) -> None:
        """Leave."""
        for client in self._clients.values():
            client.close()

    def _client(self, claims: Claims) -> SiteClient:
        if claims.actor not in self._clients:
            self._clients[claims.actor] = self._open(claims)
        return self._clients[claims.actor]
