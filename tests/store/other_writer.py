"""Another writing process: each line it reads is the name of a command; it prints the position."""

import asyncio
import sys
from pathlib import Path

from tests.store.boxes import Fill
from tests.store.store import WAIT_SECONDS_MAX, Store, connected

ROOT = Path(__file__).parents[2]


class OtherWriter:
    """That process, as seen from the test."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self.child = child

    @classmethod
    async def start(cls, dsn: str) -> "OtherWriter":
        """Start it; it serves once it has answered something."""
        command = (sys.executable, "-m", "tests.store.other_writer", dsn)
        pipe = asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)
        )

    def ask(self, name: str) -> None:
        """Have it fill the box `box-other`."""
        if self.child.stdin is not None:
            self.child.stdin.write(f"{name}\n".encode())

    async def answer(self) -> int:
        """The position that it got."""
        assert self.child.stdout is not None
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            return int(await self.child.stdout.readline())

    async def end(self) -> None:
        """End it, whatever it does."""
        self.child.kill()
        await self.child.wait()


async def main(dsn: str) -> None:
    """Work until there are no more lines."""
    store = Store(dsn, await connected(dsn))
    writer = await store.serving()
    while name := (await asyncio.to_thread(sys.stdin.readline)).strip():
        receipt = await writer.give("box-other", Fill(amount=1), name)
        sys.stdout.write(f"{receipt.last}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
