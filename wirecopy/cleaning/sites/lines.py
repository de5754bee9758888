"""Lines as they are remembered: by a fingerprint of their words and their place, never by the words alone.

The place is part of it since sites show an article's lead as a teaser on other pages: there it recurs, and on its own
page, at another place, it is the story.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from hashlib import blake2b

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
# "This story is over 5 years old" is one line whatever the number; a row of a table of results is not.
_LETTERS_BESIDE_NUMBERS = 15

WIDTH = 10
"""Characters of a fingerprint: 60 bits, so that none is met by chance, nor made to be met at a small price."""


def words_key(text: str) -> str:
    """The fingerprint of a line's words, blind to case, punctuation and, in a line of words, to numbers.

    Less thorough than `records.text.fold`, and several times as fast: a site writes its own lines in one way.
    """
    words = " ".join(_WORD.findall(text.casefold()))
    without = _DIGITS.sub("0", words)
    return _fingerprint(without if len(without) - without.count("0") >= _LETTERS_BESIDE_NUMBERS else words)


def line_key(words: str, place: str) -> str:
    """The fingerprint of a line, given its `words_key`, at a place."""
    return _fingerprint(f"{words}\n{place}")


def page_key(identity: str) -> str:
    """The fingerprint of what a page is known by: an address, a headline."""
    return _fingerprint(identity)


def _fingerprint(text: str) -> str:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return urlsafe_b64encode(digest)[:WIDTH].decode()
