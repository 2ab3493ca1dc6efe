"""/api/openapi.json, made from the route table and the wire types."""

import msgspec

from server.routes.endpoint import Endpoint
from server.routes.table import ENDPOINTS
from server.rules import applications
from server.rules.authorisation import Action
from server.services import pdfs
from server.services.errors import STATUS
from server.services.reference import ReferenceData
from server.wire import bodies
from server.wire import types as wire

_REF = "#/components/schemas/{name}"


def describe(reference: ReferenceData) -> dict:
    """The OpenAPI 3.1 description, with the street's own forms."""
    requests = {
        e.handler: bodies.shown_type(e.request, reference)
        for e in ENDPOINTS
        if e.request is not None
    }
    types = {e.answer for e in ENDPOINTS if e.answer is not None} | {wire.Error}
    types |= set(requests.values())
    ordered = sorted(types, key=lambda t: t.__name__)
    schemas, components = msgspec.json.schema_components(ordered, ref_template=_REF)
    by_type = dict(zip(ordered, schemas, strict=True))
    paths: dict[str, dict] = {}
    for endpoint in ENDPOINTS:
        operation = _operation(endpoint, by_type, by_type.get(requests.get(endpoint.handler)))
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OneWindow",
            "version": "1",
            "description": "One window to grassroots government. See docs/api.md.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "ow_session"}
            },
        },
    }


def _operation(endpoint: Endpoint, by_type: dict, request: dict | None) -> dict:
    operation: dict = {
        "operationId": f"{endpoint.handler.__module__.rsplit('.', 1)[1]}_{endpoint.handler.__name__}",
        "summary": endpoint.summary,
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint, by_type),
    }
    if endpoint.action is not None:
        operation["security"] = [{"session": []}]
    if isinstance(endpoint.action, Action):
        operation["description"] = f"For roles that may {endpoint.action.about}."
    if endpoint.body == "json":
        content = {"application/json": {"schema": request}}
        operation["requestBody"] = {"required": True, "content": content}
    elif endpoint.body == "file":
        kinds = (*applications.PICTURES, pdfs.CONTENT_TYPE)
        content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
        operation["requestBody"] = {"required": True, "content": content}
    elif endpoint.body == "part":
        content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(endpoint: Endpoint) -> list[dict]:
    text = {"type": "string"}
    found = [
        {"name": part[1:-1], "in": "path", "required": True, "schema": text}
        for part in endpoint.path.split("/")
        if part.startswith("{")
    ]
    found += [{"name": name, "in": "query", "schema": text} for name in endpoint.query]
    if endpoint.once:
        pattern = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"}
        found.append(
            {"name": "Idempotency-Key", "in": "header", "required": True, "schema": pattern}
        )
    return found


def _responses(endpoint: Endpoint, by_type: dict) -> dict:
    done: dict = {"description": "Done"}
    if endpoint.answer is not None:
        done["content"] = {endpoint.media: {"schema": by_type[endpoint.answer]}}
    elif endpoint.path.endswith("/events"):
        done["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
    elif endpoint.status == 200:
        done["content"] = {"image/*": {"schema": {"type": "string", "format": "binary"}}}
    responses = {str(endpoint.status): done}
    codes = {"malformed", "forbidden", "rate_limited", "unavailable", *endpoint.errors}
    if endpoint.action is not None:
        codes.add("unauthenticated")
    if endpoint.body is not None:
        codes |= {"too_large", "unsupported_type"}
    if endpoint.once:
        codes |= {"invalid", "conflict"}
    for code in sorted(codes, key=lambda c: STATUS[c]):
        content = {"application/json": {"schema": by_type[wire.Error]}}
        responses[str(STATUS[code])] = {"description": code, "content": content}
    return responses


def encoded(reference: ReferenceData) -> bytes:
    """The description as JSON."""
    return msgspec.json.format(msgspec.json.encode(describe(reference)), indent=1)
