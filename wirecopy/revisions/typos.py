"""Whether a change of words is the mending of a slip: a word was misspelt, stood twice, or two had run together."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.revision import Change, Span
from wirecopy.records.text import bare, unspaced_letters
from wirecopy.revisions.calendar import DAYS, MONTHS, QUANTITIES

# What is never merely misspelt: another number, another day, another sense.
_TELLING = MONTHS | DAYS | QUANTITIES
_TELLING_LETTERS = frozenset("〇一二三四五六七八九十百千万萬億亿两兩不没沒未无無非否年月日男女前後后上下東西南北东")
_TURNING = frozenset(
    "he she his her him hers er sie il elle él ella lui lei ele ela hij zij han hun hon он она".split()
)
_PREFIXES = frozenset(("un", "in", "im", "il", "ir", "dis", "non", "de", "mis", "anti", "не", "nie", "on", "u", "o"))
_LONGEST_SLIP = 4
_LONGEST_WORD = 40


def is_slip(spans: Sequence[Span]) -> bool:
    """Whether all that changed in a paragraph, given as `compare` gives it, is slips mended."""
    at = 0
    while at < len(spans):
        if spans[at].change is Change.SAME:
            at += 1
            continue
        gone = come = ""
        start = at
        while at < len(spans) and spans[at].change is not Change.SAME:
            if spans[at].change is Change.REMOVED:
                gone += spans[at].text
            else:
                come += spans[at].text
            at += 1
        around = (spans[start - 1].text if start else "", spans[at].text if at < len(spans) else "")
        if not _is_slip(bare(gone), bare(come), around):
            return False
    return True


def _is_slip(gone: str, come: str, around: tuple[str, str]) -> bool:
    if gone == come:
        return True  # a mark was set
    if gone.casefold() == come.casefold():
        return True
    if unspaced_letters(gone + come):
        letters = {*gone, *come}
        return len(gone) == len(come) <= 2 and not letters & _TELLING_LETTERS and not _has_digit(gone + come)
    old, new = gone.split(), come.split()
    if len(old) > _LONGEST_SLIP or len(new) > _LONGEST_SLIP:
        return False
    if not new or not old:
        return _stood_twice((old or new), around)
    if "".join(old).casefold() == "".join(new).casefold():
        return True  # run together, or torn apart
    return len(old) == len(new) and all(_is_misspelt(one, other) for one, other in zip(old, new, strict=True))


def _stood_twice(words: Sequence[str], around: tuple[str, str]) -> bool:
    """Whether the words stand beside the place as well: "of the the council"."""
    wanted = [word.casefold() for word in words]
    before, after = (bare(text).casefold().split() for text in around)
    return wanted in (before[-len(wanted) :], after[: len(wanted)])


def _is_misspelt(one: str, other: str) -> bool:
    """Whether one word is the other, misspelt."""
    if one == other:
        return True
    if _has_digit(one + other) or max(len(one), len(other)) > _LONGEST_WORD:
        return False
    a, b = one.casefold(), other.casefold()
    if {a, b} & (_TELLING | _TURNING) or _is_opposite(a, b) or _is_opposite(b, a):
        return False
    distance, replaced = _edits(a, b)
    shorter = min(len(a), len(b))
    if shorter <= 4:
        # Of short words a letter in another's place makes another word: now and not, Iraq and Iran.
        return distance == 1 and not replaced and shorter >= 2
    return distance <= (1 if shorter < 6 else 2)


def _is_opposite(one: str, other: str) -> bool:
    """Whether one word is the other with a syllable before it that turns it round: likely, unlikely."""
    return len(other) >= 4 and one.endswith(other) and one.removesuffix(other) in _PREFIXES


def _edits(a: str, b: str) -> tuple[int, bool]:
    """Insertions, deletions, replacements and swaps of neighbours that lead from one word to another (optimal string
    alignment), and whether letters were replaced."""
    rows = [[(i + j, False) if not i or not j else (0, False) for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            same = a[i - 1] == b[j - 1]
            kept = rows[i - 1][j - 1]
            ways = [
                kept if same else (kept[0] + 1, True),
                (rows[i - 1][j][0] + 1, rows[i - 1][j][1]),
                (rows[i][j - 1][0] + 1, rows[i][j - 1][1]),
            ]
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                swapped = rows[i - 2][j - 2]
                ways.append((swapped[0] + 1, swapped[1]))
            rows[i][j] = min(ways)
    return rows[-1][-1]


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
