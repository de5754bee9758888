"""Clean copy to draft: one article out of what its page and its feed say, each field by evidence.

addresses ─▶ title ─▶ text ─▶ dates ─▶ authors, summary, tags ─▶ language ─▶ Draft
    └ no-url, walls      └ no-title └ no-text, too-short
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from schemas.article import CleanPage, Draft, Image, Source
from schemas.entry import CleanCopy
from schemas.feed import FeedEntry
from schemas.wall import Wall
from wirecopy.errors import Rejected
from wirecopy.records.addresses import Addresses, is_front_page, settle_addresses
from wirecopy.records.authors import clean_authors
from wirecopy.records.dates import Dated, settle_date, settle_modified
from wirecopy.records.language import language_of
from wirecopy.records.reasons import Reason
from wirecopy.records.text import content_hash, fold, word_count
from wirecopy.records.titles import settle_title
from wirecopy.records.urls import host_name

SHORT_WORDS = 25
"""Under this a page's text may be no article at all, but a caption or a prompt, and the feed is asked."""
LEAST_WORDS = 8
"""The shortest news: "Quake of magnitude 5.1 shakes the north coast." Under this there is nothing to store."""
FULL_WORDS = 120
"""From here on a feed's own content passes for the whole story: it may stand in for a page that can't be had."""
_SUMMARY_LETTERS = 1000
_TAG_LETTERS, _TAGS = 60, 30
_WALLS = frozenset(Wall)
# Sources of a page's date that had to be searched for.
_AMONG_WORDS = frozenset(("dateline", "page-state"))
_SAME_MOMENT, _LONG_BEFORE = timedelta(minutes=10), timedelta(days=1)


class _Text(NamedTuple):
    text: str
    words: int
    source: str


def normalize(copy: CleanCopy, *, now: datetime) -> Draft:
    """Make a draft out of clean copy; `now` is the clock, aware. Raises Rejected with a slug of `Reason`.

    `provenance.fields` names each field's source, and under `<field>.refused` what was not believed and why.
    Where a wall stands in the page's place (`Wall`) only a feed that carries the story itself, in 120 words or more,
    gives a record: a summary would pass for an article that nobody can read. A text under 25 words is stored only where
    the feed bears it out: where it is the feed's own, or says what the feed's summary says. Where the summary says
    more, it takes the text's place.
    """
    page, item = copy.page, copy.item
    sources = dict(page.provenance.fields)
    addresses = _addresses(copy)
    if copy.pull_error in _WALLS and word_count(page.text) < FULL_WORDS:
        raise Rejected(copy.pull_error, f"{copy.url} leads to a wall, and the feed has {word_count(page.text)} words")
    host = host_name(addresses.url)
    title = settle_title(
        page.title, item.title, page_source=sources.get("title", "page"), site_name=page.site_name, host=host
    )
    if not title.text:
        raise Rejected(Reason.NO_TITLE, addresses.url)
    text = _text(page, item)
    sources |= {"url": "final" if page.url else "feed", "title": title.source, "text": text.source}
    sources["canonical_url"] = addresses.canonical_source
    if addresses.refused:
        sources["canonical_url.refused"] = addresses.refused

    # No page tells of what happened after it was fetched, however late it is worked on.
    latest = min(now, copy.fetched_at)
    published = _published(copy, now=latest)
    modified = settle_modified(
        [(page.modified_at, sources.get("modified_at", "page")), (item.updated_at, "feed")],
        published_at=published.moment,
        now=latest,
    )
    for name, dated in (("published_at", published), ("modified_at", modified)):
        _note(sources, name, dated.source)
        if dated.source != page.provenance.fields.get(name):
            for detail in ("zone", "day"):
                sources.pop(f"{name}.{detail}", None)
        refused = [text for text in (sources.get(f"{name}.refused", ""), *dated.refused) if text]
        _note(sources, f"{name}.refused", "; ".join(dict.fromkeys(refused)))

    # What cleaning made of a page has no site's name in it but where a person's blog is called like that person.
    of_feed = page.provenance.extractor.startswith("feed:")
    authors = clean_authors(page.authors, site_name=page.site_name if of_feed else None)
    if not authors:
        authors = clean_authors(item.authors, site_name=page.site_name)
        _note(sources, "authors", "feed" if authors else None)
    summary = page.summary
    if not summary and 0 < len(item.summary) <= _SUMMARY_LETTERS:
        summary = item.summary
        sources["summary"] = "feed"
    language = language_of(text.text, [(page.language, sources.get("language", "page")), (item.language, "feed")])
    _note(sources, "language", language.source)
    paywalled = page.paywalled
    if paywalled is None and item.paywalled is not None:
        paywalled = item.paywalled
        sources["paywalled"] = "feed"
    image = page.image
    if image is None and item.image_url:
        image = Image(url=item.image_url)
        sources["image"] = "feed"

    return Draft(
        url=addresses.url,
        canonical_url=addresses.canonical,
        url_keys=addresses.keys,
        source=Source(host=host, name=page.site_name, feed_id=copy.feed_id),
        title=title.text,
        text=text.text,
        summary=summary,
        authors=authors,
        published_at=published.moment,
        modified_at=modified.moment,
        date_source=published.source,
        language=language.code,
        section=page.section,
        tags=_tags([*page.tags, *item.tags]),
        image=image,
        paywalled=paywalled,
        rights=page.rights,
        word_count=text.words,
        content_hash=content_hash(text.text),
        provenance=page.provenance.model_copy(update={"fields": sources}),
    )


