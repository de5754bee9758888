"""A feed's own HTML, made safe to show: an allow-list of elements, attributes and addresses; all else goes.

    markup ─┬─ nothing but plain tags of the list? ─▶ as it is
            └─ anything else ─▶ tree of bounded depth ─▶ written anew, element by element

Written anew, and not filtered: what comes out is made of a few elements whose text and attributes were escaped here, so
that no browser can read it in another way than we did (foreign content, raw text and comments are where parsers part).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from lxml.html import HtmlElement

from wirecopy.cleaning.tree import parse_page

_ELEMENTS = frozenset(
    (
        "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del "
        "dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark "
        "nav ol p picture pre q s samp section small span strike strong sub sup table tbody td tfoot th thead time tr "
        "tt u ul var wbr"
    ).split()
)
_VOID = frozenset(("br", "hr", "img", "wbr", "col"))
# Their content is no text of the story; that of every other unknown element stays. Of a formula that is what it reads
# as; `embed` and an `object` that is never closed have the rest of the story for their content.
_DROPPED = frozenset(
    (
        "annotation annotation-xml applet audio base button canvas frame frameset head iframe input link map meta "
        "noembed noframes noscript option script select style svg template textarea title video xmp plaintext"
    ).split()
)
_ADDRESSES = frozenset(("href", "src", "cite"))
_NUMBERS = frozenset(("width", "height", "colspan", "rowspan", "start"))
_WORDS = frozenset(("alt", "title", "lang", "dir", "class", "datetime"))
_ATTRIBUTES = _ADDRESSES | _NUMBERS | _WORDS
_MOST_LETTERS = 2_000_000
_MOST_PLAIN_TAGS = 2_000

# In addresses browsers pass over tabs, line breaks, and what stands in front.
_PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]")
_SCHEME = re.compile(r"([^/?#:]*):")
# One tag of the list, its values in quotes and its addresses plainly of the web; it can be read in one way only.
_PLAIN_TAG = re.compile(
    rf"""</?(?:{"|".join(sorted(_ELEMENTS))})
    (?:\s+(?:(?:{"|".join(sorted(_WORDS | _NUMBERS))})="[^"<>]*"
            |(?:{"|".join(sorted(_ADDRESSES))})="(?:https?://|[\#/])[^"<>]*"))*
    \s*/?>""",
    re.VERBOSE | re.IGNORECASE,
)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)


def safe_html(markup: str) -> str:
    """`markup` with only elements that show text and pictures, and addresses of http and https or relative ones.

    Gives plain markup back as it is, letter by letter. Linear in time, and never raises.
    """
    markup = markup[:_MOST_LETTERS]
    if "<" not in markup or _is_plain(markup):
        return markup
    tree = parse_page(markup)
    if tree is None:
        return ""
    return "".join(_written(tree)).strip()


def _is_plain(markup: str) -> bool:
    """Whether every `<` begins a plain tag. Pictures are looked at one by one, for those that only count readers; more
    tags than an article has may lie in each other, and their depth is bounded in the tree."""
    if markup.count("<") > _MOST_PLAIN_TAGS or _PICTURE.search(markup):
        return False
    return "<" not in _PLAIN_TAG.sub("", markup)


def _written(tree: HtmlElement) -> Iterator[str]:
    """Each element's beginning, text and end; without recursion, though the tree is not deep."""
    waiting: list[HtmlElement | str] = [tree]
    while waiting:
        step = waiting.pop()
        if isinstance(step, str):
            yield step
            continue
        if step.tail:
            waiting.append(escape(step.tail, quote=False))
        name = step.tag if isinstance(step.tag, str) else ""
        if not name or name in _DROPPED or _counts_readers(step):
            continue
        if name in _ELEMENTS:
            yield f"<{name}{''.join(_attributes(step))}>"
            if name not in _VOID:
                waiting.append(f"</{name}>")
        if step.text:
            yield escape(step.text, quote=False)
        if name not in _VOID:
            waiting.extend(reversed(step))


def _attributes(element: HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name not in _ATTRIBUTES or (name in _NUMBERS and not value.strip().rstrip("%").isdigit()):
            continue
        if name in _ADDRESSES and not _is_of_the_web(value):
            continue
        yield f' {name}="{escape(value)}"'


def _is_of_the_web(address: str) -> bool:
    bare = _PASSED_OVER.sub("", unescape(address)).replace("\\", "/")
    scheme = _SCHEME.match(bare)
    return scheme is None or scheme[1].lower() in ("http", "https")


def _counts_readers(element: HtmlElement) -> bool:
    """Whether it is a picture that nobody is meant to see: of one pixel, or of none."""
    return element.tag == "img" and any(element.get(side, "").strip() in ("0", "1") for side in ("width", "height"))
