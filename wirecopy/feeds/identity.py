"""Which entry this is, and whether it has changed since it was last seen."""

from __future__ import annotations

import json
from hashlib import sha256

from schemas.feed import FeedEntry

_LONGEST_KEY = 500
"""Some guids are whole data: URLs; PostgreSQL refuses an index row over 2,704 bytes."""

HASH_VERSION = "v2:"
"""With which the hashes begin. A hash of another version tells nothing of a change."""

_TELLING_LETTERS = 200
"""From which an entry's words are its own. Shorter ones return: "Today's crossword", "Traffic report"."""


def entry_key(guid: str | None, url: str | None, title: str, summary: str) -> str:
    """The identity of an entry within its feed: the guid, else the link, else a hash of title and summary.

    At most 500 characters: a longer guid or link is replaced by its hash.
    """
    for given in (guid, url):
        key = (given or "").strip()
        if key:
            return key if len(key) <= _LONGEST_KEY else f"sha256:{_digest(key)}"
    return f"text:{_digest(_folded(title) + chr(0) + _folded(summary))}"


def entry_hash(entry: FeedEntry) -> str:
    """A hash of what an entry says, `v2:` and 64 hex digits. Empty fields are left out of it.

    So a field that a later version adds changes no hash of an entry that lacks it. Pictures and enclosures are not
    part of it: their addresses are often signed anew for every reader and say nothing about the article. Nor is the
    date of publication, which some feeds write anew at every request.
    """
    said = {
        "url": entry.url,
        "title": _folded(entry.title),
        "summary": _folded(entry.summary),
        "content": _folded(entry.content_html or ""),
        "authors": list(entry.authors),
        "updated": entry.updated_at.isoformat() if entry.updated_at else None,
        # A set in all but name: feeds give tags in changing order.
        "tags": sorted(entry.tags),
    }
    return HASH_VERSION + _digest(json.dumps({name: value for name, value in said.items() if value}, sort_keys=True))


def entry_words(entry: FeedEntry) -> str | None:
    """A hash of an entry's words, by which it is known again when guid and link have become others.

    Title, summary and content; of short ones the date of publication as well. None where that is too little to tell
    two stories apart.
    """
    words = [_folded(entry.title), _folded(entry.summary), _folded(entry.content_html or "")]
    letters = sum(map(len, words))
    if letters < _TELLING_LETTERS:
        if not letters or entry.published_at is None:
            return None
        words.append(entry.published_at.isoformat())
    return _digest(chr(0).join(words))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _digest(text: str) -> str:
    # A feed can hold a lone surrogate; it is as good as any other character here.
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
