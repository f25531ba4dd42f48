"""How every Kafka client of a process connects and logs in, from `KafkaSettings`."""

import asyncio
import ssl
from collections.abc import Awaitable
from typing import Final, TypedDict

from aiokafka.errors import KafkaError

from libs.common.settings import KafkaSettings

BROKER_FAILURES: Final = (KafkaError, OSError, TimeoutError, AssertionError)
"""What a broken connection, a fenced or a confused client raises; aiokafka asserts its states."""


class ClientArguments(TypedDict):
    """The keyword arguments that aiokafka's producer, consumer and admin client share."""

    bootstrap_servers: str
    security_protocol: str
    ssl_context: ssl.SSLContext | None
    sasl_mechanism: str
    sasl_plain_username: str | None
    sasl_plain_password: str | None


def client_arguments(settings: KafkaSettings) -> ClientArguments:
    """Give the arguments; the TLS files are read now, so a missing one is told at the start."""
    password = settings.sasl_password
    return ClientArguments(
        bootstrap_servers=settings.bootstrap,
        security_protocol=settings.security_protocol,
        ssl_context=tls(settings),
        sasl_mechanism=settings.sasl_mechanism,
        sasl_plain_username=settings.sasl_username,
        sasl_plain_password=None if password is None else password.get_secret_value(),
    )


def transactional_id(site: str, service: str) -> str:
    """Name a service's relay to the broker: the same for each of them, so that one lives."""
    return f"{site}.{service}.relay"


async def closed(closing: Awaitable[None]) -> None:
    """Wait until a client of aiokafka is closed.

    Its `close` swallows a cancellation that reaches it; without this the caller would run on.
    """
    await closing
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def tls(settings: KafkaSettings) -> ssl.SSLContext | None:
    """Build the TLS context, with the client's certificate if there is one; None without TLS."""
    if not settings.security_protocol.endswith("SSL"):
        return None
    authority = settings.ssl_root_certificate
    context = ssl.create_default_context(cafile=None if authority is None else str(authority))
    if settings.ssl_certificate is not None:
        context.load_cert_chain(settings.ssl_certificate, settings.ssl_key)
    return context
