"""The OpenAPI 3.1 document of a service, written from its table of routes."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from pydantic import TypeAdapter

from libs.common.http.bodies import body_model
from libs.common.http.export import FORMATS
from libs.common.http.problems import MEDIA_TYPE, STATUS
from libs.common.http.routes import CommandRoute, ListRoute, LiveRoute, ResourceRoute, Route
from libs.common.service import Service
from libs.common.texts import text

COMMAND_STATUSES: Final = (400, 401, 403, 404, 409, 412, 413, 422, 428, 429, 500, 503)
QUERY_STATUSES: Final = (400, 401, 403, 404, 500, 503)
REFUSED: Final = {
    403: "or the name of a rule about who asks, such as RoleMayNot",
    409: "the name of the rule that says no, such as WrongState",
}
_REFERENCES: Final = "#/components/schemas/{model}"

Document = dict[str, Any]


def document(service: Service) -> Document:
    """Write the document."""
    schemas: Document = {"Problem": _problem(), "Receipt": _receipt()}
    paths: Document = {}
    shared = _shared(service.routes)
    for route in service.routes:
        for path, method, operation in _operations(route, schemas):
            if isinstance(route, CommandRoute) and route.command in shared:
                operation["operationId"] += f"_of_{route.aggregate.kind}"
            paths.setdefault(path, {})[method] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Lianxun {service.name}", "version": "1"},
        "servers": [{"url": f"/{service.name}"}],
        "security": [{"bearer": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "schemas": dict(sorted(schemas.items())),
        },
    }


def _shared(routes: Iterable[Route]) -> set[type]:
    """Find the commands that are given to several kinds of stream."""
    count = Counter(route.command for route in routes if isinstance(route, CommandRoute))
    return {command for command, times in count.items() if times > 1}


def _operations(route: Route, schemas: Document) -> Iterable[tuple[str, str, Document]]:
    match route:
        case CommandRoute():
            yield route.path, "post", _command(route, schemas)
        case ResourceRoute():
            kind = route.aggregate.kind
            yield route.path, "get", _query(f"get_{kind}", route.path)
            yield f"{route.path}/events", "get", _query(f"list_{kind}_events", route.path)
        case ListRoute():
            yield route.path, "get", _list(route, schemas)
        case LiveRoute():
            yield route.path, "get", _live(route, schemas)


def _command(route: CommandRoute, schemas: Document) -> Document:
    name = route.command.__name__
    permission = route.aggregate.allowed[route.command]
    model = body_model(route.command, route.parameter)
    schema = model.model_json_schema(ref_template=_REFERENCES)
    schemas.update(schema.pop("$defs", {}))
    schemas[name] = schema
    return {
        "operationId": snake(name),
        "summary": text("en", "commands", name),
        "x-roles": sorted(permission.roles),
        "x-states": sorted(str(status.value) for status in permission.when),
        "parameters": [
            *_path_parameters(route.path),
            _header("Idempotency-Key", required=True),
            _header("If-Match", required=route.if_match),
            _header("Acting-Role", required=False),
            _header("Occurred-At", required=False),
            _header("Correlation-Id", required=False),
            _header("Accept-Language", required=False),
        ],
        "requestBody": {"content": {"application/json": {"schema": _reference(name)}}},
        "responses": _responses(_json(_reference("Receipt")), COMMAND_STATUSES),
    }


def _query(name: str, path: str) -> Document:
    queries = [_query_parameter(parameter) for parameter in ("as_of", "after")]
    return {
        "operationId": name,
        "parameters": [*_path_parameters(path), *queries, _header("Accept-Language")],
        "responses": _responses(_json({"type": "object"}), QUERY_STATUSES),
    }


def _list(route: ListRoute, schemas: Document) -> Document:
    projection = route.projection
    _add_row(projection.row, schemas)
    times = ("as_of",) if projection.as_of else ()
    common = ("sort", "limit", "cursor", "after", "format", "count", *times)
    rows = {"type": "array", "items": _reference(projection.row.__name__)}
    count = {"rows": {"type": "integer"}, "exact": {"type": "boolean"}}
    counted = {
        "next": {"type": ["string", "null"]},
        "position": {"type": "integer"},
        "count": {"type": "object", "properties": count},
    }
    page = {"type": "object", "properties": {"rows": rows, **counted}}
    exports = {form.media_type: {"schema": {"type": "string"}} for form in FORMATS.values()}
    filters = [_query_parameter(name, many=True) for name in projection.filters]
    return {
        "operationId": f"list_{projection.name}",
        "parameters": [*filters, *map(_query_parameter, common), _header("Accept-Language")],
        "responses": _responses({**_json(page), **exports}, QUERY_STATUSES),
    }


def _live(route: LiveRoute, schemas: Document) -> Document:
    row = route.projection.row
    _add_row(row, schemas)
    # OpenAPI 3.1 has no words for one event of a stream: it is described beside the stream.
    stream = {"schema": {"type": "string"}, "x-events": {"row": _reference(row.__name__)}}
    return {
        "operationId": f"follow_{route.projection.name}",
        "parameters": [
            _query_parameter("after"),
            _header("Last-Event-ID"),
            _header("Accept-Language"),
        ],
        "responses": _responses({"text/event-stream": stream}, QUERY_STATUSES),
    }


def _add_row(row: type, schemas: Document) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(row)
    schema = adapter.json_schema(ref_template=_REFERENCES, mode="serialization")
    schemas.update(schema.pop("$defs", {}))
    schemas[row.__name__] = schema


def _responses(content: Document, statuses: Iterable[int]) -> Document:
    problem = {"content": {MEDIA_TYPE: {"schema": _reference("Problem")}}}
    codes = {str(status): {"description": _codes(status), **problem} for status in statuses}
    return {"200": {"description": "done", "content": content}, **codes}


def _codes(status: int) -> str:
    """List the problem codes of a status."""
    named = sorted(code for code, of in STATUS.items() if of == status)
    return ", ".join([*named, *([REFUSED[status]] if status in REFUSED else [])])


def _json(schema: Document) -> Document:
    return {"application/json": {"schema": schema}}


def _path_parameters(path: str) -> list[Document]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _header(name: str, *, required: bool = False) -> Document:
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}


def _query_parameter(name: str, *, many: bool = False) -> Document:
    text_schema: Document = {"type": "string"}
    schema = {"type": "array", "items": text_schema} if many else text_schema
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _reference(name: str) -> Document:
    return {"$ref": _REFERENCES.format(model=name)}


def snake(name: str) -> str:
    """Write CamelCase as snake_case: `VerifyItem` becomes `verify_item`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _problem() -> Document:
    texts = {name: {"type": "string"} for name in ("type", "title", "code", "instance")}
    error = {name: {"type": "string"} for name in ("pointer", "code", "message")}
    errors = {"type": "array", "items": {"type": "object", "properties": error}}
    more = {"status": {"type": "integer"}, "details": {"type": "object"}, "errors": errors}
    return {"type": "object", "properties": {**texts, **more}, "required": ["code", "status"]}


def _receipt() -> Document:
    return {
        "type": "object",
        "properties": {
            "stream": {"type": "string"},
            "version": {"type": ["integer", "null"]},
            "position": {"type": ["integer", "null"]},
            "after": {"type": "array", "items": {"type": "string"}},
        },
    }
