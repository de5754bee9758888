"""Articles in several pages: the next page of this very article, the view of all in one, and the text put together.

Sites name the next page of an article and the next post of a blog in the same way, rel=next. They are told apart by the
address (the same, with the number of a page) and then by the page (the same headline and date).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml.html import HtmlElement

from schemas.article import CleanPage
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.titles import folded
from wirecopy.cleaning.words import word_count

MOST_PAGES = 10
"""Pages of one article that are put together."""

_NAMED_ALL = ("view-all", "viewall", "single-page")
_RELATIONS = frozenset((*_NAMED_ALL, "next", "canonical", "alternate"))
_NO_RELATION: frozenset[str] = frozenset()
_PARAMETERS = frozenset(
    ("page", "seite", "pagina", "página", "pag", "pg", "side", "sida", "strona", "sayfa", "pagewanted")
)
# `/story/2`, `/story/page/2`, `/story/seite-2`, `/story-2.html`, `/story,2.html`. Not `/story-2`: a blog calls another
# post of the same headline that.
_IN_PATH = re.compile(
    r"(?P<base>.*?)(?P<mark>/(?:(?:page|seite|pagina|pag|side|sida|strona|sayfa|p)[/_=-]?)?(?P<plain>\d{1,2})/?"
    r"|(?P<dash>[-,_])(?:(?:page|seite|pagina|p)[-_]?)?(?P<number>\d{1,2})(?P<suffix>\.(?:s?html?|php|aspx?)))"
)
_ALL = frozenset(
    "all alles alle full single singlepage single-page single_page onepage viewall view-all view_all komplettansicht"
    " complete tout todo tutto".split()
)
_ALL_PARAMETERS = _ALL | {"0"}
# What sites put behind the headline on further pages: "Page 2 of 3", "(Seite 2)", "2/3". Not "Part 2", another story.
_PAGE = r"(?:page|seite|pagina|página|pag\.?|side|sida|strona|sayfa|ページ|页|頁|страница)"
_PAGE_WORDS = re.compile(
    rf"[\s(（【|–—:,-]{{0,4}}(?:{_PAGE}[\s.:]{{0,2}}\d{{1,2}}(?: ?(?:/|of|von|de|di|van|av|z|из) ?\d{{1,2}})?"
    rf"|\d{{1,2}} ?/ ?\d{{1,2}}(?: ?{_PAGE})?)[)）】]?\s*$",
    re.IGNORECASE,
)


class _Place(NamedTuple):
    base: str
    """The address without the number of its page."""
    number: int | None
    """None where it names no page."""


def linked(evidence: Evidence) -> dict[str, list[str]]:
    """The addresses that a page names with a relation which may lead to its other pages, by relation."""
    found: dict[str, list[str]] = {}
    for element in evidence.tree.iter("link", "a"):
        relations = _RELATIONS.intersection((element.get("rel") or "").lower().split())
        href = (element.get("href") or "").strip()
        if relations and href and (address := evidence.absolute(href)):
            for relation in relations - (_NO_RELATION if _is_page(element) else {"alternate"}):
                found.setdefault(relation, []).append(address.partition("#")[0])
    return found


def next_page(links: Mapping[str, Sequence[str]], url: str) -> str | None:
    """The address of the next page of the article at `url` by rel=next, if it is one by its address; else None.

    `links` are those of the page (see `linked`).
    """
    return next((address for address in links.get("next", ()) if _follows(url, address)), None)


def single_page(links: Mapping[str, Sequence[str]], url: str) -> str | None:
    """The view of all pages in one that the page names by rel (canonical, alternate or view-all); None without one."""
    for relation in (*_NAMED_ALL, "canonical", "alternate"):
        for address in links.get(relation, ()):
            is_all = relation in _NAMED_ALL or _is_all_of(address, url)
            if address != url and _origin(address) == _origin(url) and is_all:
                return address
    return None


def continues(first: CleanPage, page: CleanPage) -> bool:
    """Whether `page` is another page of the article that begins with `first`: headline and date are the same.

    A date that was only guessed from words on the page decides nothing. A text it must have.
    """
    if not page.text or not first.title:
        return False
    dated = [
        item
        for item in (first, page)
        if item.published_at and not (item.date_source or "").startswith(("dateline", "page-state"))
    ]
    if len({item.published_at.date() for item in dated if item.published_at}) > 1:
        return False
    ours, theirs = (folded(_PAGE_WORDS.sub("", item.title) or item.title) for item in (first, page))
    return ours == theirs or (min(len(ours), len(theirs)) >= 12 and (ours in theirs or theirs in ours))


def joined(pages: Sequence[CleanPage]) -> CleanPage:
    """One record of the pages of an article in their order: the first one's, with the text and removals of all.

    A paragraph that an earlier page has already is dropped: leads and notes are repeated on every page. `provenance`
    tells the number of pages.
    """
    first = pages[0]
    if len(pages) == 1:
        return first
    kept: list[str] = []
    seen: set[str] = set()
    for page in pages:
        fresh = [text for text in page.text.split("\n\n") if text and folded(text) not in seen]
        seen.update(map(folded, fresh))
        kept += fresh
    text = "\n\n".join(kept)
    removed = tuple(dict.fromkeys(removal for page in pages for removal in page.provenance.removed))
    provenance = first.provenance.model_copy(update={"pages": len(pages), "removed": removed})
    return first.model_copy(update={"text": text, "word_count": word_count(text), "provenance": provenance})


def _is_page(link: HtmlElement) -> bool:
    """Whether an alternate is a page for the same readers: in no other language, for no other medium, no feed."""
    return not (link.get("hreflang") or link.get("media")) and "html" in (link.get("type") or "html")


def _follows(url: str, address: str) -> bool:
    if _origin(url) != _origin(address):
        return False
    for there in _places(address):
        if there.number is None:
            continue
        for here in _places(url):
            if here.base == there.base and there.number == (here.number or 1) + 1:
                return True
    return False


def _places(url: str) -> Iterator[_Place]:
    """Every way to read an address as a page of an article; the first is as no page at all."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    path = parts.path.rstrip("/") or "/"
    yield _Place(_base(path, query), None)
    for index, (name, value) in enumerate(query):
        if name.lower() in _PARAMETERS and value.isascii() and value.isdigit() and len(value) <= 2:
            yield _Place(_base(path, query[:index] + query[index + 1 :]), int(value))
    if found := _IN_PATH.fullmatch(path):
        number = int(found["plain"] or found["number"])
        # `/2024/05` is a month, `/story/2` a page; `/2` alone is the second page of a front page.
        if found["number"] or re.search(r"[^\W\d_]", found["base"].rpartition("/")[2]):
            yield _Place(_base(found["base"] + (found["suffix"] or ""), query), number)


def _base(path: str, query: list[tuple[str, str]]) -> str:
    return f"{path.rstrip('/')}?{urlencode(query)}"


def _is_all_of(address: str, url: str) -> bool:
    """Whether an address is that of the same article with a word for "all of it" in place of a page's number."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    bases = {place.base for place in _places(url)}
    for index, (name, value) in enumerate(query):
        is_all = name.lower() in _PARAMETERS and value.lower() in _ALL_PARAMETERS
        is_flag = name.lower() in _ALL and value.lower() in ("", "1", "true", "yes")
        if (is_all or is_flag) and _base(parts.path, query[:index] + query[index + 1 :]) in bases:
            return True
    head, _, last = parts.path.rstrip("/").rpartition("/")
    return last.lower() in _ALL and _base(head, query) in bases


def _origin(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
