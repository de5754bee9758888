"""What in a page of the dashboard could act or mislead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

_ACTING = ("iframe", "object", "embed", "base", "math", "textarea", "style", "frame", "applet", "video", "audio", "img")
TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


def dangers(html: str) -> list[str]:
    """Elements that are not the dashboard's own, event handlers, and addresses that are neither http(s) nor ours."""
    return list(_dangers(BeautifulSoup(html, "html.parser")))


def _dangers(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(True):
        if tag.name in _ACTING or (tag.name == "script" and (tag.string or not _is_ours(tag.get("src")))):
            yield str(tag)[:200]
        for name, value in tag.attrs.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                yield f"{name}={value}"
            if name in ("href", "src", "action") and not (_is_ours(value) or value.startswith(("http://", "https://"))):
                yield f"{name}={value}"


def _is_ours(address: object) -> bool:
    return isinstance(address, str) and not urlsplit(address).scheme and not address.startswith("//")


def unisolated(html: str) -> list[str]:
    """Texts with marks that turn the direction of reading, which are not kept apart from what stands beside them."""
    page = BeautifulSoup(html, "html.parser")
    texts = (text for text in page.find_all(string=True) if isinstance(text, NavigableString))
    return [text for text in texts if set(text) & set(TURNING) and not any(map(_isolates, text.parents))]


def _isolates(tag: Tag) -> bool:
    return tag.name in ("bdi", "title", "option") or tag.get("dir") is not None
