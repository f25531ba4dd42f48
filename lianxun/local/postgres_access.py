"""Who may connect to the embedded PostgreSQL: this machine freely, others with the password."""

import os
from pathlib import Path

from lianxun.local.errors import LocalServerError
from lianxun.local.postgres_programs import postgres_environment, postgres_program
from lianxun.local.tool import run_tool

PASSWORD_VARIABLE = "LIANXUN_POSTGRES_PASSWORD"  # noqa: S105 - the name of it, not the thing
_THIS_MACHINE = """\
local all all trust
host all all 127.0.0.1/32 trust
host all all ::1/128 trust
local replication all trust
host replication all 127.0.0.1/32 trust
"""
_OTHERS = """\
host all all all scram-sha-256
"""


def write_access(data: Path, *, from_others: bool) -> None:
    """Replace the access file at each start, since the wish may have changed."""
    if from_others and not os.environ.get(PASSWORD_VARIABLE):
        message = (
            f"To listen beyond this machine, PostgreSQL wants a password in {PASSWORD_VARIABLE}."
        )
        raise LocalServerError(message)
    text = _THIS_MACHINE + (_OTHERS if from_others else "")
    # Written into the file that is there, so that it keeps its owner.
    (data / "pg_hba.conf").write_text(text, encoding="ascii")


def set_password(user: str, address: str, port: int) -> None:
    """Give the user the password of the environment, without showing it in a process list."""
    script = f"\\getenv password {PASSWORD_VARIABLE}\nALTER ROLE {user} PASSWORD :'password';\n"
    command = [str(postgres_program("psql")), "-X", "-q", "-v", "ON_ERROR_STOP=1"]
    command += ["-h", address, "-p", str(port), "-U", user, "postgres"]
    run_tool(
        command,
        failure="The password could not be set.",
        environment=postgres_environment(),
        script=script,
    )
