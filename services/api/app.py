"""Put the HTTP service together."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from services.api import problems
from services.api.context import Context
from services.api.dashboard import explaining, pages, storypages, writes
from services.api.dashboard import sites as site_pages
from services.api.dashboard.rendering import problem_page
from services.api.pagedesk import Busy, PageDesk
from services.api.protection import SECURITY_HEADERS, Protection
from services.api.reference import describe
from services.api.routes import (
    articles,
    changes,
    entries,
    feeds,
    health,
    metrics,
    opml,
    readings,
    reference,
    sites,
    stories,
    tasks,
    websub,
)
from wirecopy import __version__
from wirecopy.errors import FetchError, WirecopyError
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from workers.queues import QueueProbe

STATIC = Path(__file__).parent / "static"
_MACHINE_PATHS = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json")


def create_app(
    settings: Settings,
    ledger: Ledger,
    queue_probe: QueueProbe,
    *,
    loopback: bool = True,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> FastAPI:
    """Give the ASGI application of the API and the dashboard.

    `loopback` tells that the server is bound to a loopback address: then only loopback Host names are answered.
    `clock` gives the present moment, aware and in UTC. The ledger stays the caller's to close.
    """
    page_desk = PageDesk(settings, ledger, clock)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await page_desk.close()

    app = FastAPI(
        title="wirecopy",
        version=__version__,
        summary="News feeds in, clean and deduplicated articles out.",
        docs_url=None,  # FastAPI's page loads its scripts from a CDN; ours is routes/reference.py
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.context = Context(settings, ledger, queue_probe, clock, page_desk)
    for routes in (
        opml,
        feeds,
        articles,
        readings,
        stories,
        entries,
        changes,
        sites,
        tasks,
        websub,
        health,
        metrics,
        reference,
        pages,
        storypages,
        explaining,
        writes,
        site_pages,
    ):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(WirecopyError, _wirecopy_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(Exception, _fault)
    app.add_middleware(Protection, loopback=loopback)
    describe(app)
    return app


async def _wirecopy_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, WirecopyError)
    if isinstance(error, Busy):
        response = _answer(request, problems.make("busy", str(error)))
        response.headers["Retry-After"] = str(error.seconds)
        return response
    problem = problems.of_error(error)
    if problem.status >= 500 and not isinstance(error, FetchError):
        logging.getLogger(__name__).error("%s %s: %s", request.method, request.url.path, error)
    return _answer(request, problem)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _answer(request, problems.of_http(error))
    response.headers.update(error.headers or {})
    return response


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _answer(request, problems.of_validation(error))


async def _fault(request: Request, _error: Exception) -> Response:
    # The server logs the traceback; the caller learns only that it is our fault. This handler runs outside of
    # Protection, so it brings the headers itself.
    response = _answer(request, problems.make("internal", "Something went wrong; the log of the API has the details."))
    response.headers.update(SECURITY_HEADERS)
    response.headers["Connection"] = "close"  # the server hangs up after a fault; say so, or the next request is lost
    return response


def _answer(request: Request, problem: problems.Problem) -> Response:
    """A page for people in front of the dashboard, problem details for everyone else."""
    if not request.url.path.startswith(_MACHINE_PATHS) and "text/html" in request.headers.get("accept", ""):
        return problem_page(request, problem)
    return problems.respond(problem)
