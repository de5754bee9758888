"""Sentences of a paragraph, only as exact as the residue filter needs: a join of the parts is the paragraph again."""

from __future__ import annotations

import re

# An end mark, closing quotes or brackets, and white space before what may begin a sentence; or a CJK end mark.
_END = re.compile(r"[.!?…][\"”’»')\]]{0,2}\s+(?=[^\sa-zà-ÿ])|[。！？][」』”）]{0,2}")
# Words that end with a full stop of their own.
_ABBREVIATIONS = frozenset(
    """
    Mr Mrs Ms Dr Prof St Sr Jr Gen Sen Rep Gov Lt Col Capt No Nr vs etc approx ca bzw z.B u.a d.h Fot fot Inc Ltd Co
    Min Std Corp Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec a.m p.m
    """.split()
)
_OPENING_MARKS = "([\"“„«'‘/-"


def split_sentences(text: str) -> list[str]:
    """The sentences in order, each with the white space behind it; `"".join` of them is `text`.

    Errs towards too few: abbreviations, initials and ordinals end no sentence.
    """
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end == start or end == len(text) or (match[0][0] == "." and _is_abbreviated(text[start : match.start()])):
            continue
        parts.append(text[start:end])
        start = end
    if start < len(text):
        parts.append(text[start:])
    return parts


def _is_abbreviated(sentence: str) -> bool:
    """Whether the last word is an abbreviation, an initial or an ordinal: the full stop behind it is its own."""
    word = sentence[-12:].rpartition(" ")[2].lstrip(_OPENING_MARKS)
    if word in _ABBREVIATIONS:
        return True
    last = word.rpartition(".")[2] if "." in word else word
    return len(last) <= 2 and (last.isdigit() or (len(last) == 1 and last.isupper()))
