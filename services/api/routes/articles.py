"""`/v1/articles`: the records, their revisions and their copies."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.article import Article
from schemas.revision import Difference, Revision
from schemas.syndication import Syndication
from services.api import byhand
from services.api.answers import LARGEST_ID, Cursor, FeedFilter, Id, Limit, Listing, Words
from services.api.context import Here
from wirecopy.ledger import articles
from wirecopy.revisions import with_diffs
from wirecopy.syndication import syndication

router = APIRouter(prefix="/v1/articles", tags=["articles"])


class Copy(BaseModel):
    """An article that tells the same story as an earlier one, and what speaks for it."""

    article: Article
    evidence: dict[str, Any] = Field(description="Score and the traits on which the verdict rests.")


class SameText(BaseModel):
    """An article that is a copy of this one, or that this one is a copy of."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"article_id": 7}]})

    article_id: int = Field(ge=1, le=LARGEST_ID)


class RevisionWithDiff(Revision):
    """A version of an article, with what changed since the one before."""

    diff: Difference | None = Field(
        description="The title's words, and the paragraphs that changed; null for the first version."
    )

    @classmethod
    def of(cls, revision: Revision, diff: Difference | None) -> RevisionWithDiff:
        """Put the two together."""
        return cls(**dict(revision), diff=diff)


@router.get("", summary="List or search the articles")
def list_articles(
    context: Here,
    *,
    cursor: Cursor = None,
    limit: Limit = 50,
    q: Annotated[
        Words | None,
        Query(max_length=500, description='Words to find; "a phrase" in quotes, -word to leave out. Best match first.'),
    ] = None,
    host: Annotated[Words | None, Query(max_length=253, description="Host of the source.")] = None,
    feed: FeedFilter = None,
    language: Annotated[Words | None, Query(max_length=35, description="ISO 639-1, such as `en`.")] = None,
    since: Annotated[AwareDatetime | None, Query(description="First seen at or after; RFC 3339.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="First seen before; RFC 3339.")] = None,
    duplicates: Annotated[bool, Query(description="Whether copies of earlier articles are listed too.")] = False,
) -> Listing[Article]:
    """Articles, newest first by the time they were first seen; with `q` best match first."""
    filters: dict[str, Any] = {
        "host": host,
        "feed_id": feed,
        "language": language,
        "since": since,
        "until": until,
        "duplicates": duplicates,
    }
    with context.ledger.read() as conn:
        if q is not None and q.strip():
            found, following = articles.search(conn, q, after=cursor, limit=limit, **filters)
        else:
            found, following = articles.page(conn, after=cursor, limit=limit, **filters)
    return Listing(items=found, next=following)


@router.get("/{article_id}", summary="Show an article")
def show_article(context: Here, article_id: Id) -> Article:
    """The record, with where each field came from and what was removed from the text."""
    with context.ledger.read() as conn:
        return articles.get(conn, article_id)


@router.post("/{article_id}/split", summary="Take an article out of its group of copies")
def split(context: Here, article_id: Id) -> Article:
    """It is no copy of the others, and no verdict will say so again. The first of a group may be taken out too."""
    return show_article(context, byhand.split_article(context, article_id))


@router.post("/{article_id}/merge", summary="Put two articles into one group of copies")
def merge(context: Here, article_id: Id, same: SameText) -> Article:
    """The article that was here first, of both groups, is answered; all the others are its copies now."""
    return show_article(context, byhand.merge_articles(context, article_id, same.article_id))


@router.get("/{article_id}/revisions", summary="List an article's revisions")
def list_revisions(context: Here, article_id: Id) -> Listing[RevisionWithDiff]:
    """Every version that was seen, oldest first: what kind of change led to it, and word by word what changed."""
    with context.ledger.read() as conn:
        articles.get(conn, article_id)
        versions = articles.revisions(conn, article_id)
    return Listing(items=[RevisionWithDiff.of(*pair) for pair in with_diffs(versions)], next=None)


@router.get("/{article_id}/copies", summary="List an article's copies")
def list_copies(context: Here, article_id: Id) -> Listing[Copy]:
    """Later articles that are duplicates of this one, each with the evidence."""
    with context.ledger.read() as conn:
        articles.get(conn, article_id)
        copies = articles.copies(conn, article_id)
        return Listing(
            items=[Copy(article=copy, evidence=articles.evidence(conn, copy.id)) for copy in copies], next=None
        )


@router.get("/{article_id}/syndication", summary="Show who else ran an article")
def show_syndication(context: Here, article_id: Id) -> Syndication:
    """The article and its copies: who published first, the agency that they credit, and what each cut or added."""
    with context.ledger.read() as conn:
        members = articles.group(conn, article_id)
    return syndication(members)
