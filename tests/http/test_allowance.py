"""Each actor may ask so much; who asks more is told when to come again."""

import pytest

from services.rounds.main import SERVICE as ROUNDS
from tests.http.house import Ground
from tests.http.lived_in import unit_body
from tests.http.people import CLERK, HEAD

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

PATH = "/rounds/units/W-1/registration"


async def test_too_many_commands_are_told_when_to_come_again(ground: Ground) -> None:
    allowance = {"burst": 2, "commands_per_second": 0.1}
    auth = ground.environment.auth.model_copy(update=allowance)
    await ground.migrate((ROUNDS,))
    async with ground.but(auth=auth).house((ROUNDS,)) as house:
        assert (await house.post(PATH, unit_body(), CLERK)).status == 200
        (await house.post(PATH, unit_body(), CLERK)).problem(409, "WrongState")
        position = house.position("rounds")
        answer = await house.post(PATH, b"no JSON", CLERK)
        answer.problem(429, "too_many_requests")
        assert 1 <= int(answer.header("retry-after") or 0) <= 10
        assert house.position("rounds") == position
        (await house.post(PATH, unit_body(), HEAD)).problem(409, "WrongState")
        assert (await house.get("/rounds/units", CLERK)).status == 200
