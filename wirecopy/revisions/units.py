"""A text as the units that are compared: words, and letters where a script has no spaces between words."""

from __future__ import annotations

import re
from typing import NamedTuple

from wirecopy.records.text import UNSPACED_LETTER, fold

_UNIT = re.compile(rf"(?:{UNSPACED_LETTER}|(?:(?!{UNSPACED_LETTER})\S)+)\s*")


class Unit(NamedTuple):
    """One word or letter."""

    text: str
    """As it stands, with the space behind it: the units of a text, one after the other, are the text."""
    word: str
    """What of it is compared."""


def units(text: str) -> list[Unit]:
    """The units of a text without space at its beginning."""
    return [Unit(found[0], found[0].rstrip()) for found in _UNIT.finditer(text)]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a record's text."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def folded(text: str) -> str:
    """What two spellings of one passage have in common; marks alone, if there is nothing else."""
    return fold(text) or text.strip()
