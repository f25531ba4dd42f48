"""Run a program as a root that may not make user namespaces, as in many containers.

It is one itself: in a namespace where every user keeps their number, the limit of further ones is
set to none. The machine outside keeps its limit.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
EVERY_USER = "0 0 4294967295"


def enter() -> None:
    """Make the namespace; only somebody outside of it may write so wide a map."""
    inside, (reader, writer) = os.getpid(), os.pipe()
    if os.fork() == 0:
        os.close(writer)
        os.read(reader, 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{inside}/{name}").write_text(EVERY_USER, encoding="ascii")
        os._exit(0)
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        sys.exit("no namespace to try this in")
    os.write(writer, b"!")
    os.wait()
    Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")


if __name__ == "__main__":
    enter()
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - no shell is wanted
