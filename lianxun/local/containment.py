"""How a root user runs a program that refuses root, without making a user or opening a folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lianxun.local import contained
from lianxun.local.errors import LocalServerError

PROBE_SECONDS_MAX = 10.0


@dataclass(frozen=True, slots=True)
class Containment:
    """The words to put before a command, and the owner that its data must have."""

    mode: str | None = None

    def wrap(self, command: list[str]) -> list[str]:
        """The command as it is to be run."""
        if self.mode is None:
            return command
        return [sys.executable, "-I", "-S", contained.__file__, self.mode, *command]

    def hand_over(self, folder: Path) -> None:
        """Give the folder and all in it to the user that works on it, if it is not theirs."""
        if self.mode is None:
            return
        uid, gid = _owner(self.mode)
        if folder.stat().st_uid == uid:
            return
        for path in (*folder.rglob("*"), folder):
            os.chown(path, uid, gid, follow_symlinks=False)


def choose_containment() -> Containment:
    """Plain for an ordinary user; for root a user namespace, else the account nobody."""
    if os.geteuid() != 0:
        return Containment()
    for mode in (contained.NAMESPACE, contained.ACCOUNT):
        if _is_possible(containment := Containment(mode)):
            return containment
    message = "PostgreSQL refuses to run as root, and this root may not change its user."
    raise LocalServerError(message)


def _is_possible(containment: Containment) -> bool:
    probe = containment.wrap([])
    done = subprocess.run(probe, check=False, timeout=PROBE_SECONDS_MAX)  # noqa: S603 - our words
    return done.returncode == 0


def _owner(mode: str) -> tuple[int, int]:
    # In a namespace root only looks like another user: to everybody else its files are root's.
    if mode == contained.NAMESPACE:
        return 0, 0
    account = contained.ordinary_account()
    return account.pw_uid, account.pw_gid
