"""An answer's head and body leave in one system call, where uvicorn writes them one by one.

On a loopback connection a call costs 50 us, most of it waking the other side (measured).
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

GATHERED_BYTES_MAX: Final = 64 * 1024


class OneWriteProtocol(HttpToolsProtocol):
    """uvicorn's protocol over a transport that gathers."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin with the connection."""
        super().connection_made(Gathering(transport, self.loop))


class Gathering(asyncio.Transport):
    """Sends what was written in one turn of the loop together, in order, at its end."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport, self._loop = transport, loop
        self._gathered: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes | bytearray | memoryview) -> None:
        """Write, at the end of this turn at the latest."""
        if not self._gathered:
            self._loop.call_soon(self._send)
        self._gathered.append(bytes(piece))
        self._size += len(piece)
        if self._size >= GATHERED_BYTES_MAX:
            self._send()

    def _send(self) -> None:
        if self._gathered:
            gathered, self._gathered, self._size = b"".join(self._gathered), [], 0
            self._transport.write(gathered)

    def close(self) -> None:
        """Send what is left, and close."""
        self._send()
        self._transport.close()

    def is_closing(self) -> bool:
        """Tell whether the connection is closed or about to be."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as asyncio
        """Tell about the connection."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Stop to read."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on reading."""
        self._transport.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Hand the connection to another protocol."""
        self._transport.set_protocol(protocol)
