"""The whole examination, in the order in which one thing stands on another."""

import asyncio
from pathlib import Path

from pydantic import ValidationError

from lianxun.cli.errors import variables_at_fault
from lianxun.doctor import brokers, databases, keys, machine
from lianxun.doctor.finding import Finding, fail, ok
from lianxun.doctor.subject import Subject


def examine(home: Path) -> list[Finding]:
    """Look at everything; what is not well names what to do."""
    found = [
        machine.python(),
        machine.postgres_wheel(),
        machine.java_wheel(),
        machine.jars(),
        machine.space(home),
        machine.ports(home),
    ]
    try:
        subject = Subject.of(home)
    except ValidationError as invalid:
        advice = "correct the environment; docs/reference/settings.md describes it"
        return [*found, fail("settings", variables_at_fault(invalid), advice)]
    named = "a local trial" if subject.is_local else f"site {subject.sites[0].site}"
    return [*found, ok("settings", named), *asyncio.run(_servers(subject))]


async def _servers(subject: Subject) -> list[Finding]:
    parts = (keys.examine(subject), databases.examine(subject), brokers.examine(subject))
    return [finding for part in await asyncio.gather(*parts) for finding in part]
