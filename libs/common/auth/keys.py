"""The keys that tokens are signed with: a JWKS file, or an address that serves one."""

import asyncio
from pathlib import Path
from typing import Final

import httpx
import jwt
import structlog

FETCH_TIMEOUT_SECONDS: Final = 5.0
REFRESH_SECONDS: Final = 30.0
"""An unknown key id asks the source again, but not more often."""

KEPT_SECONDS_MAX: Final = 600.0
"""After that the source is asked again: a key that was withdrawn is believed no longer."""

RETRY_SECONDS: Final = 2.0

UNREADABLE: Final = (OSError, ValueError, httpx.HTTPError, jwt.PyJWTError)
"""What a source raises that is not there, or that holds no keys."""

log: Final = structlog.get_logger("auth")


class KeysUnavailable(Exception):  # noqa: N818 - named by what it is
    """The source does not answer, or with something else than keys."""


class KeySource:
    """Finds a key by its id; the source is asked when it has to be, and never by two at once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at = self._failed_at = float("-inf")
        self._reading = asyncio.Lock()

    async def find(self, key_id: str) -> jwt.PyJWK | None:
        """Give the key, None when the source does not have it; raises KeysUnavailable."""
        if self._is_due(key_id) and not (key_id in self._keys and self._reading.locked()):
            async with self._reading:
                if self._is_due(key_id):
                    await self._refresh()
        key = self._keys.get(key_id)
        if key is None and self._failed_at > self._read_at:
            raise KeysUnavailable(self._source)
        return key

    def _is_due(self, key_id: str) -> bool:
        age = KEPT_SECONDS_MAX if key_id in self._keys else REFRESH_SECONDS
        return _now() - self._read_at > age and _now() - self._failed_at > RETRY_SECONDS

    async def _refresh(self) -> None:
        """Read the keys anew; while that fails, those that are known hold."""
        try:
            keys = await read_keys(self._source)
        except UNREADABLE as failed:
            self._failed_at = _now()
            log.warning("keys_unavailable", source=self._source, reason=repr(failed))
        else:
            self._keys = keys
            self._read_at = _now()


async def read_keys(source: str) -> dict[str, jwt.PyJWK]:
    """Read the keys by their ids; raises one of UNREADABLE."""
    keys = jwt.PyJWKSet.from_json(await _read(source)).keys
    return {key.key_id: key for key in keys if key.key_id}


async def _read(source: str) -> str:
    if source.startswith(("http://", "https://")):
        async with httpx.AsyncClient(timeout=FETCH_TIMEOUT_SECONDS) as client:
            return (await client.get(source)).raise_for_status().text
    return await asyncio.to_thread(Path(source).read_text, encoding="utf-8")


def _now() -> float:
    return asyncio.get_running_loop().time()
