"""Evidence: what a page states about itself, collected once, before anyone judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from wirecopy.cleaning.jsonld import Node, article_of, first_string, read_nodes
from wirecopy.cleaning.marks import Marks, read_marks
from wirecopy.cleaning.paragraphs import plain_line

_KEPT = ("link", "a", "h1", "h2", "h3", "time", "figure")
_MOST_VALUES = 200
# A flood of links or figures says no more than the first thousand.
_MOST_ELEMENTS = 2_000
_MOST_HEADINGS = 12
_LEAST_LETTERS, _MOST_COMPARED = 8, 200
# Where people who write English put the day first.
_DAY_FIRST = tuple(".uk .au .nz .ie .in .za .ng .ke .gh .pk .lk .bd .my .sg .hk .eu".split())


@dataclass(frozen=True)
class Evidence:
    """A page's tree, its <meta> values by lower-case name, its JSON-LD, and its telling elements by tag.

    Holds no judgement of its own.
    """

    tree: HtmlElement
    url: str | None
    metas: dict[str, list[str]]
    nodes: list[Node]
    article: Node
    """The JSON-LD node of the story; {} where there is none."""
    window_title: str = ""
    """The text of <title>."""
    elements: dict[str, list[HtmlElement]] = field(default_factory=dict)
    """The <link>, <a rel>, <h1> to <h3>, <time> and <figure> elements, each kind in document order."""

    @cached_property
    def programs(self) -> list[str]:
        """Scripts that speak of publishing: a page's state, as its own program reads it. They are most of many a page,
        and few pages need a look at them."""
        texts = (script.text for script in self.tree.iter("script") if not _is_json_ld(script))
        return [text for text in texts if text and "ublish" in text]

    @cached_property
    def marks(self) -> Marks:
        """What elements say of themselves by itemprop, rel and class. Read when first asked for: many pages need no
        look at them."""
        return read_marks(self.tree)

    @cached_property
    def headline(self) -> HtmlElement | None:
        """The heading that holds most of the title (the site's name may stand in another); else the only <h1>."""
        title = f"{self.window_title} {self.meta('og:title')} {first_string(self.article, 'headline')}".lower()
        best, most = None, _LEAST_LETTERS
        for tag in ("h1", "h2", "h3"):
            for heading in self.all(tag)[:_MOST_HEADINGS]:
                text = plain_line("".join(heading.itertext())).lower()
                if len(text) > most and text[:_MOST_COMPARED] in title:
                    best, most = heading, len(text)
        headings = self.all("h1")
        return headings[0] if best is None and len(headings) == 1 else best

    @cached_property
    def around_headline(self) -> frozenset[HtmlElement]:
        """The elements that hold the headline: whatever they are named, they are no sidebar."""
        return frozenset() if self.headline is None else frozenset(self.headline.iterancestors())

    @cached_property
    def month_first(self) -> bool:
        """Whether 05/03/2024 is the third of May here: in English of no other country than the United States."""
        declared = self.tree.get("lang") or self.meta("og:locale", "content-language", "language")
        language, _, country = declared.lower().replace("_", "-").partition("-")
        host = urlsplit(self.url or "").hostname or "" if "[" not in (self.url or "") else ""
        if language != "en" or country[:2] == "us":
            return language == "en" or host.endswith((".gov", ".mil", ".us"))
        return not country[:2] and not host.endswith(_DAY_FIRST)

    def meta(self, *names: str) -> str:
        """The first value under these names, in their order; empty where there is none."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def all(self, tag: str) -> list[HtmlElement]:
        """The elements with one of the tags kept in `elements`."""
        return self.elements.get(tag, [])

    def absolute(self, address: str) -> str | None:
        """An address made absolute against the page's own; None where that gives no http(s) URL."""
        try:
            joined = urljoin(self.url or "", address.strip())
            parts = urlsplit(joined)
        except ValueError:  # such as an unclosed bracket in the host
            return None
        return joined if parts.scheme in ("http", "https") and parts.netloc else None


def collect(tree: HtmlElement, *, url: str | None) -> Evidence:
    """Read a page once: <meta>, JSON-LD, title, and the elements that fields are read from."""
    metas: dict[str, list[str]] = {}
    scripts: list[str] = []
    elements: dict[str, list[HtmlElement]] = {tag: [] for tag in _KEPT}
    title = ""
    for element in tree.iter("meta", "script", "title", *_KEPT):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, metas)
        elif tag == "script":
            if _is_json_ld(element) and (text := element.text):
                scripts.append(text)
        elif tag == "title":
            title = title or plain_line(element.text or "")
        elif (tag != "a" or element.get("rel")) and len(elements[tag]) < _MOST_ELEMENTS:
            elements[tag].append(element)
    nodes = read_nodes(scripts)
    page_title = " ".join([*metas.get("og:title", [])[:1], title])
    return Evidence(tree, url, metas, nodes, article_of(nodes, url=url, title=page_title), title, elements)


def _is_json_ld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _read_meta(element: HtmlElement, metas: dict[str, list[str]]) -> None:
    value = plain_line(element.get("content") or element.get("value") or "")
    if not value:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (element.get(attribute) or "").strip().lower()
        # Some write two names into one attribute: property="og:title twitter:title".
        names = name.split()[:4] if name.count(":") > name.count(" ") > 0 else [name] if name else []
        for one in names:
            if len(values := metas.setdefault(one, [])) < _MOST_VALUES:
                values.append(value)
