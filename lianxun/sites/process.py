"""A site's process on this machine, looked after like the servers beside it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from signal import SIGKILL, SIGTERM

import httpx

from lianxun.local.engine import Engine, Ports, Wishes
from lianxun.local.server import LocalServer
from lianxun.sites.plan import SitePlan

ANSWER_SECONDS_MAX = 2.0


class SiteServer(LocalServer):
    """One site: its four services in one process."""

    def __init__(
        self, home: Path, plan: SitePlan, variables: Mapping[str, str], wishes: Wishes | None = None
    ) -> None:
        super().__init__(SiteEngine(home / "sites", plan, variables, wishes or Wishes()))
        self.plan = plan


class SiteEngine(Engine):
    """How a site's process is started and asked."""

    process_name = "python"
    port_names = ("client",)
    farewell = ((SIGTERM, 20.0), (SIGKILL, 5.0))

    def __init__(
        self, home: Path, plan: SitePlan, variables: Mapping[str, str], wishes: Wishes
    ) -> None:
        self.name = plan.site  # type: ignore[misc]  # each site is a kind of its own
        super().__init__(home, wishes)
        self._variables = dict(variables)

    @property
    def marker(self) -> Path:
        """The folder, which follows --state on the command line."""
        return self.data

    @property
    def environment(self) -> dict[str, str]:
        """Ours, and what the site is told."""
        return {**os.environ, **self._variables}

    def create(self, data: Path) -> None:
        """Keep the folder empty: a site's memory is its databases."""

    def configure(self, ports: Ports) -> list[str]:
        """Write the command."""
        serve = [sys.executable, "-m", "lianxun", "serve", "all"]
        return [*serve, "--port", str(ports["client"]), "--state", str(self.data)]

    def answers(self, port: int) -> bool:
        """Whether the site is ready to work."""
        try:
            answer = httpx.get(f"{self.address(port)}/readyz", timeout=ANSWER_SECONDS_MAX)
        except httpx.HTTPError:
            return False
        return answer.is_success

    def address(self, port: int) -> str:
        """Where its API is."""
        return f"http://127.0.0.1:{port}"
