"""A thin client of a site's HTTP API, for the command line and the scenarios."""

import time
from collections.abc import Mapping
from typing import Any, Final, Self

import httpx

from lianxun.sites.keys import LocalKeys
from libs.common.auth.claims import Claims
from libs.common.clock import fresh_id, utc_now

TIMEOUT_SECONDS: Final = 15.0
PATIENCE_SECONDS: Final = 30.0


class Refused(Exception):  # noqa: N818 - named by what it is
    """The site answered with a problem document."""

    def __init__(
        self, status: int, problem: Mapping[str, Any], retry_after_seconds: int | None = None
    ) -> None:
        super().__init__(f"{status} {problem.get('code')}: {problem.get('title')}")
        self.status, self.code, self.problem = status, str(problem.get("code")), problem
        self.retry_after_seconds = retry_after_seconds


class Unreachable(Exception):  # noqa: N818 - named by what it is
    """The site does not answer."""


class SiteClient:
    """Asks one site in the name of one actor."""

    def __init__(self, address: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT_SECONDS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave."""
        self._http.close()

    def post(
        self, path: str, body: Mapping[str, Any], *, version: int | None = None
    ) -> dict[str, Any]:
        """Give a command under a fresh key; raises Refused."""
        headers = {"Idempotency-Key": fresh_id(utc_now())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self._ask("POST", path, json=dict(body), headers=headers)

    def get(self, path: str, **parameters: str | int) -> dict[str, Any]:
        """Ask a query; raises Refused."""
        return self._ask("GET", path, params=parameters)

    def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Ask, and again as long as the site says when to come again: nothing was promised."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._ask_once(method, path, **more)
            except Refused as refused:
                if refused.retry_after_seconds is None or time.monotonic() > deadline:
                    raise
                time.sleep(refused.retry_after_seconds)

    def _ask_once(self, method: str, path: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        try:
            answer = self._http.request(method, path, **more)
        except httpx.HTTPError as failed:
            raise Unreachable(f"{self._http.base_url} does not answer: {failed!r}") from failed
        try:
            content: dict[str, Any] = answer.json()
        except ValueError:
            raise Unreachable(f"{self._http.base_url} answers, but not as a site does") from None
        if not answer.is_success:
            retry = answer.headers.get("Retry-After", "")
            raise Refused(answer.status_code, content, int(retry) if retry.isdecimal() else None)
        return content


def operator(address: str, keys: LocalKeys, site: str) -> SiteClient:
    """Ask as the operator of a local site."""
    claims = Claims(actor="operator", roles=("operator",), body=f"{site}-operations", site=site)
    return SiteClient(address, keys.token(claims, utc_now(), hours=1))
