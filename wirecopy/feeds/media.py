"""What an entry shows and plays: its picture and its enclosures (RSS enclosure, Atom links, Media RSS, iTunes)."""

from __future__ import annotations

import re

from lxml import etree

from schemas.feed import Enclosure
from wirecopy.feeds import limits
from wirecopy.feeds.fields import Fields, fields_of, text_of
from wirecopy.feeds.links import absolute, rebase
from wirecopy.feeds.names import XML_BASE

_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|\Z)", re.IGNORECASE)


def enclosures(fields: Fields, base: str | None) -> tuple[Enclosure, ...]:
    """The media files an entry points to, each address once."""
    found: dict[str, Enclosure] = {}
    links = (link for link in fields.get("link", ()) if (link.get("rel") or "").lower() == "enclosure")
    for element in (*fields.get("enclosure", ()), *links, *fields.get("media:content", ())):
        given = element.get("url") or element.get("href") or (element.text if element.get("rel") else None)
        address = absolute(given, rebase(base, element.get(XML_BASE)))
        if address and address not in found:
            found[address] = Enclosure(
                url=address,
                media_type=(element.get("type") or "").strip().lower()[: limits.TAG] or None,
                length=whole_number(element.get("length") or element.get("fileSize")),
            )
    return tuple(found.values())[: limits.ENCLOSURES]


def picture(fields: Fields, base: str | None) -> str | None:
    """The address of an entry's picture: the widest of Media RSS, else a thumbnail, an enclosure, iTunes, `image`."""
    pictures = [element for element in fields.get("media:content", ()) if _is_picture(element)]
    pictures.sort(key=lambda element: -(whole_number(element.get("width")) or 0))
    nested = [
        inner for element in fields.get("media:content", ()) for inner in fields_of(element).get("media:thumbnail", ())
    ]
    for element in (
        *pictures,
        *fields.get("media:thumbnail", ()),
        *nested,
        *(element for element in fields.get("enclosure", ()) if _is_picture(element)),
        *fields.get("itunes:image", ()),
        *fields.get("image", ()),
    ):
        address = absolute(element.get("url") or element.get("href") or _image_text(element), base)
        if address:
            return address
    return None


def whole_number(text: str | None) -> int | None:
    """A count as attributes give it; None for anything else, and for what no database column holds."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _is_picture(element: etree._Element) -> bool:
    if (element.get("medium") or "").lower() == "image" or (element.get("type") or "").lower().startswith("image/"):
        return True
    return (
        not element.get("type") and not element.get("medium") and bool(_PICTURE_NAME.search(element.get("url") or ""))
    )


def _image_text(element: etree._Element) -> str:
    inner = fields_of(element).get("url")
    return text_of(inner[0]) if inner else text_of(element)
