"""Bylines to names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wirecopy.records.text import fold

_BY = re.compile(r"^(?:written\s+by|by|von|par|por|di|da|door|av|af|от|byline)\s*:?(?:\s+|$)", re.IGNORECASE)
# RFC 822 as RSS has it: `jane@paper.example (Jane Doe)`, and the other way round.
_MAIL_FIRST = re.compile(r"^\S+@\S+\s*\((.+)\)$")
_MAIL = re.compile(r"\s*[<(\[]?\S+@\S+\.\S+[>)\]]?\s*")
_BETWEEN = re.compile(r"\s*(?:;|\||\s&\s|\s(?:and|und|et|y|e|och|og|en|и)\s)\s*")
_COMMAS = re.compile(r"\s*,\s*")
_TITLES_BEHIND = re.compile(
    r"^(?:.*\b(?:reporter|correspondent|editor|writer|staff|news|desk|bureau|contributor|columnist|press|redaktion|"
    r"times|post|agency|jr\.?|sr\.?|ph\.?d\.?|m\.?d\.?)|[ivx]+)$",
    re.IGNORECASE,
)
# Accounts that publish, not people who write.
_NOBODY = frozenset(
    ("admin", "administrator", "author", "staff", "unknown", "none", "null", "anonymous", "editor", "root")
)
_LONGEST = 80


def clean_authors(bylines: Iterable[str], *, site_name: str | None = None) -> tuple[str, ...]:
    """Names out of bylines, in order and each once: without "By", addresses, job titles and the site's own name.

    "Ann Berg and Bo Lind" and "Ann Berg, Bo Lind" are two; in "Ann Berg, chief reporter" the job goes.
    """
    names: dict[str, str] = {}
    site = fold(site_name or "")
    for byline in bylines:
        for part in _names(byline):
            key = fold(part)
            if key and key != site and key not in _NOBODY and key not in names:
                names[key] = part
    return tuple(names.values())


def _names(byline: str) -> list[str]:
    text = " ".join(byline.split())
    inside = _MAIL_FIRST.match(text)
    text = inside[1] if inside else _MAIL.sub(" ", text).strip()
    if text.lower().startswith(("http://", "https://", "www.", "@")):
        return []
    text = _BY.sub("", text)
    found = []
    for part in _BETWEEN.split(text):
        first, *rest = _COMMAS.split(part)
        found.append(first)
        # "Berg, Ann" would be torn apart, but bylines that list several people are far more common.
        found.extend(name for name in rest if " " in name and not _TITLES_BEHIND.match(name))
    return [name.strip(" -–—.,:") for name in found if 0 < len(name.strip(" -–—.,:")) <= _LONGEST]
