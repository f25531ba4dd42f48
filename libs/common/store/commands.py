"""The command bus of a service: a command for a stream becomes an append."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from libs.common.decider import Aggregate, Context
from libs.common.service import Service
from libs.common.store.appender import Appender
from libs.common.store.appends import Append, Emit, Origin, Receipt, States


def context_of(origin: Origin, site: str, now: datetime, others: States) -> Context:
    """Give what a decision may know besides the command and its stream's state."""
    return Context(
        now=now,
        actor=origin.actor,
        role=origin.role,
        body=origin.body,
        site=site,
        unit=origin.unit,
        rule=origin.rule,
        others=others,
    )


class Commands:
    """Gives commands to the streams of one service."""

    def __init__(self, service: Service, appender: Appender, site: str) -> None:
        self.service, self.appender, self.site = service, appender, site

    async def give(
        self,
        stream: str,
        command: object,
        *,
        command_id: str,
        origin: Origin,
        fingerprint: bytes | None = None,
        expected_version: int | None = None,
    ) -> Receipt:
        """Decide the command on the stream's newest state and append what is decided.

        Raises what `Appender.submit` raises, KeyError for a stream of no known kind.
        Without a fingerprint it comes from a reaction, and an empty decision leaves a receipt.
        """
        aggregate = self.appender.facts.aggregate(stream)
        others = tuple(aggregate.reads(command))
        append = Append(
            command_id=command_id,
            streams=(stream, *others),
            decide=_Decision(aggregate, stream, others, command, origin, self.site),
            origin=origin,
            fingerprint=fingerprint,
            expected=None if expected_version is None else {stream: expected_version},
            keep_empty=fingerprint is None,
        )
        return await self.appender.submit(append)


class _Decision:
    """One command for one stream, to be decided as often as the head moves."""

    __slots__ = ("_aggregate", "_command", "_origin", "_others", "_site", "_stream")

    def __init__(
        self,
        aggregate: Aggregate[Any, Any, Any],
        stream: str,
        others: tuple[str, ...],
        command: object,
        origin: Origin,
        site: str,
    ) -> None:
        self._aggregate, self._stream, self._command = aggregate, stream, command
        self._others = others
        self._origin, self._site = origin, site

    def __call__(self, states: States, now: datetime) -> Sequence[Emit]:
        others = {other: states[other] for other in self._others}
        context = context_of(self._origin, self._site, now, others)
        stream = self._stream
        decided = self._aggregate.handle(self._command, states[stream], context)
        return [Emit(stream, event) for event in decided]
