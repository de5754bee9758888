"""The record made of a feed's own words, where the page can't be had."""

from __future__ import annotations

import html
import re

from schemas.article import CleanPage, Image, Provenance
from schemas.feed import FeedEntry
from wirecopy.cleaning.furniture import remove_furniture
from wirecopy.cleaning.language import language_of
from wirecopy.cleaning.paragraphs import paragraphs_of, plain_line
from wirecopy.cleaning.residue import strip_residue
from wirecopy.cleaning.tree import parse_page
from wirecopy.cleaning.version import VERSION
from wirecopy.cleaning.words import word_count

# What a feed may carry that is no text of the story.
_NOT_TEXT = (
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "svg",
    "figcaption",
    "noscript",
    "template",
    "button",
)
# WordPress ends every entry with it.
_APPEARED_FIRST = re.compile(
    r"(?:The post .{1,300} (?:appeared first|first appeared) on|Der Beitrag .{1,300} erschien zuerst auf) .{1,120}\.?"
)
_BLANK_LINE = re.compile(r"\n\s*\n")
_MOST_LETTERS = 2_000_000


def clean_entry(entry: FeedEntry, *, url: str | None) -> CleanPage:
    """Clean what the feed carries: its content where there is one, else its summary.

    `provenance.extractor` is `feed:content` or `feed:summary`; `url` is where the page should have been.
    """
    paragraphs, extractor = content_paragraphs(entry), "feed:content"
    if not paragraphs:
        paragraphs, extractor = _summary_paragraphs(entry.summary), "feed:summary"
    title = plain_line(entry.title)
    declared = (entry.language or "").partition("-")[0].lower()
    language, language_source = language_of("\n".join(paragraphs), declared or None)
    kept, removed = strip_residue(paragraphs, title=title, authors=entry.authors, language=language)
    text = "\n\n".join(kept)
    present = {
        "title": title,
        "summary": entry.summary,
        "authors": entry.authors,
        "published_at": entry.published_at,
        "modified_at": entry.updated_at,
        "tags": entry.tags,
        "image": entry.image_url,
    }
    fields = {name: "feed" for name, value in present.items() if value}
    if language:
        fields["language"] = "text" if language_source == "text" else "feed"
    return CleanPage(
        url=url,
        title=title,
        text=text,
        summary=entry.summary,
        authors=entry.authors,
        published_at=entry.published_at,
        modified_at=entry.updated_at,
        date_source="feed" if entry.published_at else None,
        language=language,
        tags=entry.tags,
        image=Image(url=entry.image_url) if entry.image_url else None,
        word_count=word_count(text),
        provenance=Provenance(extractor=extractor, version=VERSION, fields=fields, removed=tuple(removed)),
    )


def content_paragraphs(entry: FeedEntry | None) -> list[str]:
    """The paragraphs of an entry's content; none where there is no entry or no content."""
    return _blocks(entry.content_html) if entry is not None and entry.content_html else []


def _summary_paragraphs(summary: str) -> list[str]:
    if "<" in summary and ">" in summary:
        return _blocks(summary)
    return [line for part in _BLANK_LINE.split(summary) if (line := plain_line(part))]


def _blocks(markup: str) -> list[str]:
    # Some feeds escape twice; then the markup shows only after one more turn.
    if "<" not in markup and "&lt;" in markup:
        markup = html.unescape(markup)
    tree = parse_page(markup[:_MOST_LETTERS])
    if tree is None:
        return []
    for element in list(tree.iter(*_NOT_TEXT)):
        if element.getparent() is not None:
            element.drop_tree()
    remove_furniture(tree)
    body = tree.find("body")
    return [p.text for p in paragraphs_of(tree if body is None else body) if not _APPEARED_FIRST.fullmatch(p.text)]
