"""One page to one clean record.

bytes ─▶ charset ─▶ tree ─▶ evidence ─▶ metadata ─┐
                     └────▶ extract ─▶ paragraphs ─▶ residue ─▶ CleanPage
                              └ JSON-LD articleBody, or the feed's content, where the page gives much less
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.article import CleanPage, Provenance, Removal
from schemas.feed import FeedEntry
from wirecopy.cleaning.evidence import Evidence, collect
from wirecopy.cleaning.extract import extract
from wirecopy.cleaning.feedtext import content_paragraphs
from wirecopy.cleaning.jsonld import article_body
from wirecopy.cleaning.language import language_of
from wirecopy.cleaning.metadata import Metadata, read_metadata
from wirecopy.cleaning.residue import strip_residue
from wirecopy.cleaning.sites import Visit
from wirecopy.cleaning.titles import folded
from wirecopy.cleaning.tree import parse_page
from wirecopy.cleaning.version import VERSION
from wirecopy.cleaning.walls import is_cut_off
from wirecopy.cleaning.words import word_count
from wirecopy.records.charset import decode

# Other witnesses of the text take over where the extraction has less than this share of their letters; below it, on
# development pages, the extraction had missed the story, above it the witness had more than the story.
_FAILED_SHARE = 0.5
# A summary under the name of articleBody or content is no text of the story.
_LEAST_LETTERS = 400


def clean(
    html: bytes | str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    entry: FeedEntry | None = None,
    headers: Mapping[str, str] | None = None,
    visit: Visit | None = None,
) -> CleanPage:
    """Clean one page: `html` as it came (bytes with the HTTP `content_type`, or text), `url` after redirects.

    `entry` is what the feed said of it; its content stands in where the page holds much less. `headers` are those of
    the response that speak of rights (see `rights.telling_headers`). `visit` brings what is known of the site, and
    takes home what the page teaches of it. Times are aware UTC, text is paragraphs joined by a blank line, and
    `provenance` tells each field's source and each removal. Never raises on bad markup; a page without an article gives
    an empty text.
    """
    markup = decode(html, content_type).text if isinstance(html, bytes) else html
    tree = parse_page(markup)
    if tree is None:
        return CleanPage(url=url, provenance=Provenance(extractor="page:none", version=VERSION))
    return clean_evidence(collect(tree, url=url), size=len(markup), entry=entry, headers=headers, visit=visit)


def clean_evidence(
    evidence: Evidence,
    *,
    size: int,
    entry: FeedEntry | None = None,
    headers: Mapping[str, str] | None = None,
    visit: Visit | None = None,
) -> CleanPage:
    """`clean` for a page of `size` characters whose evidence has been collected."""
    url = evidence.url
    metadata = read_metadata(evidence, size=size, headers=headers)
    paragraphs, extractor = story(evidence, entry)
    language, language_source = language_of("\n".join(paragraphs), metadata.declared_language)
    kept, removed = strip_residue(paragraphs, title=metadata.title, authors=metadata.authors, language=language)
    if kept and metadata.section and folded(kept[0]) == folded(metadata.section):
        # The section's name above the headline, which a heading or two lines further down is no news.
        removed.insert(0, Removal(text=kept.pop(0), reason="kicker"))
    sources = dict(metadata.sources)
    if language_source == "text":
        sources["language"] = "text"
    text = "\n\n".join(kept)
    if metadata.paywalled is None and is_cut_off(evidence, text):
        metadata = replace(metadata, paywalled=True)
        sources["paywalled"] = "wording"
    provenance = Provenance(extractor=extractor, version=VERSION, fields=sources, removed=tuple(removed))
    return _page(metadata, url=url, language=language, text=text, provenance=provenance)


def story(evidence: Evidence, entry: FeedEntry | None) -> tuple[list[str], str]:
    """The story's paragraphs by the best witness, and which that was.

    `page:trafilatura`, `page:json-ld`, `feed:content`, or `page:none` where nobody has a text.
    """
    found = extract(evidence.tree, url=evidence.url)
    best = [paragraph.text for paragraph in found.paragraphs], f"page:{found.method}"
    for paragraphs, extractor in (
        (article_body(evidence.article), "page:json-ld"),
        (content_paragraphs(entry), "feed:content"),
    ):
        letters = _letters(paragraphs)
        if letters >= _LEAST_LETTERS and _letters(best[0]) < letters * _FAILED_SHARE:
            best = paragraphs, extractor
    return best if best[0] else ([], "page:none")


def _letters(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _page(metadata: Metadata, *, url: str | None, language: str | None, text: str, provenance: Provenance) -> CleanPage:
    return CleanPage(
        url=url,
        canonical_url=metadata.canonical_url,
        site_name=metadata.site_name,
        title=metadata.title,
        text=text,
        summary=metadata.summary,
        authors=metadata.authors,
        published_at=metadata.published_at,
        modified_at=metadata.modified_at,
        date_source=metadata.date_source,
        language=language,
        section=metadata.section,
        tags=metadata.tags,
        image=metadata.image,
        paywalled=metadata.paywalled,
        rights=metadata.rights,
        word_count=word_count(text),
        provenance=provenance,
    )
