"""The local signing key, made once, and the tokens that it signs."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import OKPAlgorithm

from lianxun.local.waiting import exclusive
from libs.common.auth.claims import Claims

KEY_ID: Final = "local-1"
PRIVATE_NAME: Final = "private.pem"
PUBLIC_NAME: Final = "jwks.json"
TOKEN_HOURS: Final = 12


class LocalKeys:
    """A key pair in a folder: the private key for its owner only, the public one as a JWKS."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def jwks(self) -> Path:
        """The file that a service believes."""
        return self._folder / PUBLIC_NAME

    def ensure(self) -> None:
        """Make the pair unless it is there; of several at once, one makes it."""
        with exclusive(self._folder / "lock"):
            if not self.jwks.exists():
                self._make()

    def _make(self) -> None:
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        private = os.open(self._folder / PRIVATE_NAME, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(private, "wb") as file:
            file.write(pem)
        public = json.loads(OKPAlgorithm.to_jwk(key.public_key()))
        public.update({"kid": KEY_ID, "use": "sig", "alg": "EdDSA"})
        self.jwks.write_text(json.dumps({"keys": [public]}), encoding="utf-8")

    def token(self, claims: Claims, now: datetime, hours: float = TOKEN_HOURS) -> str:
        """Sign a token."""
        pem = (self._folder / PRIVATE_NAME).read_bytes()
        payload = {
            "iss": "lianxun",
            "aud": "lianxun",
            "sub": claims.actor,
            "roles": list(claims.roles),
            "body": claims.body,
            "site": claims.site,
            "iat": now,
            "exp": now + timedelta(hours=hours),
        }
        if claims.unit is not None:
            payload["unit"] = claims.unit
        key = load_pem_private_key(pem, password=None)
        return jwt.encode(payload, key, algorithm="EdDSA", headers={"kid": KEY_ID})  # type: ignore[arg-type]  # an Ed25519 key
