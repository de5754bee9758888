"""`/v1/pages`: one page, by its address or as it is, to its record and what became of each of its blocks."""

from __future__ import annotations

from typing import Any, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from services.api.context import Here
from wirecopy.cleaning.explain import Explanation
from wirecopy.cleaning.record import record_of
from wirecopy.records.urls import check_url
from wirecopy.web.guard import check_submitted

router = APIRouter(prefix="/v1/pages", tags=["pages"])


class PageToRead(BaseModel):
    """A page's address, or its markup and, if known, its address."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"url": "https://harbour.example/news/ferry"}]}
    )

    url: str | None = Field(default=None, min_length=1, max_length=2048, description="http or https.")
    html: str | None = Field(default=None, description="The page itself; then nothing is fetched.")

    @model_validator(mode="after")
    def _has_either(self) -> Self:
        if self.url is None and self.html is None:
            raise ValueError("give a url, or html")
        return self


class ReadBlock(BaseModel):
    """One block of the page's text."""

    text: str
    kind: str = Field(description="`text`, `heading`, `item`, `quote` or `row` (its cells parted by tabs).")
    kept: bool
    reason: str | None = Field(description="Why it was left out.")


class ReadField(BaseModel):
    """One field of the record."""

    name: str
    value: str
    source: str = Field(description="The witness it came from, such as `json-ld`; empty where there is none.")


class ReadPage(BaseModel):
    """A page's record, under the names that `wirecopy clean` prints, and how it came to be."""

    record: dict[str, Any]
    blocks: list[ReadBlock] = Field(description="In the page's order.")
    fields: list[ReadField]


@router.post("", summary="Clean and explain a page")
async def read_page(context: Here, asked: PageToRead) -> ReadPage:
    """The record that the page would become, its blocks, and where each field came from. Nothing is stored.

    A page that is given by its address alone is fetched as the fetcher would: robots.txt and the pace of its host
    count, and addresses of private networks are refused.
    """
    if asked.html is None:
        assert asked.url is not None
        found = await context.page_desk.fetched(check_submitted(asked.url, context.settings.allow_networks))
    else:
        limit = context.settings.page_bytes
        if len(asked.html) > limit:
            raise HTTPException(413, f"The page may have {limit} letters here.")
        found = await context.page_desk.given(asked.html, check_url(asked.url) if asked.url else None)
    return answer(found)


def answer(found: Explanation) -> ReadPage:
    """The explanation in the API's terms."""
    return ReadPage(
        record=record_of(found.page),
        blocks=[
            ReadBlock(text=block.text, kind=block.kind, kept=block.kept, reason=block.reason) for block in found.blocks
        ],
        fields=[ReadField(name=field.name, value=field.value, source=field.source) for field in found.fields],
    )
