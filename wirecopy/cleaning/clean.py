"""One page to one clean record.

bytes ─▶ charset ─▶ tree ─▶ evidence ─▶ metadata ─┐
                     └────▶ story (blocks, each judged) ─▶ residue ─▶ CleanPage
                              └ JSON-LD articleBody, or the feed's content, where the page gives much less
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from schemas.article import CleanPage, Provenance, Removal
from schemas.feed import FeedEntry
from wirecopy.cleaning.bylines import people
from wirecopy.cleaning.comparing import Witnesses
from wirecopy.cleaning.damage import mended
from wirecopy.cleaning.decisions import KEPT, Decision
from wirecopy.cleaning.evidence import Evidence, collect
from wirecopy.cleaning.feedtext import content_paragraphs
from wirecopy.cleaning.jsonld import article_body, text_paragraphs
from wirecopy.cleaning.language import language_of
from wirecopy.cleaning.metadata import Metadata, read_metadata
from wirecopy.cleaning.pagestate import markup_of, state_paragraphs
from wirecopy.cleaning.paragraphs import paragraphs_of
from wirecopy.cleaning.phrases import phrases_for
from wirecopy.cleaning.residue import Stripped, reasons_of, strip_each
from wirecopy.cleaning.secondopinion import get_ready as get_second_opinion_ready
from wirecopy.cleaning.signatures import signatures
from wirecopy.cleaning.sites import Visit
from wirecopy.cleaning.story import find_story, shipped_model, witnesses_of
from wirecopy.cleaning.titles import folded
from wirecopy.cleaning.tree import parse_page
from wirecopy.cleaning.trees import Forest
from wirecopy.cleaning.version import VERSION
from wirecopy.cleaning.walls import is_cut_off
from wirecopy.cleaning.words import word_count
from wirecopy.records.charset import decode
from wirecopy.records.text import stream_safe

# Other witnesses of the text take over where the extraction has less than this share of their letters; below it, on
# development pages, the extraction had missed the story, above it the witness had more than the story.
_FAILED_SHARE = 0.5
# A summary under the name of articleBody or content is no text of the story.
_LEAST_LETTERS = 400
# Blocks before and behind the story whose removal is worth a line on the record, and how many lines at most.
_AROUND, _MOST_REMOVED = 3, 200
_LONGEST_NAMED = 300


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
    return judge_page(evidence, size=size, entry=entry, headers=headers, visit=visit).page


def get_ready() -> None:
    """Load what pages need, for who has many and starts processes for them: else each would load it with its first."""
    shipped_model()
    phrases_for("en")
    get_second_opinion_ready()


class Judgement(NamedTuple):
    """A clean page, and what became of each of its blocks."""

    page: CleanPage
    decisions: list[Decision]


def judge_page(
    evidence: Evidence,
    *,
    size: int,
    entry: FeedEntry | None = None,
    headers: Mapping[str, str] | None = None,
    visit: Visit | None = None,
    model: Forest | None = None,
) -> Judgement:
    """`clean_evidence`, with the decisions by which the text was made.

    Where another witness stood in for the page's blocks, all of these are dropped, and the text is that witness's.
    """
    url = evidence.url
    metadata = read_metadata(evidence, size=size, headers=headers)
    witnesses = witnesses_of(evidence, entry)
    decisions, method = find_story(evidence.tree, witnesses, url=url, visit=visit, model=model)
    own = f"page:{method}"
    kept = [decision for decision in decisions if decision.text]
    paragraphs, extractor = [decision.text for decision in kept], own
    if other := _better_witness(paragraphs, evidence, entry, partial(_story_in, witnesses=witnesses, model=model)):
        paragraphs, extractor = other
    language, language_source = language_of("\n".join(paragraphs), metadata.declared_language)
    if not metadata.authors:
        lines = _lines_around(decisions) if extractor == own else ([], paragraphs, [])
        if signed := people(signatures(*lines), site_name=metadata.site_name):
            metadata = replace(metadata, authors=signed, sources={**metadata.sources, "authors": "signature"})
    stripped = strip_each(paragraphs, title=metadata.title, authors=metadata.authors, language=language)
    _strip_kicker(stripped, metadata.section)
    if extractor == own:
        for decision, left in zip(kept, stripped, strict=True):
            decision.text, decision.removed = left
    else:
        for decision in kept:
            decision.text, decision.removed = "", (Removal(text=decision.text, reason="other-witness"),)
    sources = dict(metadata.sources)
    if language_source == "text":
        sources["language"] = "text"
    text = "\n\n".join(left.text for left in stripped if left.text)
    words = word_count(text)
    if metadata.paywalled is None and is_cut_off(evidence, words):
        metadata = replace(metadata, paywalled=True)
        sources["paywalled"] = "wording"
    if extractor == own:
        within = _within(decisions)
        _name_by_words((decision for decision in within if decision.chance < KEPT), metadata, language)
        removed = list(islice((gone for decision in within for gone in decision.removals()), _MOST_REMOVED))
    else:
        removed = [gone for left in stripped for gone in left.removed]
    provenance = Provenance(
        extractor=extractor,
        version=VERSION,
        fields=sources,
        removed=tuple(removed),
        site_learned=None if visit is None else visit.memory.learned,
    )
    page = _page(metadata, url=url, language=language, text=text, words=words, provenance=provenance)
    return Judgement(page, decisions)


def _lines_around(decisions: Sequence[Decision]) -> tuple[list[str], list[str], list[str]]:
    """The lines before the story, within it, kept or not, and behind it."""
    lines = [decision.block.text for decision in decisions]
    kept = [index for index, decision in enumerate(decisions) if decision.text]
    first, behind = (kept[0], kept[-1] + 1) if kept else (0, 0)
    return lines[max(first - _AROUND, 0) : first], lines[first:behind], lines[behind : behind + _AROUND]


def _strip_kicker(stripped: list[Stripped], section: str | None) -> None:
    """Take out, in place, the section's name above the headline: further down it would be a heading."""
    first = next((index for index, left in enumerate(stripped) if left.text), None)
    if first is not None and section and folded(stripped[first].text) == folded(section):
        text, removed = stripped[first]
        stripped[first] = Stripped("", (*removed, Removal(text=text, reason="kicker")))


