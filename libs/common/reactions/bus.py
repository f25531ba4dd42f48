"""What reactions and timers ask of the command bus."""

from typing import Protocol

from libs.common.store.appends import Origin, Receipt


class Bus(Protocol):
    """Loads, decides and appends; a repeat of a command id gets the original receipt."""

    async def give(
        self,
        stream: str,
        command: object,
        *,
        command_id: str,
        origin: Origin,
        fingerprint: bytes | None = None,
    ) -> Receipt:
        """Give one command; with a fingerprint an empty decision leaves nothing behind.

        Raises its Refusal, or StoreUnavailable when nothing is promised.
        """
        ...
