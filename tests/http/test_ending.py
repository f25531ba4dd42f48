"""A whole process: asked to end it answers what is under way, and is gone within its time."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from lianxun.local.ports import Listen, choose_ports
from lianxun.local.waiting import wait_until
from libs.common.clock import fresh_id, utc_now
from tests.http.house import Answer, Ground, token
from tests.http.lived_in import unit_body
from tests.http.people import CLERK
from tests.local.examples import environment

pytestmark = [pytest.mark.postgres, pytest.mark.kafka, pytest.mark.slow]

START_SECONDS_MAX = 60.0
END_SECONDS_MAX = 15.0


class Program:
    """`lianxun serve all` of one site."""

    def __init__(self, running: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.running, self.log = running, log
        self.address = f"http://127.0.0.1:{port}"

    def is_ready(self) -> bool:
        """Whether commands and queries would be answered."""
        try:
            return httpx.get(f"{self.address}/readyz").is_success
        except httpx.HTTPError:
            return False


def variables(ground: Ground) -> dict[str, str]:
    """Write the settings of a site as the process reads them."""
    site = ground.environment.site
    return {
        "LIANXUN_SITE": site.site,
        "LIANXUN_PROFILE": site.profile,
        "LIANXUN_CLOCK": site.clock,
        "LIANXUN_CLOCK_START": str(site.clock_start),
        "LIANXUN_POSTGRES_DSN": ground.server_dsn,
        "LIANXUN_KAFKA_BOOTSTRAP": ground.environment.kafka.bootstrap,
        "LIANXUN_AUTH_JWKS": ground.environment.auth.jwks,
    }


@contextmanager
def serving(ground: Ground, folder: Path) -> Iterator[Program]:
    """Start the process, and leave none behind."""
    port = choose_ports(["client"], listen=Listen(), remembered={}, folder=folder)["client"]
    command = [sys.executable, "-m", "lianxun", "serve", "all", "--port", str(port)]
    log = folder / "log"
    with log.open("wb") as file:
        running = subprocess.Popen(  # noqa: S603 - our own words
            command, env=environment(**variables(ground)), stdout=file, stderr=file
        )
    try:
        program = Program(running, port, log)
        assert wait_until(program.is_ready, seconds=START_SECONDS_MAX), log.read_text()
        yield program
    finally:
        running.kill()
        running.wait()


async def test_a_process_answers_what_is_under_way_and_ends(ground: Ground, tmp_path: Path) -> None:
    await ground.migrate()
    signed = token(ground.keys, CLERK, site=ground.key)
    headers = {"Authorization": f"Bearer {signed}", "Idempotency-Key": fresh_id(utc_now())}
    with serving(ground, tmp_path) as program:
        async with httpx.AsyncClient(base_url=program.address, headers=headers) as http:
            path = "/rounds/units/E-1/registration"
            assert (await http.post(path, json=unit_body())).status_code == 200
            waits = http.get("/rounds/units", params={"after": "rounds:unit-never@1"}, timeout=10)
            under_way = asyncio.create_task(waits)
            following = asyncio.create_task(http.get("/notifications/inbox/live", timeout=10))
            await asyncio.sleep(0.5)
            began = asyncio.get_running_loop().time()
            program.running.send_signal(signal.SIGTERM)
            Answer(await under_way).problem(503, "not_there_yet")
            assert (await following).text.startswith("id: 1\r\nevent: open")
            code = await asyncio.to_thread(program.running.wait, END_SECONDS_MAX)
            assert asyncio.get_running_loop().time() - began < END_SECONDS_MAX
        logged = program.log.read_text()
    assert code in {0, -signal.SIGTERM}
    assert '"event":"request"' in logged
    assert signed[:60] not in logged
    assert "Traceback" not in logged
    assert "without completing" not in logged
