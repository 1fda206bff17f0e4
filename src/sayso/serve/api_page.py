"""The page of the API, drawn from its own OpenAPI description; no script and nothing from elsewhere."""

from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get

from sayso.serve.workbench import Bench


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of an operation."""

    name: str
    where: str
    needed: bool
    kind: str
    description: str


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the API can be asked."""

    id: str
    method: str
    path: str
    description: str
    fields: list[Field]
    body: str | None
    gives: str


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """One shape of what goes in or comes out."""

    name: str
    description: str
    fields: list[tuple[str, str]]


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def openapi_file(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The description of the API, OpenAPI 3.1."""
    body = msgspec.json.encode(request.app.openapi_schema.to_schema())
    return Response(body, media_type=MediaType.JSON)


@get("/api", include_in_schema=False, sync_to_thread=False)
def api_page(bench: Bench, request: Request[Any, Any, Any]) -> Response[str]:
    """What can be asked, and what comes back."""
    described = request.app.openapi_schema.to_schema()
    return bench.pages.page("api.html", operations=_operations(described), schemas=_schemas(described))


def _operations(described: dict[str, Any]) -> list[Operation]:
    found = []
    for path, methods in described["paths"].items():
        for method, about in methods.items():
            body = about.get("requestBody", {}).get("content", {})
            answers = [a for status, a in about["responses"].items() if status.startswith("2")]
            content = answers[0].get("content", {}) if answers else {}
            fields = [
                Field(
                    name=p["name"],
                    where=p["in"],
                    needed=p.get("required", False),
                    kind=_kind(p.get("schema", {})),
                    description=p.get("description", ""),
                )
                for p in about.get("parameters", [])
            ]
            found.append(
                Operation(
                    id=about["operationId"],
                    method=method.upper(),
                    path=path,
                    description=about.get("description", ""),
                    fields=sorted(fields, key=lambda field: (not field.needed, field.name in ("offset", "limit"))),
                    body=_kind(next(iter(body.values()))["schema"]) if body else None,
                    gives=_kind(next(iter(content.values()))["schema"]) if content else "",
                )
            )
    return found


def _schemas(described: dict[str, Any]) -> list[Schema]:
    schemas = described.get("components", {}).get("schemas", {})
    return [
        Schema(
            name=name,
            description=about.get("description", "").split("\n\n")[0],
            fields=[(field, _kind(kind)) for field, kind in about.get("properties", {}).items()],
        )
        for name, about in sorted(schemas.items())
    ]


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words: ``list of Claim``, ``string or null``, ``"csv" or "jsonl"``."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    for either in ("oneOf", "anyOf"):
        if either in schema:
            return " or ".join(dict.fromkeys(_kind(option) for option in schema[either]))
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"] if value not in ("", None))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        inner = schema.get("items", {})
        return f"list of {_kind(inner)}" if inner else "list"
    kinds = schema.get("type", "anything")
    named = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{named} ({schema['format']})" if "format" in schema else named
