"""Tokens that are not to be believed, each with the problem that says so."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from lianxun.sites.keys import KEY_ID, PRIVATE_NAME, LocalKeys
from libs.common.clock import utc_now

HOUR_SECONDS: Final = 3600
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)


class Signer:
    """Signs what it is told with the local key, also what no issuer would sign."""

    def __init__(self, keys: LocalKeys, site: str) -> None:
        pem = (keys.jwks.parent / PRIVATE_NAME).read_bytes()
        self.key: Any = load_pem_private_key(pem, password=None)
        self.public = keys.jwks.read_bytes()
        self.site = site

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Give good claims with changes; None leaves a claim out."""
        good = {
            "iss": "lianxun",
            "aud": "lianxun",
            "sub": "a-clerk",
            "roles": ["office"],
            "body": "b-office",
            "site": self.site,
            "exp": utc_now().timestamp() + HOUR_SECONDS,
        }
        return {name: value for name, value in (good | changes).items() if value is not None}

    def token(self, header: dict[str, str] | None = None, **changes: Any) -> str:
        """Sign."""
        named = {"kid": KEY_ID} if header is None else header
        return jwt.encode(self.claims(**changes), self.key, algorithm="EdDSA", headers=named)

    def unsigned(self, algorithm: str) -> str:
        """Write a token without a signature, by hand, since no library would."""
        header = {"alg": algorithm, "kid": KEY_ID, "typ": "JWT"}
        return ".".join([_encoded(header), _encoded(self.claims()), ""])

    def by_secret(self) -> str:
        """Sign with the public key as if it were a secret."""
        public = jwt.PyJWKSet.from_json(self.public.decode()).keys[0].key
        headers = {"kid": KEY_ID}
        secret = public.public_bytes_raw().hex()
        return jwt.encode(self.claims(), secret, algorithm="HS256", headers=headers)

    def by_a_stranger(self) -> str:
        """Sign with another key under the name of ours."""
        stranger: Any = Ed25519PrivateKey.generate()
        headers = {"kid": KEY_ID}
        return jwt.encode(self.claims(), stranger, algorithm="EdDSA", headers=headers)

    def spoilt(self) -> str:
        """Change the claims after signing."""
        header, _, signature = self.token().split(".")
        return ".".join([header, _encoded(self.claims(roles=["operator"])), signature])


class Bad(NamedTuple):
    """How to make a token, and which problem it gets."""

    make: Callable[[Signer], str]
    status: int
    code: str


def _invalid(make: Callable[[Signer], str]) -> Bad:
    return Bad(make, 401, "token_invalid")


BAD_TOKENS: Final[dict[str, Bad]] = {
    "expired": Bad(lambda s: s.token(exp=LONG_AGO), 401, "token_expired"),
    "of another site": Bad(lambda s: s.token(site="360999"), 403, "token_of_another_site"),
    "no token": _invalid(lambda _: "nonsense"),
    "without a signature": _invalid(lambda s: s.token().rpartition(".")[0] + "."),
    "with nobody's algorithm": _invalid(lambda s: s.unsigned("none")),
    "with nobody's algorithm in capitals": _invalid(lambda s: s.unsigned("NONE")),
    "with an algorithm but no signature": _invalid(lambda s: s.unsigned("EdDSA")),
    "signed with the public key as a secret": _invalid(Signer.by_secret),
    "signed by a stranger": _invalid(Signer.by_a_stranger),
    "changed after signing": _invalid(Signer.spoilt),
    "under an unknown key": _invalid(lambda s: s.token({"kid": "other"})),
    "under no key": _invalid(lambda s: s.token({})),
    "for another audience": _invalid(lambda s: s.token(aud="others")),
    "for no audience": _invalid(lambda s: s.token(aud=None)),
    "from another issuer": _invalid(lambda s: s.token(iss="others")),
    "from no issuer": _invalid(lambda s: s.token(iss=None)),
    "without an end": _invalid(lambda s: s.token(exp=None)),
    "with an end that is none": _invalid(lambda s: s.token(exp="soon")),
    "with an end beyond every clock": _invalid(lambda s: s.token(exp=float("inf"))),
    "not valid yet": _invalid(lambda s: s.token(nbf=utc_now().timestamp() + HOUR_SECONDS)),
    "of nobody": _invalid(lambda s: s.token(sub=None)),
    "of somebody without a name": _invalid(lambda s: s.token(sub="")),
    "without a role": _invalid(lambda s: s.token(roles=[])),
    "with a role instead of roles": _invalid(lambda s: s.token(roles="office")),
    "with a role that is none": _invalid(lambda s: s.token(roles=["office", 1])),
    "with the platform's own role": _invalid(lambda s: s.token(roles=["office", "system"])),
    "without a body": _invalid(lambda s: s.token(body=None)),
    "without a site": _invalid(lambda s: s.token(site=None)),
    "with a unit that is none": _invalid(lambda s: s.token(unit=7)),
    "too long": _invalid(lambda s: s.token(more="x" * 8192)),
}


def _encoded(content: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
