"""A network between writer and database that can be cut, or fall silent."""

import asyncio
from urllib.parse import urlsplit, urlunsplit

PART_BYTES = 65536


class Proxy:
    """Listens on a port of its own and passes everything on, both ways, while it may."""

    def __init__(self, dsn: str) -> None:
        self._parts = urlsplit(dsn)
        self._server: asyncio.Server | None = None
        self._port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._speaks = asyncio.Event()
        self._speaks.set()

    @property
    def dsn(self) -> str:
        """The database's address through this network."""
        user = self._parts.netloc.rpartition("@")[0]
        return urlunsplit(self._parts._replace(netloc=f"{user}@127.0.0.1:{self._port}"))

    async def open(self) -> None:
        """Let connections through; the port stays the same."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Let nothing through: connections are cut, new ones are refused."""
        if self._server is not None:
            self._server.close()
        self.cut()
        self._server = None

    def cut(self) -> None:
        """Cut every connection."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def silence(self) -> None:
        """Hold back what the database answers."""
        self._speaks.clear()

    def speak(self) -> None:
        """Pass answers on again, also those that were held back."""
        self._speaks.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._parts.hostname, self._parts.port
        answers, questions = await asyncio.open_connection(host, port)
        self._writers |= {writer, questions}
        await asyncio.gather(
            self._pass(reader, questions, hushed=False), self._pass(answers, writer, hushed=True)
        )

    async def _pass(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, hushed: bool
    ) -> None:
        try:
            while part := await source.read(PART_BYTES):
                if hushed:
                    await self._speaks.wait()
                target.write(part)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()
