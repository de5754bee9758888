"""Names of persons out of RSS's addresses."""

from __future__ import annotations

import re

from wirecopy.feeds import limits
from wirecopy.feeds.plaintext import plain

_MAIL = r"[^\s@<>()]+@[^\s@<>()]+"
_MAIL_NAME = re.compile(rf"{_MAIL}\s*\((?P<name>[^()]+)\)\s*\Z")  # RSS 2.0: mail@desk.example (Ada Quill)
_NAME_MAIL = re.compile(
    rf"(?P<name>.+?)\s*[<(](?:mailto:)?{_MAIL}[>)]\s*\Z", re.DOTALL
)  # Ada Quill <mail@desk.example>
_NOBODY = frozenset({"unknown", "no author", "noreply", "nospam", "none", "null", "admin"})


def person_name(text: str) -> str:
    """The name in `text`, which may come with a mail address; the address where there is no name; "" for nobody."""
    text = text.strip()
    if not text:
        return ""
    if "@" in text and len(text) < 1000:
        match = _MAIL_NAME.match(text) or _NAME_MAIL.match(text)
        text = match["name"] if match else text
    name = plain(text, limits.AUTHOR).strip(" \"',;")
    return "" if name.lower() in _NOBODY else name
