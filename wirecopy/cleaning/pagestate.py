"""Page state: the story in what a page carries for its own scripts, where the markup has nothing of it.

<script type="application/json">, __NEXT_DATA__, window.STATE = {…}, JSON.parse("…"), queue.push({…}), React's rows
    ─▶ strings that are prose, with the keys to them ─▶ the keys under which most prose stands ─▶ paragraphs, in order
<script type="text/template">, <noscript>, <template> ─▶ paragraphs
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import orjson
from lxml.html import HtmlElement

from wirecopy.cleaning.jsonld import is_markup, text_paragraphs
from wirecopy.cleaning.paragraphs import paragraphs_of

# A page carries some hundred kilobytes of it; behind that is a shop's catalogue, or a prank.
_LONGEST_SCRIPT, _MOST_SCRIPTS, _MOST_VALUES, _DEEPEST = 3_000_000, 400, 50_000, 40
_SHORTEST_PROSE = 60
_LONG_MARKUP = 400
_TEMPLATE_TYPES = frozenset(("text/template", "text/html", "text/x-template", "text/x-handlebars-template"))
# Where a script hands data over: to a name, to a function that reads JSON from a string, to a queue.
_HANDED = re.compile(r"(?:[\w$\])]\s*=|\.push\()\s*(?=[{\[])|\bJSON\.parse\(\s*(?=\")")
_MOST_HANDED, _MOST_FAILURES = 200, 20
_DECODER = json.JSONDecoder(strict=False)
# What React streams to a page: `self.__next_f.push([1, "…"])`, all strings of which are one text, of rows with a
# number, a colon, and JSON or a text of so many bytes (react-server, ReactFlightClient).
_FLIGHT = "__next_f"
_ROW = re.compile(r"[0-9a-f]{1,8}:(?:T(?P<size>[0-9a-f]{1,8}),|(?=[\[{]))")
_ENDS = re.compile(r"[.!?…。！？\"”’»)\]]\s*(?:</\w+>\s*)*$")
# What is said about the page or other pages, not its story.
_OTHER_KEYS = re.compile(
    r"(?i)(?:seo|meta|description|summary|teaser|excerpt|caption|alt|credit|copyright|legal|cookie|consent|privacy|related"
    r"|recommend|comment|author|bio|newsletter|translation|i18n|locale|messages|config|css|style|svg|script|schema)"
)


def markup_of(texts: Sequence[str]) -> str:
    """Strings of which one at least is markup as one piece of markup, to be read at once; else nothing."""
    read = [(text, is_markup(text)) for text in map(html.unescape, texts)]
    if not any(has_tags for _, has_tags in read):
        return ""
    return "".join(f"<div>{text if has_tags else html.escape(text)}</div>" for text, has_tags in read)


def state_paragraphs(tree: HtmlElement, read: Callable[[Sequence[str]], list[str]]) -> list[str]:
    """The paragraphs of the story by the page's own data; none where it carries no text that is long enough.

    Strings under one run of keys, places in lists left aside, belong together; those of most letters are the story.
    `read` makes paragraphs of them.
    """
    groups: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for value in _values(tree):
        for keys, text in _prose(value):
            groups[keys].setdefault(text)
    best = list(max(groups.values(), key=_letters, default={}))
    return max((read(best), *_templates(tree)), key=_letters)


def _letters(texts: Iterable[str]) -> int:
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
    flight: list[str] = []
    for script in scripts[:_MOST_SCRIPTS]:
        kind = (script.get("type") or "").lower()
        text = script.text[:_LONGEST_SCRIPT].strip()
        if "ld+json" in kind:
            continue
        if text[:1] in ("{", "["):
            try:
                yield orjson.loads(text)
            except orjson.JSONDecodeError:
                continue  # a script that only begins like data
        elif _FLIGHT in text[:200]:
            flight += (part for value in _handed(text) if isinstance(value, list) for part in value[1:2])
        else:
            yield from _handed(text)
    yield from _rows("".join(part for part in flight if isinstance(part, str))[:_LONGEST_SCRIPT])


def _handed(text: str) -> Iterator[Any]:
    """The data that a script hands over. Gives up on one that mostly hands over what only looks like data."""
    at = failures = 0
    for _ in range(_MOST_HANDED):
        start = _HANDED.search(text, at)
        if start is None or failures > _MOST_FAILURES:
            return
        try:
            value, at = _DECODER.raw_decode(text, start.end())
            yield orjson.loads(value) if isinstance(value, str) and start[0].startswith("JSON") else value
        except (ValueError, RecursionError):
            failures += 1
            at = max(at, start.end())


def _rows(flight: str) -> Iterator[Any]:
    """The values of React's rows; a text's length is in bytes."""
    data, at = flight.encode("utf-8", "replace"), 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        row = _ROW.match(data[at : at + 20].decode("ascii", "replace"))
        if row and row["size"]:
            begin = at + row.end()
            end = begin + int(row["size"], 16)
            yield data[begin:end].decode("utf-8", "replace")
            at = end
            continue
        if row:
            with suppress(orjson.JSONDecodeError):  # a row that was cut
                yield orjson.loads(data[at + row.end() : end])
        at = end + 1


def _prose(value: Any) -> Iterator[tuple[str, str]]:
    """The strings of some length that end as sentences do, each with the keys that lead to it."""
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    met = 0
    while waiting and met < _MOST_VALUES:
        keys, item, depth = waiting.pop()
        met += 1
        if isinstance(item, str):
            if _is_prose(item):
                yield keys, item
        elif depth < _DEEPEST and isinstance(item, dict):
            inner = [(f"{keys}.{key}", found, depth + 1) for key, found in item.items() if not _OTHER_KEYS.search(key)]
            waiting.extend(reversed(inner))
        elif depth < _DEEPEST and isinstance(item, list):
            waiting.extend((keys, found, depth + 1) for found in reversed(item))


def _is_prose(text: str) -> bool:
    """Whether a string is of some length and ends as a sentence does, or is the markup of paragraphs."""
    if len(text) < _SHORTEST_PROSE or " " not in text.strip():
        return False
    return _ENDS.search(text[-200:]) is not None or (len(text) >= _LONG_MARKUP and "</p>" in text)
