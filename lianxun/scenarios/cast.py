"""Who acts in a story, each with a client of its own."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from lianxun.scenarios.actors import clerk, member, of_group
from lianxun.sites.client import SiteClient
from libs.common.auth.claims import Claims

Open: TypeAlias = Callable[[Claims], SiteClient]


class Cast:
    """Clients of one site by actor; each is made when it is first needed."""

    def __init__(self, site: str, open_client: Open) -> None:
        self.site, self._open = site, open_client
        self._clients: dict[str, SiteClient] = {}

    def act(self, who: tuple[str, str]) -> SiteClient:
        """Give the client of an actor of the inspection bodies."""
        return self._client(member(self.site, who))

    def of_group(self, group: int, post: str) -> SiteClient:
        """Give the client of somebody of a group."""
        return self._client(of_group(self.site, group, post))

    def unit(self, unit: str) -> SiteClient:
        """Give the client of a unit's clerk."""
        return self._client(clerk(self.site, unit))

    def rows(
        self, who: tuple[str, str], path: str, **parameters: str | int
    ) -> Sequence[dict[str, Any]]:
        """Give the rows of a list, as somebody sees them."""
        rows: list[dict[str, Any]] = self.act(who).get(path, limit=200, **parameters)["rows"]
        return rows

    def close(self) -> None:
        """Leave."""
        for client in self._clients.values():
            client.close()

    def _client(self, claims: Claims) -> SiteClient:
        if claims.actor not in self._clients:
            self._clients[claims.actor] = self._open(claims)
        return self._clients[claims.actor]
