"""The OpenAPI document as we publish it, and the reading of it for `/docs`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.api.problems import MEDIA_TYPE, Problem

DESCRIPTION = """\
wirecopy polls feeds, pulls the pages, cleans and deduplicates them, and keeps one record an article.

Times are RFC 3339 in UTC. Lists answer `{"items": [...], "next": "<cursor>"}`: pass `next` as `cursor` until it is
null.
Errors are problem details (RFC 9457). Writes take JSON.
"""
TAGS = {
    "feeds": "What is polled.",
    "articles": "The records.",
    "stories": "What they tell of, event by event.",
    "pages": "One page, cleaned and explained.",
    "entries": "What feeds said, and what became of it.",
    "changes": "The log that consumers follow.",
    "sites": "What was learned of each site.",
    "tasks": "Queues and processes.",
    "websub": "Where hubs deliver.",
    "health": "For supervisors and monitoring.",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path, ready to be shown."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str, str], ...]
    """Name, type and description of each."""
    example: str
    """A curl command."""


def describe(app: FastAPI) -> None:
    """Make `app.openapi()` tell of problem details instead of the framework's own error shape."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=DESCRIPTION,
                routes=app.routes,
                tags=[{"name": name, "description": text} for name, text in TAGS.items()],
            )
            app.openapi_schema = _with_problems(document)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents for extending the schema


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"))
    schemas["Problem"] = problem
    answer = {
        "description": "A problem (RFC 9457)",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = answer
    return document


def operations(document: dict[str, Any], origin: str) -> dict[str, list[Operation]]:
    """Give the document's operations by tag, each tag's by path. `origin` is what the examples call."""
    found: dict[str, list[Operation]] = {tag: [] for tag in TAGS}
    for path, methods in sorted(document["paths"].items()):
        for method, operation in methods.items():
            found[operation["tags"][0]].append(_operation(document, origin, path, method.upper(), operation))
    return found


def _operation(document: dict[str, Any], origin: str, path: str, method: str, operation: dict[str, Any]) -> Operation:
    return Operation(
        method=method,
        path=path,
        summary=operation["summary"],
        description=_plain(operation.get("description", "")),
        parameters=tuple(
            (parameter["name"], _type(document, parameter["schema"]), _plain(parameter.get("description", "")))
            for parameter in operation.get("parameters", ())
        ),
        example=_curl(document, origin, path, method, operation),
    )


def _plain(markdown: str) -> str:
    return markdown.replace("`", "")


def _type(document: dict[str, Any], schema: dict[str, Any]) -> str:
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    plain = options[0]
    if "$ref" in plain:
        named = document["components"]["schemas"][plain["$ref"].rpartition("/")[2]]
        return " | ".join(named["enum"])
    return str(plain.get("format") or plain.get("type", "any"))


def _curl(document: dict[str, Any], origin: str, path: str, method: str, operation: dict[str, Any]) -> str:
    command = "curl" if method == "GET" else f"curl -X {method}"
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", "1")
    command += f" {origin}{path}"
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        command += f" -H 'Content-Type: {media_type}'"
        if media_type == "application/json":
            body = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]["examples"][0]
            command += f" -d '{json.dumps(body)}'"
        else:
            command += " --data-binary @feeds.opml"
    return command