def _better_witness(
    paragraphs: list[str], evidence: Evidence, entry: FeedEntry | None, read: Callable[[Sequence[str]], list[str]]
) -> tuple[list[str], str] | None:
    """The story's paragraphs by a witness that has much more of it than the page's blocks, and which that is:
    `page:json-ld`, `feed:content`, `page:state` whose texts `read` reads, or `page:none` where nobody has a text; None
    where the blocks have it."""
    best: tuple[list[str], str] | None = None
    letters = _letters(paragraphs)
    for others, extractor in (
        (article_body(evidence.article), "page:json-ld"),
        (content_paragraphs(entry), "feed:content"),
    ):
        more = _letters(others)
        if more >= _LEAST_LETTERS and letters < more * _FAILED_SHARE:
            best, letters = (others, extractor), more
    if letters < _LEAST_LETTERS:
        # A page that scripts fill: hardly any text of its own.
        state = state_paragraphs(evidence.tree, read)
        if _letters(state) >= _LEAST_LETTERS:
            return state, "page:state"
    return best if best or paragraphs else ([], "page:none")


def _story_in(texts: Sequence[str], witnesses: Witnesses, model: Forest | None) -> list[str]:
    """The paragraphs of texts in the page's data; of markup, which has captions and the like in it, those of the story
    unless they are hardly any."""
    tree = parse_page(markup_of(texts))
    if tree is None:
        return [line for text in texts for line in text_paragraphs(text)]
    whole = [paragraph.text for paragraph in paragraphs_of(tree)]
    decisions = find_story(tree, replace(witnesses, bodies=()), model=model).decisions
    story = [decision.text for decision in decisions if decision.text]
    return story if _letters(story) >= _letters(whole) * _FAILED_SHARE else whole


def _letters(paragraphs: Sequence[str]) -> int:
    """Letters, and a few marks on each: ten thousand on one letter are no text."""
    return sum(len(stream_safe(text)) for text in paragraphs)


def _within(decisions: Sequence[Decision]) -> list[Decision]:
    """Those from the first kept block to the last, and a little around: what stands further off is the page's, and
    nobody would take it for the story."""
    places = [index for index, decision in enumerate(decisions) if decision.text]
    return list(decisions[max(places[0] - _AROUND, 0) : places[-1] + 1 + _AROUND]) if places else []


def _name_by_words(dropped: Iterable[Decision], metadata: Metadata, language: str | None) -> None:
    """Give dropped blocks, in place, the reason that their words tell: "age-notice" says more than "not-story"."""
    short = [decision for decision in dropped if len(decision.block.text) <= _LONGEST_NAMED]
    lines = [decision.block.text for decision in short]
    reasons = reasons_of(lines, title=metadata.title, authors=metadata.authors, language=language)
    for decision, reason in zip(short, reasons, strict=True):
        if reason and decision.judged.reason is None:
            decision.removed = (Removal(text=mended(decision.block.text), reason=reason),)


def _page(
    metadata: Metadata, *, url: str | None, language: str | None, text: str, words: int, provenance: Provenance
) -> CleanPage:
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
        word_count=words,
        provenance=provenance,
    )