def _addresses(copy: CleanCopy) -> Addresses:
    from_page = not copy.page.provenance.extractor.startswith("feed:")
    final = copy.page.url if from_page else None
    addresses = settle_addresses(
        copy.url or copy.item.url, final, copy.page.canonical_url if from_page else None, entry_key=copy.item.key
    )
    if addresses is None:
        raise Rejected(Reason.NO_URL, copy.url[:200])
    if from_page and is_front_page(addresses.url) and not is_front_page(copy.url):
        raise Rejected(Wall.REDIRECTED_HOME, f"{copy.url} led to {addresses.url}")
    return addresses


def _published(copy: CleanCopy, *, now: datetime) -> Dated:
    """The day of publication by what page and feed say of it.

    What a page writes for machines, or into its address, comes before the feed; what was only found among its words or
    in its scripts comes after it. A page that was "published" when it was fetched, while the feed had it a day before,
    prints the clock.
    """
    page, feed = (copy.page.published_at, copy.page.date_source or "page"), (copy.item.published_at, "feed")
    if page[0] is None or feed[0] is None:
        return settle_date([page, feed], now=now)
    if abs(copy.fetched_at - page[0]) < _SAME_MOMENT and copy.fetched_at - feed[0] > _LONG_BEFORE:
        settled = settle_date([feed], now=now)
        return settled._replace(refused=(f"{page[1]} says the moment of fetching", *settled.refused))
    is_weak = page[1].partition(":")[0] in _AMONG_WORDS
    return settle_date([feed, page] if is_weak else [page, feed], now=now)


def _text(page: CleanPage, item: FeedEntry) -> _Text:
    """The page's text or, where that is next to nothing, the feed's summary."""
    text, summary = page.text.strip(), item.summary.strip()
    words, summary_words = word_count(text), word_count(summary)
    if words == 0 and summary_words == 0:
        raise Rejected(Reason.NO_TEXT)
    if words >= SHORT_WORDS:
        return _Text(text, words, page.provenance.extractor)
    of_feed = page.provenance.extractor.startswith("feed:")
    if summary_words > words and not of_feed:
        text, words, of_feed = summary, summary_words, True
        extractor = "feed:summary"
    else:
        extractor = page.provenance.extractor
    if words < LEAST_WORDS or not (of_feed or _bears_out(summary, text)):
        raise Rejected(Reason.TOO_SHORT, f"{words} words")
    return _Text(text, words, extractor)


def _bears_out(summary: str, text: str) -> bool:
    """Whether most of the text's words are in the feed's summary."""
    words = set(fold(text).split())
    return len(words & set(fold(summary).split())) > len(words) / 2


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for tag in tags:
        name = " ".join(tag.split()).lstrip("#")
        key = fold(name)
        if key and len(name) <= _TAG_LETTERS:
            kept.setdefault(key, name)
    return tuple(kept.values())[:_TAGS]


def _note(sources: dict[str, str], field: str, source: str | None) -> None:
    if source:
        sources[field] = source
    else:
        sources.pop(field, None)
