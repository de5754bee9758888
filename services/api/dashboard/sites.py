"""`/sites` and `/sites/{host}`: what was learned of sites, with the forms that undo it."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from services.api.answers import Cursor
from services.api.context import Here
from services.api.dashboard.rendering import page
from services.api.routes.sites import LONGEST_LINE, Host
from wirecopy import sitelearning

router = APIRouter(include_in_schema=False)

_PAGE = 50
_LINES, _PLACES = 100, 30

Line = Annotated[str, Form(min_length=1, max_length=LONGEST_LINE)]


@router.get("/sites")
def list_sites(context: Here, request: Request, cursor: Cursor = None) -> Response:
    """Sites that something was learned of."""
    found = sitelearning.summaries(context.ledger, after=cursor or "", limit=_PAGE + 1)
    further = f"/sites?cursor={quote(found[_PAGE - 1].host, safe='')}" if len(found) > _PAGE else None
    return page(request, "sites.html", sites=found[:_PAGE], further=further)


@router.get("/sites/{host}")
def show_site(context: Here, request: Request, host: Host) -> Response:
    """The lines a site repeats, where its stories stand, and what people have decided."""
    known = sitelearning.knowledge(context.ledger, host)
    return page(
        request,
        "site.html",
        site=known.summary,
        lines=known.lines[:_LINES],
        more_lines=max(len(known.lines) - _LINES, 0),
        places=known.places[:_PLACES],
        taught=known.taught,
    )


@router.post("/sites/{host}/pin")
def pin(context: Here, host: Host, line: Line, verdict: Annotated[Literal["keep", "drop"], Form()]) -> Response:
    """Keep or drop a line on all of the site's pages."""
    sitelearning.pin(context.ledger, host, line, verdict, now=context.clock())
    return _see(host)


@router.post("/sites/{host}/forget-line")
def forget_line(context: Here, host: Host, line: Line) -> Response:
    """Forget a line and the pin on it."""
    sitelearning.forget(context.ledger, host, line, now=context.clock())
    return _see(host)


@router.post("/sites/{host}/forget")
def forget(context: Here, host: Host) -> Response:
    """Forget all that was learned of the site."""
    sitelearning.forget(context.ledger, host, None, now=context.clock())
    return _see(host)


def _see(host: str) -> Response:
    return RedirectResponse(f"/sites/{quote(host, safe='')}", status_code=303)
