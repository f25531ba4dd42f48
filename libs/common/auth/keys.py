"""The keys that tokens are signed with: a JWKS file, or an address that serves one."""

import asyncio
from pathlib import Path
from typing import Final

import httpx
import jwt

FETCH_TIMEOUT_SECONDS: Final = 5.0
REFRESH_SECONDS: Final = 30.0


class KeySource:
    """Finds a key by its id; asks the source again for an unknown one, but not too often."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def find(self, key_id: str) -> jwt.PyJWK | None:
        """Give the key, None when the source does not have it."""
        if key_id not in self._keys:
            async with self._reading:
                await self._refresh()
        return self._keys.get(key_id)

    async def _refresh(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._read_at < REFRESH_SECONDS:
            return
        self._read_at = now
        keys = jwt.PyJWKSet.from_json(await self._read()).keys
        self._keys = {key.key_id: key for key in keys if key.key_id}

    async def _read(self) -> str:
        if self._source.startswith(("http://", "https://")):
            async with httpx.AsyncClient(timeout=FETCH_TIMEOUT_SECONDS) as client:
                return (await client.get(self._source)).raise_for_status().text
        return await asyncio.to_thread(Path(self._source).read_text, encoding="utf-8")
