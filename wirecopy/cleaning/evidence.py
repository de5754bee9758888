"""Evidence: what a page states about itself, collected once, before anyone judges it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from wirecopy.cleaning.jsonld import Node, article_of, read_nodes
from wirecopy.cleaning.paragraphs import plain_line

_MOST_VALUES = 200


@dataclass(frozen=True)
class Evidence:
    """A page's tree, its <meta> values by lower-case name, and its JSON-LD. Holds no judgement of its own."""

    tree: HtmlElement
    url: str | None
    metas: dict[str, list[str]]
    nodes: list[Node]
    article: Node
    """The JSON-LD node of the story; {} where there is none."""

    def meta(self, *names: str) -> str:
        """The first value under these names, in their order; empty where there is none."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def absolute(self, address: str) -> str | None:
        """An address made absolute against the page's own; None where that gives no http(s) URL."""
        try:
            joined = urljoin(self.url or "", address.strip())
            parts = urlsplit(joined)
        except ValueError:  # such as an unclosed bracket in the host
            return None
        return joined if parts.scheme in ("http", "https") and parts.netloc else None


def collect(tree: HtmlElement, *, url: str | None) -> Evidence:
    """Read <meta> and JSON-LD of a page once."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = plain_line(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and value and len(metas.setdefault(name, [])) < _MOST_VALUES:
                metas[name].append(value)
    nodes = read_nodes(tree)
    page_title = " ".join([*metas.get("og:title", [])[:1], tree.findtext(".//title") or ""])
    return Evidence(tree, url, metas, nodes, article_of(nodes, url=url, title=page_title))
