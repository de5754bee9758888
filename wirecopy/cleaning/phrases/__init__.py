"""Phrases that stand around stories, one module per language.

A module holds `LINES`: reason slug -> regular expressions, each of which must match a whole sentence or a whole line
after `residue.plain_form` (lower case, straight apostrophes, no marks at either end). `COMPANIONS` match sentences that
say nothing alone, but go when all else in their paragraph goes ("You can unsubscribe at any time"). `AGE_TAIL` sentences
go behind an age notice. `REPORTED` are words of telling: a sentence with one of them is news about prompts, not a prompt.

Expressions are bounded: no unlimited repetition of anything but a fixed word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "pl", "ru", "tr", "ar", "zh", "ja", "ko")
_READ_AS = {"nb": "no", "nn": "no"}


class Phrases(NamedTuple):
    """The compiled expressions of some languages together."""

    lines: tuple[tuple[str, re.Pattern[str]], ...]
    companions: re.Pattern[str]
    reported: re.Pattern[str]
    byline: re.Pattern[str]


@lru_cache(maxsize=64)
def phrases_for(language: str | None) -> Phrases:
    """Those of a language and of English, which is on pages in every language; all where it is unknown or not here."""
    code = _READ_AS.get(language or "", language or "")
    codes = ("en",) if code == "en" else (code, "en") if code in LANGUAGES else LANGUAGES
    modules = [import_module(f"wirecopy.cleaning.phrases.{code}") for code in codes]
    by_reason: dict[str, list[str]] = {}
    for module in modules:
        for reason, expressions in module.LINES.items():
            by_reason.setdefault(reason, []).extend(expressions)
    return Phrases(
        lines=tuple((reason, _compiled(expressions)) for reason, expressions in by_reason.items()),
        companions=_compiled([expression for module in modules for expression in module.COMPANIONS]),
        reported=_compiled([expression for module in modules for expression in module.REPORTED]),
        byline=_compiled([expression for module in modules for expression in module.BYLINES]),
    )


def _compiled(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions) or r"(?!)")
