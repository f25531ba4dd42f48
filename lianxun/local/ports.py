"""Where a server listens: a port chosen once, remembered, and given up only to a stranger."""

import ipaddress
import socket
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lianxun.local.errors import LocalServerError, PortTakenError

# Below the range from which systems take the ports of outgoing connections, so that none of
# those ever sits on a remembered port.
PORT_FIRST = 20_000
PORT_COUNT = 12_000
WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, never a default


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where to listen: an address, perhaps a fixed port, perhaps another name for clients."""

    address: str = "127.0.0.1"
    port: int | None = None
    advertised: str | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def reachable_address(self) -> str:
        """The address by which this machine reaches it."""
        return "127.0.0.1" if self.address in WILDCARDS else self.address


def choose_ports(
    names: Iterable[str], *, listen: Listen, remembered: Mapping[str, int], folder: Path
) -> dict[str, int]:
    """One free port a name: the fixed one, else the remembered one, else the folder's next free."""
    chosen: dict[str, int] = {}
    for name in names:
        fixed = listen.port if not chosen else None
        wish = fixed or remembered.get(name)
        if fixed and not is_free(fixed, listen.address):
            message = f"Port {fixed} is taken by another program."
            raise PortTakenError(message)
        usable = wish and wish not in chosen.values() and is_free(wish, listen.address)
        chosen[name] = wish if wish and usable else _next_free(name, folder, listen, chosen)
    return chosen


def is_free(port: int, address: str) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        # Without this, connections of a server that just ended would make its port look taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def _next_free(name: str, folder: Path, listen: Listen, taken: Mapping[str, int]) -> int:
    # The folder decides where to begin, so that servers of different folders do not meet.
    begin = zlib.crc32(f"{folder}/{name}".encode())
    for step in range(PORT_COUNT):
        port = PORT_FIRST + (begin + step) % PORT_COUNT
        if port not in taken.values() and is_free(port, listen.address):
            return port
    message = f"No free port on {listen.address} from {PORT_FIRST} on."
    raise LocalServerError(message)
