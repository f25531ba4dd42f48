"""Run a server's own tool to its end, and show what it said when it failed."""

import subprocess
from collections.abc import Mapping, Sequence

from lianxun.local.errors import StartFailedError

TOOL_SECONDS_MAX = 120.0


def run_tool(
    command: Sequence[str], *, failure: str, environment: Mapping[str, str], script: str = ""
) -> None:
    """Run it; the failure is the first sentence of the error if it does not succeed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            command,
            input=script,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=TOOL_SECONDS_MAX,
        )
    except subprocess.TimeoutExpired:
        message = f"{failure} It took longer than {TOOL_SECONDS_MAX:.0f} s."
        raise StartFailedError(message) from None
    if done.returncode:
        message = f"{failure} {done.stderr.strip() or done.stdout.strip()}"
        raise StartFailedError(message)
