"""Nobody is believed without a token of the issuer, for this site, that has not run out."""

from dataclasses import replace

import httpx
import pytest

from libs.common.hosting.server import Site
from libs.contracts.registry import load
from tests.auth.tokens import BAD_TOKENS, Signer
from tests.http.house import Answer, Ground, House
from tests.http.lived_in import unit_body
from tests.http.people import OPERATOR

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.kafka,
    pytest.mark.usefixtures("nothing_written"),
]

COMMAND = "/rounds/units/T-1/registration"
QUERIES = ("/rounds/units", "/rounds/units/U01", "/rounds/units/U01/events", "/operator/status")


@pytest.fixture
def signer(house: House) -> Signer:
    return Signer(house.keys, house.key)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "nonsense"])
@pytest.mark.parametrize("path", QUERIES)
async def test_without_a_token_nothing_is_shown(
    house: House, path: str, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = await house.ask("GET", path, None, headers=headers)
    answer.problem(401, "token_missing")
    assert answer.header("www-authenticate") == "Bearer"


async def test_without_a_token_nothing_is_done(house: House) -> None:
    (await house.post(COMMAND, unit_body("T-1"), None)).problem(401, "token_missing")


@pytest.mark.parametrize("what", BAD_TOKENS)
async def test_a_bad_token_is_refused_by_commands_and_queries(
    house: House, signer: Signer, what: str
) -> None:
    bad = BAD_TOKENS[what]
    authorization = f"Bearer {bad.make(signer)}"
    command = await house.post(COMMAND, unit_body("T-1"), None, authorization=authorization)
    command.problem(bad.status, bad.code)
    headers = {"Authorization": authorization}
    query = await house.ask("GET", "/rounds/units", None, headers=headers)
    query.problem(bad.status, bad.code)
    assert (query.header("www-authenticate") == "Bearer") == (bad.status == 401)


async def test_a_good_token_is_believed_again_and_again(house: House, signer: Signer) -> None:
    headers = {"Authorization": f"bearer {signer.token()}"}
    for _ in range(3):
        assert (await house.ask("GET", "/rounds/units", None, headers=headers)).status == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/rounds/openapi.json"])
async def test_what_says_nothing_of_anybody_needs_no_token(house: House, path: str) -> None:
    assert (await house.get(path, None)).status == 200


async def test_without_keys_it_is_said_when_to_come_again(house: House, ground: Ground) -> None:
    auth = ground.environment.auth.model_copy(update={"jwks": "nowhere.json"})
    app = Site((), replace(ground.environment, auth=auth), load().shapes, ()).app()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://site"
    ) as http:
        headers = {"Authorization": f"Bearer {house.token(OPERATOR)}"}
        for _ in range(2):
            answer = Answer(await http.get("/operator/status", headers=headers))
            answer.problem(503, "keys_unavailable")
            assert answer.header("retry-after") == "2"


async def test_an_operator_is_believed_by_the_same_rules(house: House) -> None:
    assert (await house.get("/operator/status", OPERATOR)).status == 200
