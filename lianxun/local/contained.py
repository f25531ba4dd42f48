"""Become an ordinary user, then become the given program: PostgreSQL refuses to run as root.

Run as a file of its own by root (`python -I -S contained.py MODE PROGRAM ARGUMENT...`), so it
imports nothing of ours. Without a program it only tries.
"""

import ctypes
import os
import pwd
import sys
from pathlib import Path

NAMESPACE, ACCOUNT = "namespace", "account"
REFUSED, UNREACHABLE = 97, 98
_CLONE_NEWUSER = 0x10000000


def ordinary_account() -> pwd.struct_passwd:
    """An account that is there anyway; programs look their user up by name."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        return next(account for account in pwd.getpwall() if account.pw_uid)


def enter_namespace(account: pwd.struct_passwd) -> None:
    """Show root as the account, to this process only: nothing is made and no file changes hands."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare") or libc.unshare(_CLONE_NEWUSER):
        sys.exit(REFUSED)
    # The kernel wants group changes given up before it takes a map of groups.
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{account.pw_uid} 0 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{account.pw_gid} 0 1", encoding="ascii")


def become_account(account: pwd.struct_passwd) -> None:
    """Give up root for good."""
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def closed_folder(path: Path) -> Path | None:
    """The outermost folder on the way to the path that this user may not pass."""
    return next((f for f in reversed(path.parents) if not os.access(f, os.X_OK)), None)


def main(mode: str, command: list[str]) -> None:
    """Change who we are, look whether the paths of the command can be reached, and go."""
    account = ordinary_account()
    try:
        (enter_namespace if mode == NAMESPACE else become_account)(account)
    except OSError:
        sys.exit(REFUSED)
    for path in (Path(argument) for argument in command if argument.startswith("/")):
        if closed := closed_folder(path):
            sys.stderr.write(f"The folder {closed} is closed to the user {account.pw_name}.\n")
            sys.exit(UNREACHABLE)
    if command:
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
