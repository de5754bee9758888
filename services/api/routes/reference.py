"""`/docs`: the API for people, drawn from the OpenAPI document. It loads nothing from other hosts."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from services.api.dashboard.rendering import page
from services.api.problems import KINDS
from services.api.reference import TAGS, operations

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Every operation with its parameters and a command to try, and every kind of problem."""
    origin = str(request.base_url).rstrip("/")
    return page(
        request,
        "reference.html",
        groups=operations(request.app.openapi(), origin),
        about=TAGS,
        kinds=KINDS,
        origin=origin,
    )
