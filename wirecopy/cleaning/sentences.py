"""Sentences of a paragraph, only as exact as the residue filter needs: a join of the parts is the paragraph again."""

from __future__ import annotations

import re

# An end mark, closing quotes or brackets, and white space before what may begin a sentence; or a CJK end mark.
_END = re.compile(r"[.!?…][\"”’»')\]]{0,2}\s+(?=[^\sa-zà-ÿ])|[。！？][」』”）]{0,2}")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Sen|Rep|Gov|Lt|Col|Capt|No|Nr|vs|etc|approx|ca|bzw|z\.B|u\.a|d\.h|[Ff]ot|Inc|Ltd|Co|Corp|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m)|\b[A-Z]|\b\d{1,2})\.$"
)


def split_sentences(text: str) -> list[str]:
    """The sentences in order, each with the white space behind it; `"".join` of them is `text`.

    Errs towards too few: abbreviations, initials and ordinals end no sentence.
    """
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if (
            match.end() == start
            or match.end() == len(text)
            or _ABBREVIATED.search(text, max(start, match.start() - 11), match.start() + 1)
        ):
            continue
        parts.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return parts
