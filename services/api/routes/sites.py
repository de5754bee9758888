"""`/v1/sites`: what was learned of each site, reviewed and undone."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from schemas.site import SiteKnowledge, SiteSummary
from services.api.answers import Cursor, Limit, Listing
from services.api.context import Here
from wirecopy import sitelearning

router = APIRouter(prefix="/v1/sites", tags=["sites"])

Host = Annotated[str, Path(max_length=253, pattern=r"^[^\x00/]+$", description="The site's host, without `www.`.")]
LONGEST_LINE = 5000


class Pinning(BaseModel):
    """What is decided of a line."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"line": "Get our app.", "verdict": "drop"}]}
    )

    line: str = Field(min_length=1, max_length=LONGEST_LINE, description="Its text, or its `id` as listed.")
    verdict: Literal["keep", "drop"] = Field(description="Whether it belongs to the site's articles.")


class Forgetting(BaseModel):
    """Which line is to be forgotten."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"line": "Get our app."}]})

    line: str = Field(min_length=1, max_length=LONGEST_LINE, description="Its text, or its `id` as listed.")


@router.get("", summary="List the sites")
def list_sites(context: Here, cursor: Cursor = None, limit: Limit = 50) -> Listing[SiteSummary]:
    """Sites that something was learned of, in the order of their hosts."""
    found = sitelearning.summaries(context.ledger, after=cursor or "", limit=limit + 1)
    return Listing(items=found[:limit], next=found[limit - 1].host if len(found) > limit else None)


@router.get("/{host}", summary="Show a site")
def show_site(context: Here, host: Host) -> SiteKnowledge:
    """What its pages repeat, where on them the story stands, what was pinned and taught."""
    return sitelearning.knowledge(context.ledger, host)


@router.delete("/{host}", summary="Forget a site")
def forget_site(context: Here, host: Host) -> SiteKnowledge:
    """Forget all that was learned of a site, pins and taught pages too. It is learned anew from its next articles."""
    sitelearning.forget(context.ledger, host, None, now=context.clock())
    return sitelearning.knowledge(context.ledger, host)


@router.post("/{host}/pins", summary="Pin a line")
def pin_line(context: Here, host: Host, body: Pinning) -> SiteKnowledge:
    """Keep or drop a line on all pages of the site, whatever is learned of it."""
    sitelearning.pin(context.ledger, host, body.line, body.verdict, now=context.clock())
    return sitelearning.knowledge(context.ledger, host)


@router.post("/{host}/forget", summary="Forget a line")
def forget_line(context: Here, host: Host, body: Forgetting) -> SiteKnowledge:
    """Forget a line and the pin on it. It counts from nought when it is met again."""
    sitelearning.forget(context.ledger, host, body.line, now=context.clock())
    return sitelearning.knowledge(context.ledger, host)
