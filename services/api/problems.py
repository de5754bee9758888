"""Errors as problem details (RFC 9457): one kind a slug, each documented at `/docs#problem-<slug>`.

A problem says what is wrong and what to do. It never holds a traceback, SQL or another system's response.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from wirecopy import errors

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one parameter, or with one place in the body."""

    detail: str
    pointer: str | None = Field(default=None, description="JSON Pointer into the request body (RFC 6901).")
    parameter: str | None = Field(default=None, description="Name of the path or query parameter.")


class Problem(BaseModel):
    """Problem details (RFC 9457), sent as `application/problem+json`."""

    type: str = Field(description="Kind of problem; leads to its description.", examples=["/docs#problem-bad-url"])
    title: str = Field(examples=["Not a web address"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["'ftp://files.example' is not an http or https address."])
    errors: list[FieldProblem] | None = Field(default=None, description="One item for each bad parameter or member.")


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its status, its title, and when it comes."""

    status: int
    title: str
    when: str


KINDS: Mapping[str, Kind] = {
    "bad-url": Kind(422, "Not a web address", "The URL given is no absolute http or https address."),
    "address-refused": Kind(422, "Address not allowed", "The URL points at a private or otherwise refused network."),
    "unreadable": Kind(422, "Unreadable body", "The document sent is in none of the formats taken there."),
    "bad-request": Kind(422, "Bad request", "A parameter or a member of the body is missing or malformed."),
    "not-found": Kind(404, "Not found", "There is no such resource, or no longer."),
    "method": Kind(405, "Method not allowed", "The resource exists, but does not take this method."),
    "conflict": Kind(409, "Not in this state", "The resource is in a state in which this can't be done."),
    "too-large": Kind(413, "Body too large", "The request body is over the size taken there."),
    "media-type": Kind(415, "Wrong content type", "Writes under /v1 take JSON, the import takes XML."),
    "cross-site": Kind(403, "Cross-site request", "A browser sent a write that another site started."),
    "host": Kind(421, "Unknown host", "Bound to loopback, only loopback names are answered (DNS rebinding)."),
    "page-unavailable": Kind(502, "Page not to be had", "Its site does not answer, refuses, or shuts robots out."),
    "busy": Kind(503, "Not now", "The host has just been asked, or too many pages are; Retry-After says when."),
    "not-ready": Kind(503, "Not ready", "The database or the broker does not answer, or the schema is old."),
    "internal": Kind(500, "Internal error", "A fault of wirecopy; the traceback is in the log of the API."),
}

_OF_ERROR: tuple[tuple[type[Exception], str], ...] = (
    (errors.NotFound, "not-found"),
    (errors.BadUrl, "bad-url"),
    (errors.AddressRefused, "address-refused"),
    (errors.FetchError, "page-unavailable"),
    (errors.Unreadable, "unreadable"),
    (errors.ParseError, "unreadable"),
    (errors.UsageError, "bad-request"),
    (errors.SetupError, "not-ready"),
)
_OF_STATUS = {404: "not-found", 405: "method", 409: "conflict", 413: "too-large", 415: "media-type"}


class Conflict(errors.UsageError):
    """What was asked can't be done in the state the thing is in; HTTP 409."""


def make(kind: str, detail: str, fields: Sequence[FieldProblem] | None = None) -> Problem:
    """Give the problem of `kind` (a key of KINDS) with its own `detail`."""
    known = KINDS[kind]
    return Problem(
        type=f"/docs#problem-{kind}",
        title=known.title,
        status=known.status,
        detail=detail,
        errors=list(fields) if fields else None,
    )


def of_error(error: errors.WirecopyError) -> Problem:
    """Give the problem that tells of an error of wirecopy's tree."""
    if isinstance(error, Conflict):
        return make("conflict", str(error))
    kind = next((slug for cls, slug in _OF_ERROR if isinstance(error, cls)), None)
    if kind is None:
        return make("internal", "Something went wrong; the log of the API has the details.")
    return make(kind, str(error))


def of_http(error: HTTPException) -> Problem:
    """Give the problem that tells of an error raised by the framework or a handler."""
    kind = _OF_STATUS.get(error.status_code)
    if kind is not None:
        plain = HTTPStatus(error.status_code).phrase
        return make(kind, KINDS[kind].when if error.detail == plain else error.detail)
    return Problem(
        type="about:blank",
        title=HTTPStatus(error.status_code).phrase,
        status=error.status_code,
        detail=str(error.detail),
    )


def of_validation(error: RequestValidationError) -> Problem:
    """Give the problem that names each bad parameter and member. The values sent are not echoed."""
    fields = [_field(problem) for problem in error.errors()]
    places = ", ".join(field.parameter or field.pointer or "body" for field in fields)
    return make("bad-request", f"Not understood: {places}.", fields)


def _field(problem: Mapping[str, Any]) -> FieldProblem:
    where, *rest = problem["loc"]
    detail = str(problem["msg"])
    if where == "body":
        if problem["type"] == "json_invalid":  # its loc holds an offset, not a member
            return FieldProblem(detail="The body is not valid JSON.", pointer="")
        return FieldProblem(detail=detail, pointer="".join(f"/{_escape(str(part))}" for part in rest))
    return FieldProblem(detail=detail, parameter=str(rest[0]) if rest else None)


def _escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Give the HTTP response that carries `problem`."""
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=problem.status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        media_type=MEDIA_TYPE,
    )
