"""Language tags as feeds write them."""

from __future__ import annotations

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}\Z")


def language_tag(text: str | None) -> str | None:
    """A BCP 47 tag in its usual case (`en-GB`, `zh-Hant`); None for what is none, such as `English`."""
    text = (text or "").strip()
    if not _TAG.match(text):
        return None
    first, *rest = text.replace("_", "-").split("-")
    return "-".join([first.lower(), *(_cased(part) for part in rest)])


def _cased(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()
