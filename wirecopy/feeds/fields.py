"""The children of a feed or entry element, by short name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from wirecopy.feeds.names import short_name

Fields = dict[str, list[etree._Element]]

_WRAPPERS = frozenset({"media:group", "categories"})
_XMLNS = re.compile(r"""\s+xmlns(?::[\w.-]+)?=(?:"[^"]*"|'[^']*')""")


def name_of(element: etree._Element) -> str:
    """An element's short name; "" for what is no element, such as an entity reference."""
    return short_name(element.tag) if isinstance(element.tag, str) else ""


def fields_of(element: etree._Element) -> Fields:
    """An element's children by short name, in document order; what media:group wraps stands beside the rest."""
    fields: Fields = {}
    for child in element:
        name = name_of(child)
        if name in _WRAPPERS:
            for inner in child:
                fields.setdefault(name_of(inner), []).append(inner)
        else:
            fields.setdefault(name, []).append(child)
    return fields


def text_of(element: etree._Element) -> str:
    """All text inside an element, markup or not, without the space around it."""
    return ("".join(map(str, element.itertext())) if len(element) else element.text or "").strip()


def texts(fields: Fields, *names: str) -> Iterator[str]:
    """The texts of all elements with one of `names`, in the order of `names`, empty ones left out."""
    for name in names:
        for element in fields.get(name, ()):
            text = text_of(element)
            if text:
                yield text


def first_text(fields: Fields, *names: str) -> str:
    """The first of `texts`, or an empty string."""
    return next(texts(fields, *names), "")


def inner_markup(element: etree._Element) -> str:
    """What stands inside an element, as HTML: for Atom's type=xhtml and for RSS that did not escape its markup.

    The `div` that Atom demands around XHTML is no part of the content (RFC 4287, section 3.1.1.3).
    """
    if len(element) == 1 and name_of(element[0]) == "xhtml:div" and not (element.text or "").strip():
        element = element[0]
    for inner in element.iter(etree.Element):
        tag = str(inner.tag)
        if short_name(tag).startswith("xhtml:") or ":" in tag:
            inner.tag = tag.rpartition("}")[2].rpartition(":")[2]
    parts = [(element.text or "").replace("&", "&amp;").replace("<", "&lt;")]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return _XMLNS.sub("", "".join(parts)).strip()
