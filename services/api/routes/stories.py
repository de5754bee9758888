"""`/v1/stories`: the articles of one event, however worded."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.story import Story, StoryArticle, StoryEvent
from services.api import byhand
from services.api.answers import LARGEST_ID, Cursor, Id, Limit, Listing, Words
from services.api.context import Here
from wirecopy.ledger import stories
from wirecopy.ledger.stories import Order

router = APIRouter(prefix="/v1/stories", tags=["stories"])


class Leaving(BaseModel):
    """An article that is not of this story."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"article_id": 7}]})

    article_id: int = Field(ge=1, le=LARGEST_ID)


class SameStory(BaseModel):
    """A story that is this one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"story_id": 2}]})

    story_id: int = Field(ge=1, le=LARGEST_ID)


@router.get("", summary="List the stories")
def list_stories(
    context: Here,
    *,
    cursor: Cursor = None,
    limit: Limit = 50,
    order: Annotated[
        Order, Query(description="`latest` news first, or those first that the most outlets have: `biggest`.")
    ] = Order.LATEST,
    least: Annotated[int, Query(ge=1, le=1000, description="Only with so many articles; 1 lists all.")] = 2,
    language: Annotated[Words | None, Query(max_length=35, description="ISO 639-1, such as `en`.")] = None,
    since: Annotated[AwareDatetime | None, Query(description="Last article at or after; RFC 3339.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="Last article before; RFC 3339.")] = None,
) -> Listing[Story]:
    """Stories with the title and lead of the article that tells them best. A cursor belongs to its order."""
    with context.ledger.read() as conn:
        found, following = stories.page(
            conn, after=cursor, limit=limit, order=order, least=least, language=language, since=since, until=until
        )
    return Listing(items=found, next=following)


@router.get("/{story_id}", summary="Show a story")
def show_story(context: Here, story_id: Id) -> Story:
    """One story. Where it was merged into another, `merged_into` says which one has its articles."""
    with context.ledger.read() as conn:
        return stories.get(conn, story_id)


@router.get("/{story_id}/articles", summary="List a story's articles")
def list_story_articles(context: Here, story_id: Id, cursor: Cursor = None, limit: Limit = 50) -> Listing[StoryArticle]:
    """Its articles in the order they appeared, copies too, each with the evidence on which it is there."""
    with context.ledger.read() as conn:
        stories.get(conn, story_id)
        found, following = stories.members(conn, story_id, after=cursor, limit=limit)
    return Listing(items=found, next=following)


@router.get("/{story_id}/log", summary="List what happened to a story")
def list_story_events(context: Here, story_id: Id) -> Listing[StoryEvent]:
    """The last hundred times it was merged or split, or an article left it; newest first."""
    with context.ledger.read() as conn:
        stories.get(conn, story_id)
        return Listing(items=stories.events(conn, story_id), next=None)


@router.post("/{story_id}/split", summary="Take an article out of a story")
def split(context: Here, story_id: Id, leaving: Leaving) -> Story:
    """The article, with its copies, becomes a story of its own, which is answered. It does not come back by itself."""
    return show_story(context, byhand.split_story(context, story_id, leaving.article_id))


@router.post("/{story_id}/merge", summary="Make two stories one")
def merge(context: Here, story_id: Id, same: SameStory) -> Story:
    """The smaller story's articles come over to the larger one, which is answered. It is not undone by itself."""
    return show_story(context, byhand.merge_stories(context, story_id, same.story_id))
