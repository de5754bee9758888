"""JSON-LD: what a page says of itself in schema.org's words, however badly it is written down."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from wirecopy.cleaning.paragraphs import paragraphs_of, plain_line
from wirecopy.cleaning.tree import parse_page

Node = dict[str, Any]

# A page carries a few kilobytes of it; a shop's catalogue or a prank carries megabytes.
_LONGEST_SCRIPT = 2_000_000
_MOST_NODES = 2_000
# Types of schema.org that stand for the story itself.
_ARTICLE_TYPES = re.compile(
    r"(?:^|[/:])(?:\w*Article|\w*BlogPosting|Report|SocialMediaPosting|\w*Review|MedicalWebPage)$"
)
_OPENING = re.compile(r"\s*(?:/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[|<!--)")
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|li|strong|em|a)\b[^>]{0,300}>", re.I)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def read_nodes(scripts: Iterable[str]) -> list[Node]:
    """Every object of a page's JSON-LD in document order, outer before inner; unreadable scripts give none."""
    nodes: list[Node] = []
    letters = 0
    for script in scripts:
        letters += len(script)
        nodes.extend(_objects(_loads(script[:_LONGEST_SCRIPT])))
        if len(nodes) >= _MOST_NODES or letters >= _LONGEST_SCRIPT:
            break
    return nodes[:_MOST_NODES]


def article_of(nodes: list[Node], *, url: str | None, title: str) -> Node:
    """The node that stands for this page's story, else {}.

    Pages also describe the stories they link to: the one that names this page's address or headline wins, then the one
    that says most.
    """
    articles = [node for node in nodes if is_article(node)]
    if not articles:
        return {}
    return max(
        articles, key=lambda node: (_names_page(node, url, title), "headline" in node or "name" in node, len(node))
    )


def is_article(node: Node) -> bool:
    """Whether the node's type is an article's."""
    return any(_ARTICLE_TYPES.search(name) for name in strings(node.get("@type")))


def strings(value: object) -> list[str]:
    """The non-empty strings of a value that may be one, a list of them, or a language map ({"@value": ...})."""
    found: list[str] = []
    for item in value[:200] if isinstance(value, list) else [value]:
        said = item.get("@value") if isinstance(item, dict) else item
        if isinstance(said, str) and (text := " ".join(html.unescape(said).split())):
            found.append(text)
    return found


def first_string(node: Node, *names: str) -> str:
    """The first non-empty string under these names, else an empty one."""
    return next((text for name in names for text in strings(node.get(name))), "")


def nodes_under(node: Node, name: str, nodes: list[Node]) -> list[Node]:
    """The objects under a name, references by @id resolved; a bare string becomes {"name": string}."""
    value = node.get(name)
    found: list[Node] = []
    for item in value[:200] if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            found.append({"name": html.unescape(item)})
        elif isinstance(item, dict):
            target = item.get("@id")
            if set(item) <= {"@id", "@type"} and isinstance(target, str):
                found.extend([other for other in nodes if other.get("@id") == target and len(other) > len(item)][:1])
            else:
                found.append(item)
    return found


def _names_page(node: Node, url: str | None, title: str) -> int:
    entity = node.get("mainEntityOfPage")
    addresses = strings(node.get("url")) + strings(node.get("@id")) + strings(entity)
    if isinstance(entity, dict):
        addresses += strings(entity.get("@id")) + strings(entity.get("url"))
    here = _path(url)
    by_address = bool(here) and any(_path(address) == here for address in addresses)
    headline = first_string(node, "headline", "name").lower()
    return 2 * by_address + (len(headline) > 8 and headline in title.lower())


def _path(url: str | None) -> str:
    return re.sub(r"^https?://(?:www\.)?|[#?].*$|/+$", "", url or "")


def _loads(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    inner = _unwrapped(text)
    for candidate in (inner, html.unescape(inner), _TRAILING_COMMA.sub("", inner)):
        try:
            return orjson.loads(candidate)
        except orjson.JSONDecodeError:
            pass
        # Raw line breaks inside strings, several objects in a row, rubbish behind the last one.
        if values := list(_values(candidate)):
            return values
    return None


def _unwrapped(text: str) -> str:
    """A script without the comment or CDATA marks around it, and without a semicolon behind it."""
    opening = _OPENING.match(text)
    inner = (text[opening.end() :] if opening else text).rstrip().removesuffix(";").rstrip()
    if inner.endswith("*/"):
        inner = inner[: inner.rfind("/*")].rstrip()
    for end in ("-->", "]]>", "//"):
        inner = inner.removesuffix(end).rstrip()
    return inner


def _values(text: str) -> Iterator[object]:
    decoder = json.JSONDecoder(strict=False)
    position = 0
    while (match := re.compile(r"[\s,;]*(?=[{\[])").match(text, position)) is not None:
        try:
            value, position = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield value


def _objects(value: object) -> list[Node]:
    found: list[Node] = []
    waiting = [value]
    while waiting and len(found) < _MOST_NODES:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item[:_MOST_NODES]))
        elif isinstance(item, dict):
            found.append(item)
            waiting.extend(inner for inner in reversed(list(item.values())) if isinstance(inner, dict | list))
    return found


def article_body(article: Node) -> list[str]:
    """The paragraphs of a node's articleBody, which is plain text or HTML; none where there is no body."""
    body = article.get("articleBody") or article.get("text")
    return text_paragraphs(body) if isinstance(body, str) else []


def is_markup(text: str) -> bool:
    """Whether a text has tags of paragraphs and the like."""
    return _MARKUP.search(text) is not None


def text_paragraphs(body: str) -> list[str]:
    """The paragraphs of a text in a page's data, which is plain or HTML, and often escaped once more."""
    text = html.unescape(body)
    if is_markup(text):
        tree = parse_page(text)
        return [] if tree is None else [paragraph.text for paragraph in paragraphs_of(tree)]
    return [line for part in text.splitlines() if (line := plain_line(part))]
