"""`/v1/feeds/import` and `/v1/feeds/export.opml`: subscription lists in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.api.answers import ImportReport
from services.api.context import Context, Here
from services.api.submission import import_opml
from wirecopy.feeds.opml import write_opml
from wirecopy.subscriptions import export_list

router = APIRouter(prefix="/v1/feeds", tags=["feeds"])


@router.post(
    "/import",
    summary="Import an OPML file",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/xml": {
                    "schema": {"type": "string"},
                    "example": '<opml version="2.0"><body><outline type="rss" '
                    'text="Harbour News" xmlUrl="https://harbour.example/rss"/></body></opml>',
                }
            },
        }
    },
)
async def import_feeds(context: Here, request: Request) -> ImportReport:
    """Submit every feed of the file. The answer tells of each outline what became of it; a bad one stops no other."""
    return await run_in_threadpool(import_opml, context, await request.body())


@router.get(
    "/export.opml",
    summary="Export the feeds as OPML",
    response_class=Response,
    responses={200: {"content": {"text/x-opml": {"schema": {"type": "string"}}}, "description": "OPML 2.0"}},
)
def export_feeds(context: Here) -> Response:
    """Every feed that has an address, as a file other readers take."""
    return Response(
        exported(context),
        media_type="text/x-opml",
        headers={"Content-Disposition": 'attachment; filename="wirecopy.opml"'},
    )


def exported(context: Context) -> bytes:
    """Give all feeds as an OPML document."""
    with context.ledger.read() as conn:
        return write_opml(export_list(conn), "wirecopy feeds", created=context.clock())
