"""The pages that explain a page: `/articles/{id}/explain`, `/explain` for any address, and `/articles/{id}/teach`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from schemas.article import Article
from schemas.entry import ArchivedResponse, Entry
from services.api.answers import Id
from services.api.context import Context, Here
from services.api.dashboard.explained import explained, markable
from services.api.dashboard.rendering import page
from services.api.problems import Conflict
from wirecopy import sitelearning
from wirecopy.archive import Archive, StoredResponse
from wirecopy.cleaning.sites import site_of
from wirecopy.errors import ArchiveDamaged, BadUrl, FetchError, NotFound, Unreadable
from wirecopy.ledger import articles, entries
from wirecopy.web.guard import check_submitted

router = APIRouter(include_in_schema=False)

OpenAll = Annotated[bool, Query(alias="all")]


@router.get("/articles/{article_id}/explain")
async def explain_article(
    context: Here, request: Request, article_id: Id, open_all: OpenAll = False, taught: bool = False
) -> Response:
    """The page that an article was made from, as it came, with what became of each block."""
    made = await asyncio.to_thread(_made_from, context, article_id)
    if made.entry is None or made.entry.archived is None:
        return page(request, "unexplained.html", article=made.article)
    found = await context.page_desk.stored(await _stored(context, made.entry.archived), made.entry.item)
    return page(
        request,
        "explanation.html",
        view=explained(found, open_all=open_all, duplicate_of=made.article.duplicate_of, evidence=made.evidence),
        article=made.article,
        fetched_at=made.entry.archived.fetched_at,
        taught=taught,
    )


@router.get("/articles/{article_id}/teach")
async def mark(context: Here, request: Request, article_id: Id) -> Response:
    """The same page with a box at each block, for whoever knows what belongs."""
    made = await asyncio.to_thread(_made_from, context, article_id)
    if made.entry is None or made.entry.archived is None:
        return page(request, "unexplained.html", article=made.article)
    found = await context.page_desk.stored(await _stored(context, made.entry.archived), made.entry.item)
    return page(
        request,
        "teach.html",
        article=made.article,
        markable=markable(found),
        host=site_of(made.entry.archived.url),
        fetched_at=made.entry.archived.fetched_at.isoformat(),
    )


@router.post("/articles/{article_id}/teach")
async def teach(
    context: Here,
    article_id: Id,
    fetched_at: Annotated[str, Form()],
    belongs: Annotated[list[int] | None, Form()] = None,
) -> Response:
    """Note which blocks of an article's page belong, so that its site's other pages are cleaned alike."""
    made = await asyncio.to_thread(_made_from, context, article_id)
    if made.entry is None or made.entry.archived is None:
        raise Conflict(f"Article {article_id} was made from its feed's own words; there is no page to mark.")
    if made.entry.archived.fetched_at.isoformat() != fetched_at:
        raise Conflict("The page has been fetched anew since it was shown; look at it again.")
    stored = await _stored(context, made.entry.archived)
    blocks = await context.page_desk.blocks(stored)
    marked = set(belongs or ())
    marks = [number in marked for number in range(len(blocks))]
    await asyncio.to_thread(sitelearning.teach_page, context.ledger, blocks, marks, url=stored.url, now=context.clock())
    return RedirectResponse(f"/articles/{article_id}/explain?taught=true", status_code=303)


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
    return page(request, "explanation.html", view=explained(found), article=None, fetched_at=None, taught=False)


class _Made(NamedTuple):
    article: Article
    entry: Entry | None
    evidence: dict[str, Any]


def _made_from(context: Context, article_id: int) -> _Made:
    with context.ledger.read() as conn:
        article = articles.get(conn, article_id)
        evidence = articles.evidence(conn, article_id) if article.duplicate_of is not None else {}
        return _Made(article, entries.made_into(conn, article_id), evidence)


async def _stored(context: Context, archived: ArchivedResponse) -> StoredResponse:
    archive = Archive(context.settings.archive_dir)
    try:
        return await asyncio.to_thread(archive.read, archived)
    except ArchiveDamaged as error:
        raise NotFound(f"The page is not in the archive here ({error}).") from error
