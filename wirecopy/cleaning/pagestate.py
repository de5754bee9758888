"""Page state: the story in what a page carries for its own scripts, where the markup has nothing of it.

<script type="application/json">, __NEXT_DATA__, window.STATE = {…} ─▶ strings that are prose, with the keys to them
    ─▶ the keys under which most prose stands ─▶ paragraphs, in their order
<script type="text/template">, <noscript>, <template> ─▶ paragraphs
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from lxml.html import HtmlElement

from wirecopy.cleaning.jsonld import text_paragraphs
from wirecopy.cleaning.paragraphs import paragraphs_of

# A page carries some hundred kilobytes of it; behind that is a shop's catalogue, or a prank.
_LONGEST_SCRIPT, _MOST_SCRIPTS, _MOST_VALUES, _DEEPEST = 3_000_000, 40, 50_000, 40
_SHORTEST_PROSE = 60
_TEMPLATE_TYPES = frozenset(("text/template", "text/html", "text/x-template", "text/x-handlebars-template"))
_ASSIGNED = re.compile(
    r"^\s*(?:(?:window|self|globalThis|var|let|const)\b[\w.\[\]\"'$ ]{0,80}|[\w.$]{1,60})\s*=\s*(?=[{\[])"
)
_ENDS = re.compile(r"[.!?…。！？\"”’»)\]]\s*(?:</\w+>\s*)*$")
# What is said about the page or other pages, not its story.
_OTHER_KEYS = re.compile(
    r"(?i)(?:seo|meta|description|summary|teaser|excerpt|caption|alt|credit|copyright|legal|cookie|consent|privacy|related"
    r"|recommend|comment|author|bio|newsletter|translation|i18n|locale|messages|config|css|style|svg|script|schema)"
)


def state_paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs of the story by the page's own data; none where it carries no text that is long enough.

    Strings under one run of keys, places in lists left aside, belong together; those of most letters are the story.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for value in _values(tree):
        for keys, text in _prose(value):
            if text not in groups[keys]:
                groups[keys].append(text)
    best = max(groups.values(), key=_letters, default=[])
    told = [paragraph for text in best for paragraph in text_paragraphs(text)]
    return max((told, *_templates(tree)), key=_letters)


def _letters(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _templates(tree: HtmlElement) -> Iterator[list[str]]:
    """What the page would write by a script, as markup in a script, or shows to those without scripts."""
    for script in tree.iter("script"):
        if script.text and (script.get("type") or "").lower() in _TEMPLATE_TYPES:
            yield text_paragraphs(script.text[:_LONGEST_SCRIPT])
    for element in tree.iter("noscript", "template"):
        yield [paragraph.text for child in element for paragraph in paragraphs_of(child)]


def _values(tree: HtmlElement) -> Iterator[Any]:
    scripts = [script for script in tree.iter("script") if script.text and len(script.text) > _SHORTEST_PROSE]
    for script in scripts[:_MOST_SCRIPTS]:
        kind = (script.get("type") or "").lower()
        text = script.text[:_LONGEST_SCRIPT].strip()
        if "ld+json" in kind:
            continue
        if assigned := _ASSIGNED.match(text):
            text = text[assigned.end() :].rstrip("; \n\t")
        if text[:1] in ("{", "["):
            try:
                yield orjson.loads(text)
            except orjson.JSONDecodeError:
                continue  # a script that only begins like data


def _prose(value: Any) -> Iterator[tuple[str, str]]:
    """The strings of some length that end as sentences do, each with the keys that lead to it."""
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    met = 0
    while waiting and met < _MOST_VALUES:
        keys, item, depth = waiting.pop()
        met += 1
        if isinstance(item, str):
            if len(item) >= _SHORTEST_PROSE and " " in item.strip() and _ENDS.search(item[-200:]):
                yield keys, item
        elif depth < _DEEPEST and isinstance(item, dict):
            inner = [(f"{keys}.{key}", found, depth + 1) for key, found in item.items() if not _OTHER_KEYS.search(key)]
            waiting.extend(reversed(inner))
        elif depth < _DEEPEST and isinstance(item, list):
            waiting.extend((keys, found, depth + 1) for found in reversed(item))
