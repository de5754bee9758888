"""The pages that explain a page: `/articles/{id}/explain`, and `/explain` for any address."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response

from schemas.article import Article
from schemas.entry import Entry
from services.api.answers import Id
from services.api.context import Context, Here
from services.api.dashboard.explained import explained
from services.api.dashboard.rendering import page
from wirecopy.archive import Archive, StoredResponse
from wirecopy.errors import ArchiveDamaged, BadUrl, FetchError, NotFound, Unreadable
from wirecopy.ledger import articles, entries
from wirecopy.web.guard import check_submitted

router = APIRouter(include_in_schema=False)

OpenAll = Annotated[bool, Query(alias="all")]


@router.get("/articles/{article_id}/explain")
async def explain_article(context: Here, request: Request, article_id: Id, open_all: OpenAll = False) -> Response:
    """The page that an article was made from, as it came, with what became of each block."""
    article, entry, evidence = await asyncio.to_thread(_made_from, context, article_id)
    if entry is None or entry.archived is None:
        return page(request, "unexplained.html", article=article)
    archive = Archive(context.settings.archive_dir)
    try:
        stored: StoredResponse = await asyncio.to_thread(archive.read, entry.archived)
    except ArchiveDamaged as error:
        raise NotFound(f"The page of article {article_id} is not in the archive here ({error}).") from error
    found = await context.page_desk.stored(stored, entry.item)
    return page(
        request,
        "explanation.html",
        view=explained(found, open_all=open_all, duplicate_of=article.duplicate_of, evidence=evidence),
        article=article,
        fetched_at=entry.archived.fetched_at,
    )


@router.get("/explain")
def ask(request: Request) -> Response:
    """The form that takes any page's address."""
    return page(request, "explain.html", url="", error=None)


@router.post("/explain")
async def explain_address(context: Here, request: Request, url: Annotated[str, Form()] = "") -> Response:
    """Fetch a page and explain it; what can't be had brings the form back with what is wrong."""
    if not url.strip():
        return page(request, "explain.html", status=422, url="", error="Enter the address of a page.")
    try:
        found = await context.page_desk.fetched(check_submitted(url, context.settings.allow_networks))
    except (BadUrl, FetchError, Unreadable) as error:
        return page(request, "explain.html", status=422, url=url, error=str(error))
    return page(request, "explanation.html", view=explained(found), article=None, fetched_at=None)


def _made_from(context: Context, article_id: int) -> tuple[Article, Entry | None, dict[str, Any]]:
    with context.ledger.read() as conn:
        article = articles.get(conn, article_id)
        evidence = articles.evidence(conn, article_id) if article.duplicate_of is not None else {}
        return article, entries.made_into(conn, article_id), evidence
