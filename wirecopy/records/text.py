"""Text as it is counted, compared and searched."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import sha256

# Scripts written without spaces between words: Han, kana, Thai, Lao, Burmese, Khmer (and the marks on their letters).
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
UNSPACED_LETTER = f"[{_UNSPACED}][{_MARKS}]*"
"""An expression for one letter of a script that is written without spaces between words, with its marks."""
_UNSPACED_LETTER = re.compile(UNSPACED_LETTER)
_WORD = re.compile(r"\S+")
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not take apart, but that people search for without their stroke.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"})


_LONGEST_RUN = 30
"""Marks on one letter that are kept where texts are compared: no language has more than a few (UAX #15, section 13)."""


class _Folding(dict[int, str]):
    """For str.translate: letters, digits and marks stay, invisible characters go, all else becomes a space.

    Filled as characters are met. Characters that this Python's Unicode does not know stay, so that a newer one, which
    knows them as letters, gives the same result.
    """

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        stays = category[0] in "LNM" or category == "Cn"
        self[code] = chr(code) if stays else "" if category == "Cf" else " "
        return self[code]


_FOLDING = _Folding()


def stream_safe(text: str) -> str:
    """The text with at most thirty combining marks on a letter (UAX #15, section 13)."""
    if text.isascii():
        return text
    crowded, run = _run_of_marks()
    return run.sub(r"\1", text) if crowded.search(text) else text


def _nfkc(text: str) -> str:
    """NFKC of the stream-safe form: marks are put in order by their square, so thousands on one letter would cost
    minutes."""
    return unicodedata.normalize("NFKC", stream_safe(text))


@cache
def _run_of_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What every long run has in it, found quickly, and the run itself.

    `re` skips fast to a class of its first 65,536 characters; for those beyond, one range must do there.
    """
    # Those at the end become marks when they are taken apart.
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    marks += "\u0f73\u0f75\u0f81\uff9e\uff9f"
    near = "".join(mark for mark in marks if mark <= "\uffff")
    return re.compile(4 * f"[{near}\U00010000-\U0001f000]"), re.compile(f"([{marks}]{{{_LONGEST_RUN}}})[{marks}]+")


def bare(text: str) -> str:
    """The words of a text, in NFKC and without punctuation and symbols, with one space between them."""
    return " ".join(_nfkc(text).translate(_FOLDING).split())


def fold(text: str) -> str:
    """The words of a text without case as well: what two spellings of one text have in common."""
    return bare(text).casefold()


def content_hash(text: str) -> str:
    """`v1:` and 32 hexadecimal digits, the same for texts that differ only in case, spacing and punctuation.

    The version changes with the folding. An empty text has a hash too; whether it says anything is the caller's matter.
    """
    return "v1:" + sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def searchable(text: str) -> str:
    """The text as the full-text indexes hold it, and as a query must be given to them.

    NFKC, lower case, Latin, Greek and Cyrillic letters without accents; each letter of a script without spaces stands
    alone, so that FTS5 and tsvector take it for a token and a phrase search finds words.
    """
    decomposed = unicodedata.normalize("NFD", _nfkc(text).casefold())
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_STROKES)
    return space_letters(bare)


def space_letters(text: str) -> str:
    """The text with single spaces, and one on each side of every letter of a script without spaces."""
    return " ".join(_UNSPACED_LETTER.sub(lambda match: f" {match[0]} ", text).split())


def unspaced_letters(text: str) -> int:
    """How many letters of scripts without spaces the text holds."""
    return len(_UNSPACED_LETTER.findall(text))


def word_count(text: str) -> int:
    """Words, where each letter of a script without spaces (Chinese, Japanese, Thai, ...) counts as one."""
    folded = fold(text)
    if folded.isascii():
        return len(folded.split())
    spaced, letters = _UNSPACED_LETTER.subn(" ", folded)
    return letters + len(_WORD.findall(spaced))
