"""The OpenAPI 3.1 document of a service, written from its table of routes."""

import re
from collections.abc import Iterable
from typing import Any, Final

from pydantic import TypeAdapter

from libs.common.http.bodies import body_model
from libs.common.http.problems import MEDIA_TYPE, STATUS
from libs.common.http.routes import CommandRoute, ListRoute, ResourceRoute, Route
from libs.common.service import Service
from libs.common.texts import text

COMMAND_STATUSES: Final = (400, 401, 403, 409, 412, 413, 422, 428, 429, 503)
QUERY_STATUSES: Final = (400, 401, 403, 404, 503)
_REFERENCES: Final = "#/components/schemas/{model}"

Document = dict[str, Any]


def document(service: Service) -> Document:
    """Write the document."""
    schemas: Document = {"Problem": _problem(), "Receipt": _receipt()}
    paths: Document = {}
    for route in service.routes:
        for path, method, operation in _operations(route, schemas):
            paths.setdefault(path, {})[method] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Lianxun {service.name}", "version": "1"},
        "security": [{"bearer": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "schemas": dict(sorted(schemas.items())),
        },
    }


def _operations(route: Route, schemas: Document) -> Iterable[tuple[str, str, Document]]:
    match route:
        case CommandRoute():
            yield route.path, "post", _command(route, schemas)
        case ResourceRoute():
            kind = route.aggregate.kind
            yield route.path, "get", _query(f"get_{kind}", route.path, ("as_of",))
            yield f"{route.path}/events", "get", _query(f"list_{kind}_events", route.path, ())
        case ListRoute():
            yield route.path, "get", _list(route, schemas)


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
        ],
        "requestBody": {"content": {"application/json": {"schema": _reference(name)}}},
        "responses": _responses(_reference("Receipt"), COMMAND_STATUSES),
    }


def _query(name: str, path: str, parameters: tuple[str, ...]) -> Document:
    queries = [_query_parameter(parameter) for parameter in parameters]
    return {
        "operationId": name,
        "parameters": [*_path_parameters(path), *queries],
        "responses": _responses({"type": "object"}, QUERY_STATUSES),
    }


def _list(route: ListRoute, schemas: Document) -> Document:
    projection = route.projection
    adapter: TypeAdapter[Any] = TypeAdapter(projection.row)
    schema = adapter.json_schema(ref_template=_REFERENCES, mode="serialization")
    schemas.update(schema.pop("$defs", {}))
    schemas[projection.row.__name__] = schema
    times = ("as_of",) if projection.as_of else ()
    common = ("sort", "limit", "cursor", "after", "format", *times)
    rows = {"type": "array", "items": _reference(projection.row.__name__)}
    page = {"type": "object", "properties": {"rows": rows, "next": {"type": ["string", "null"]}}}
    return {
        "operationId": f"list_{projection.name}",
        "parameters": [_query_parameter(name) for name in (*projection.filters, *common)],
        "responses": _responses(page, QUERY_STATUSES),
    }


def _responses(schema: Document, statuses: Iterable[int]) -> Document:
    problem = {"content": {MEDIA_TYPE: {"schema": _reference("Problem")}}}
    codes = {
        str(status): {
            "description": ", ".join(sorted(c for c, s in STATUS.items() if s == status))
            or "refused by a named rule",
            **problem,
        }
        for status in statuses
    }
    good = {"description": "done", "content": {"application/json": {"schema": schema}}}
    return {"200": good, **codes}


def _path_parameters(path: str) -> list[Document]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _header(name: str, *, required: bool) -> Document:
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}


def _query_parameter(name: str) -> Document:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}


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
