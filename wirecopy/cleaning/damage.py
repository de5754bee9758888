"""Damage: what publishing systems do to text on its way, undone where that is certain.

Kept: typography (quotation marks, dashes, ligatures, the width of letters), joiners where a script or an emoji needs
them, marks and isolates of writing direction. Nothing is normalized.
"""

from __future__ import annotations

import re

_WINDOWS = {point: bytes([point]).decode("cp1252", "ignore") or chr(point) for point in range(0x80, 0x100)}
# Bytes 0x80 to 0xBF as Windows-1252 shows them: what may follow the first byte of a UTF-8 sequence.
_FOLLOWING = "[" + re.escape("".join(_WINDOWS[point] for point in range(0x80, 0xC0))) + "\x80-\x9f]"
_MISREAD = re.compile(rf"[Â-ß]{_FOLLOWING}|[à-ï]{_FOLLOWING}{{2}}|[ð-ô]{_FOLLOWING}{{3}}")
_BYTES = {ord(character): point for point, character in _WINDOWS.items()} | {point: point for point in range(0x100)}
# "Ã" and "Â" for each letter, then those again: text that went wrong more often is past repair.
_MOST_TURNS = 2

# Never shown, and nothing changes without them: controls, soft hyphens, zero-width spaces, word joiners, invisible
# operators, byte order marks, noncharacters, half pairs, stand-ins for objects.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
# `&#146;`: a control character in name, a quotation mark in fact (as HTML reads it).
_CONTROLS = re.compile("[\x80-\x9f]")
# Joiners shape Arabic, Indic and emoji; between Latin letters they only keep words from being found.
_IDLE_JOINERS = re.compile("(?<=[\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\u024f]|\\Z)|\\A[\u200c\u200d]+")
# Tags spell words that only machines see; the flags of England, Scotland and Wales are made of them.
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0000-\U000e007f]")
_SUSPECT = re.compile("[\x80-\x9f\u200c\u200d\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"


def mended(text: str) -> str:
    """One line without invisible characters, stray direction overrides and mojibake that is certain to be some."""
    # What is printable is visible, but for the stand-in for objects.
    if text.isprintable() and (text.isascii() or (_MISREAD.search(text) is None and "\ufffc" not in text)):
        return text
    if text.isascii():
        return _INVISIBLE.sub("", text)
    if _MISREAD.search(text):
        text = _reread(text)
    text = _INVISIBLE.sub("", text)
    if _SUSPECT.search(text):
        text = _CONTROLS.sub(lambda match: _of_windows(match[0]), text)
        text = _IDLE_JOINERS.sub("", text)
        text = _TAGS.sub(lambda match: match[1] or "", text)
        if _DIRECTIONS.search(text):
            text = _without_stray_directions(text)
    return text


def _of_windows(control: str) -> str:
    character = _WINDOWS[ord(control)]
    return "" if character == control else character


def _reread(text: str) -> str:
    """UTF-8 that was read as Windows-1252, read as UTF-8.

    Certain only where all of the line's letters beyond ASCII went wrong in the same way, and within words: "Ã©" that
    stands for itself in a story about such characters, or "IRMÃ”" in capitals with a closing quotation mark, stays.
    """
    read = text
    for _ in range(_MOST_TURNS):
        if not _is_certain(read):
            break
        try:
            read = bytes(_BYTES[ord(character)] for character in read).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
    # Nobody wrote control characters.
    return text if _CONTROLS.search(read) else read


def _is_certain(text: str) -> bool:
    found = list(_MISREAD.finditer(text))
    if not found or not _MISREAD.sub("", text).isascii():
        return False
    within_words = 0
    for match in found:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if "a" <= before <= "z" or "a" <= after <= "z" or _CONTROLS.search(match[0]):
            return True
        within_words += before.isalpha() or after.isalpha() or not (before + after).isascii()
    return within_words >= 2


def _without_stray_directions(text: str) -> str:
    """Overrides go, which turn letters round, with their ends; so does what is opened and not closed, or the reverse.

    Marks and embeddings say nothing where no letter runs from right to left; isolates stay in any line.
    """
    runs_left = _RIGHT_TO_LEFT.search(text) is not None
    dropped: set[int] = set()
    opened: list[int] = []
    for match in _DIRECTIONS.finditer(text):
        at, character = match.start(), match[0]
        if character in _EMBEDDINGS or character in _ISOLATES:
            opened.append(at)
        elif character in (_END_OF_EMBEDDING, _END_OF_ISOLATE):
            closes = _ISOLATES if character == _END_OF_ISOLATE else _EMBEDDINGS
            if not opened or text[opened[-1]] not in closes:
                dropped.add(at)
                continue
            start = opened.pop()
            if text[start] in _OVERRIDES or (text[start] in _EMBEDDINGS and not runs_left):
                dropped |= {start, at}
        elif not runs_left:
            dropped.add(at)
    dropped.update(opened)
    return "".join(character for at, character in enumerate(text) if at not in dropped)
