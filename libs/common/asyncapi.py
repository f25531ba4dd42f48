"""The AsyncAPI 3 document of everything published and consumed, by FastStream's own generator.

FastStream describes payloads; what it cannot know of our records, their headers, their key and
what stands for `{site}` in a topic, is added here.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import orjson
from faststream.kafka import KafkaBroker
from faststream.middlewares import AckPolicy
from faststream.specification import AsyncAPI
from pydantic import BaseModel

from libs.common.events.audience import EVENTS, LINKED, LOG, PUBLIC, topic
from libs.common.reactions.table import Origin, Reactions
from libs.common.service import Service
from libs.contracts.compatibility import schema_of
from libs.contracts.contract import Contract
from libs.contracts.registry import ContractShapes, Registry

TITLE: Final = "Lianxun"
VERSION: Final = "1.0.0"
SERVER: Final = "kafka:9092"
DESCRIPTION: Final = (
    "Every service has four topics, one for each circle of readers. Records are CloudEvents 1.0 in"
    " binary mode; the key is the stream, and `sequence` numbers a stream's records in a topic."
)
CIRCLES: Final = {
    LOG: "Every event in the order of its position: the audit tape, in one partition.",
    EVENTS: "What the services of the same site may read.",
    LINKED: "What the levels above and below may read.",
    PUBLIC: "What other departments may read, in its published form.",
}
SITES: Final = {
    Origin.SERVICE: "{site}",
    Origin.SUBORDINATES: "{subordinate}",
    Origin.SUPERIORS: "{superior}",
}
PARAMETERS: Final = {
    "site": "The permanent key of the site, such as 360722.",
    "subordinate": "The key of a site below.",
    "superior": "The key of a site above.",
}
HEADERS: Final = {
    "ce_specversion": "1.0",
    "ce_id": "The event's id, a uuidv7; the same for every version that is published of it.",
    "ce_source": "`/<site>/<service>`; a record from another source is refused.",
    "ce_type": "`lianxun.<service>.<Name>.v<version>`.",
    "ce_subject": "The stream, `<kind>-<key>`; also the record's key.",
    "ce_time": "When it was recorded, in UTC.",
    "epoch": "Raised when a log had to go on from what survived.",
    "position": "The place in the service's log.",
    "streamversion": "The place in the stream.",
    "sequence": "The place among the stream's records in this topic, without gaps.",
    "correlationid": "What this event belongs to.",
    "causationid": "The event or command that caused it.",
    "division": "The division code of the site.",
    "classification": "Who may see the data.",
}

Document: TypeAlias = dict[str, Any]
Endpoint: TypeAlias = Callable[..., Awaitable[Any]]


def document(services: Iterable[Service], registry: Registry) -> str:
    """Write the document; the same services and contracts give the same text."""
    broker = KafkaBroker(SERVER, specification_url=SERVER)
    for service in sorted(services, key=lambda service: service.name):
        _publish(broker, service.name, registry)
        for table in sorted(service.reactions, key=lambda table: table.name):
            _consume(broker, service.name, table, registry)
    specification = AsyncAPI(broker, title=TITLE, version=VERSION, description=DESCRIPTION)
    written: Document = orjson.loads(specification.to_specification().to_json())
    _complete(written)
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(written, option=options).decode()


def write_document(path: Path, services: Iterable[Service], registry: Registry) -> None:
    """Write the document to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(services, registry), encoding="utf-8")


def _publish(broker: KafkaBroker, service: str, registry: Registry) -> None:
    """Declare a publisher for each topic, with the contracts that go there."""
    for circle, description in CIRCLES.items():
        name = topic("{site}", service, circle)
        payloads = (
            [_payload("LogRecord", _LOG_RECORD)]
            if circle == LOG
            else [
                _payload(_title(service, line, circle), schema_of(line.shape(circle)))
                for owner, line in registry.lines()
                if owner == service and circle in line.audience.topics
            ]
        )
        if payloads:
            publisher = broker.publisher(name, title=name, description=description)
            for payload in payloads:
                publisher(_giving(payload))


def _consume(broker: KafkaBroker, service: str, table: Reactions, registry: Registry) -> None:
    """Declare a subscriber for a table; the own log is no topic to its service."""
    source = table.source
    if source.origin is Origin.OWN_LOG or source.service is None:
        return
    circle = EVENTS if source.origin is Origin.SERVICE else LINKED
    subscriber = broker.subscriber(
        topic(SITES[source.origin], source.service, circle),
        batch=True,
        group_id=f"{{site}}.{service}.{table.name}",
        ack_policy=AckPolicy.MANUAL,
        title=f"{service}.{table.name}",
        description=f"What {service} reacts to, as group {{site}}.{service}.{table.name}.",
    )
    for payload in _read_by(table, registry.shapes(source.service, circle), registry):
        subscriber(_taking(payload))


def _read_by(table: Reactions, shapes: ContractShapes, registry: Registry) -> list[type[BaseModel]]:
    lines = {line.name: line for line in registry.contracts(shapes.service).lines}
    names = {name for reaction in table.lines for name in shapes.versions(reaction.event)}
    return [
        _payload(
            _title(shapes.service, lines[name], shapes.circle),
            schema_of(lines[name].shape(shapes.circle)),
        )
        for name in sorted(names)
    ]


def _title(service: str, line: Contract, circle: str) -> str:
    form = ".disclosed" if line.shape(circle) is not line.event else ""
    return f"{service}.{line.name}{form}"


_LOG_RECORD: Final[Document] = {
    "type": "string",
    "format": "binary",
    "description": "uint32 length (big endian), header, 16 bytes of salt, data.",
}


def _payload(title: str, schema: Mapping[str, Any]) -> type[BaseModel]:
    """Make a model that has this schema, under a name that is the contract's and not a class's."""

    class Payload(BaseModel):
        """Described by its contract."""

        @classmethod
        def model_json_schema(cls, *_: object, **__: object) -> Document:
            return _qualified(title, schema)

    Payload.__name__ = title
    return Payload


def _qualified(title: str, schema: Mapping[str, Any]) -> Document:
    """Name inner shapes after their contract: two services may each have a `Part`."""
    text = orjson.dumps(schema).replace(b'"#/$defs/', b'"#/$defs/' + title.encode() + b".")
    qualified: Document = orjson.loads(text) | {"title": title}
    if inner := qualified.get("$defs"):
        qualified["$defs"] = {f"{title}.{name}": shape for name, shape in inner.items()}
    return qualified


def _giving(payload: type[BaseModel]) -> Endpoint:
    async def publish() -> object: ...

    publish.__name__ = payload.__name__
    publish.__annotations__["return"] = payload
    return publish


def _taking(payload: type[BaseModel]) -> Endpoint:
    async def consume(event: object) -> None: ...

    consume.__name__ = payload.__name__
    consume.__annotations__["event"] = payload
    return consume


def _complete(written: Document) -> None:
    """Add what FastStream does not know."""
    for channel in written["channels"].values():
        named = [name for name in PARAMETERS if f"{{{name}}}" in channel["address"]]
        channel["parameters"] = {name: {"description": PARAMETERS[name]} for name in named}
    for message in written["components"]["messages"].values():
        message["headers"] = {"$ref": "#/components/schemas/Headers"}
        message["correlationId"] = {"location": "$message.header#/correlationid"}
        message["bindings"] = {"kafka": {"key": {"type": "string", "description": "The stream."}}}
    written["components"]["schemas"]["Headers"] = {
        "type": "object",
        "properties": {
            name: {"type": "string", "description": description}
            for name, description in HEADERS.items()
        },
    }
