"""The verifier believes good tokens, remembers them for a while, and follows the issuer's keys."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jwt
import pytest

from lianxun.sites.keys import KEY_ID, LocalKeys
from libs.common.auth import TokenRefused, Verifier, keys, verifier
from libs.common.clock import utc_now
from libs.common.settings import AuthSettings
from tests.auth.tokens import BAD_TOKENS, Signer

SITE = "360722"


@pytest.fixture
def local(tmp_path: Path) -> LocalKeys:
    made = LocalKeys(tmp_path)
    made.ensure()
    return made


@pytest.fixture
def signer(local: LocalKeys) -> Signer:
    return Signer(local, SITE)


@pytest.fixture
def served(local: LocalKeys) -> Iterator[str]:
    """The address of a server that serves the keys."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(local.jwks.read_bytes())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Keys)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    server.shutdown()
    server.server_close()
    thread.join()


def verifying(source: object) -> Verifier:
    """Make a verifier for the site."""
    return Verifier(AuthSettings(jwks=str(source)), SITE)


async def refused(by: Verifier, token: str) -> str:
    """Give the code with which a token is refused."""
    with pytest.raises(TokenRefused) as caught:
        await by.claims(f"Bearer {token}")
    return caught.value.code


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the source as often as there is a reason to."""
    for name in ("REFRESH_SECONDS", "KEPT_SECONDS_MAX", "RETRY_SECONDS"):
        monkeypatch.setattr(keys, name, -1.0)


async def test_a_good_token_gives_its_claims(local: LocalKeys, signer: Signer) -> None:
    claims = await verifying(local.jwks).claims(f"Bearer {signer.token(unit='U01')}")
    assert (claims.actor, claims.roles, claims.body) == ("a-clerk", ("office",), "b-office")
    assert (claims.site, claims.unit) == (SITE, "U01")


@pytest.mark.parametrize("what", BAD_TOKENS)
async def test_a_bad_token_is_refused_by_name_however_often_it_comes(
    local: LocalKeys, signer: Signer, what: str
) -> None:
    by, token = verifying(local.jwks), BAD_TOKENS[what].make(signer)
    assert await refused(by, token) == await refused(by, token) == BAD_TOKENS[what].code


async def test_keys_are_read_from_an_address_too(served: str, signer: Signer) -> None:
    assert (await verifying(served).claims(f"Bearer {signer.token()}")).actor == "a-clerk"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens whose signatures are checked."""
    tokens: list[str] = []
    decode = Verifier._decode

    def noted(self: Verifier, token: str, key: jwt.PyJWK) -> dict[str, Any]:
        tokens.append(token)
        return decode(self, token, key)

    monkeypatch.setattr(Verifier, "_decode", noted)
    return tokens


async def test_a_token_is_checked_once_and_then_remembered(
    local: LocalKeys, signer: Signer, checked: list[str]
) -> None:
    by, token = verifying(local.jwks), signer.token()
    for _ in range(3):
        await by.claims(f"Bearer {token}")
    assert checked == [token]


@pytest.mark.parametrize("lives_seconds", [60, 86_400])
async def test_a_remembered_token_is_checked_again_in_time(
    local: LocalKeys,
    signer: Signer,
    checked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    lives_seconds: int,
) -> None:
    by, now = verifying(local.jwks), utc_now()
    token = signer.token(exp=now + timedelta(seconds=lives_seconds))
    await by.claims(f"Bearer {token}")
    later = now + timedelta(seconds=min(lives_seconds, verifier.REMEMBERED_SECONDS_MAX) + 1)
    monkeypatch.setattr(verifier, "utc_now", lambda: later)
    await by.claims(f"Bearer {token}")
    assert checked == [token, token]


async def test_only_so_many_tokens_are_remembered(
    local: LocalKeys, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifier, "REMEMBERED_MAX", 2)
    by = verifying(local.jwks)
    for actor in ("a", "b", "c"):
        await by.claims(f"Bearer {signer.token(sub=actor)}")
    assert len(by._remembered) == 2


@pytest.mark.usefixtures("impatient")
async def test_a_key_that_is_new_at_the_source_is_found(local: LocalKeys, signer: Signer) -> None:
    by, token = verifying(local.jwks), signer.token({"kid": "new"})
    assert await refused(by, token) == "token_invalid"
    known = json.loads(local.jwks.read_text())["keys"][0]
    local.jwks.write_text(json.dumps({"keys": [known, known | {"kid": "new"}]}))
    assert (await by.claims(f"Bearer {token}")).actor == "a-clerk"


@pytest.mark.usefixtures("impatient")
async def test_a_key_that_is_withdrawn_is_believed_no_longer(
    local: LocalKeys, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifier, "REMEMBERED_SECONDS_MAX", -1.0)
    by, token = verifying(local.jwks), signer.token()
    await by.claims(f"Bearer {token}")
    local.jwks.write_text(local.jwks.read_text().replace(KEY_ID, "another"))
    assert await refused(by, token) == "token_invalid"


async def test_an_unknown_key_does_not_ask_the_source_each_time(
    local: LocalKeys, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    by = verifying(local.jwks)
    read = keys.read_keys

    async def counted(source: str) -> dict[str, jwt.PyJWK]:
        asked.append("once")
        return await read(source)

    monkeypatch.setattr(keys, "read_keys", counted)
    for number in range(20):
        assert await refused(by, signer.token({"kid": f"guess-{number}"})) == "token_invalid"
    assert asked == ["once"]


@pytest.mark.parametrize("content", [None, "", "no JSON", "{}", '{"keys": []}', '{"keys": [1]}'])
async def test_without_keys_nobody_is_told_that_the_token_is_bad(
    local: LocalKeys, signer: Signer, content: str | None
) -> None:
    if content is None:
        local.jwks.unlink()
    else:
        local.jwks.write_text(content)
    by, token = verifying(local.jwks), signer.token()
    for _ in range(3):
        assert await refused(by, token) == "keys_unavailable"


async def test_a_source_that_does_not_answer_is_no_fault_of_the_token(signer: Signer) -> None:
    by = verifying("http://127.0.0.1:1/jwks.json")
    assert await refused(by, signer.token()) == "keys_unavailable"


@pytest.mark.usefixtures("impatient")
async def test_keys_that_come_late_are_taken(local: LocalKeys, signer: Signer) -> None:
    by, token, content = verifying(local.jwks), signer.token(), local.jwks.read_bytes()
    local.jwks.unlink()
    assert await refused(by, token) == "keys_unavailable"
    local.jwks.write_bytes(content)
    assert (await by.claims(f"Bearer {token}")).actor == "a-clerk"


@pytest.mark.usefixtures("impatient")
async def test_known_keys_hold_while_the_source_is_away(local: LocalKeys, signer: Signer) -> None:
    by = verifying(local.jwks)
    await by.claims(f"Bearer {signer.token()}")
    local.jwks.unlink()
    assert (await by.claims(f"Bearer {signer.token(sub='a-later')}")).actor == "a-later"
    assert await refused(by, signer.token({"kid": "new"})) == "keys_unavailable"


async def test_a_secret_among_the_keys_serves_nobody(local: LocalKeys, signer: Signer) -> None:
    secret = {
        "kty": "oct",
        "kid": KEY_ID,
        "alg": "HS256",
        "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0",
    }
    local.jwks.write_text(json.dumps({"keys": [secret]}))
    assert await refused(verifying(local.jwks), signer.by_secret()) == "token_invalid"
