"""Phrases that stand around stories, one module per language.

What a site says to its reader has three parts: it asks for something (`ASKS`, imperatives and questions), it speaks of
itself (`VOICE`, "us", "our"), and it names a thing of its own (a newsletter, an app, its journalism). A story hardly
ever has all three outside of quotation marks. So a module holds:

- `PROMPTS`: reason slug -> fragments that only such a sentence holds ("to continue reading").
- `OFFERS`: fragments that are enough in a sentence that asks ("your inbox").
- `THINGS`: fragments that need a sentence that asks and speaks of itself ("newsletter").
- `LINES`: regular expressions which must match a whole sentence: labels, notices, credits, stamps.
- `COMPANIONS`: sentences that say nothing alone, but go with the others of their paragraph ("You can unsubscribe at any
  time"); `READER`, the second person, makes one of any short sentence.
- `BIOS`: what is said of an author below the text.
- `REPORTED`: words of telling: a sentence with one of them is news about prompts, not a prompt.

Expressions and fragments are matched against `prompts.plain_form`: lower case, straight apostrophes, no marks at either
end. In fragments, other marks are spaces, and a space at either end is a word's edge. Expressions are bounded: no
unlimited repetition of anything but a fixed word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from wirecopy.cleaning.phrases.dispatch import Dispatch

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "pl", "ru", "tr", "ar", "zh", "ja", "ko")
_READ_AS = {"nb": "no", "nn": "no"}
KEY_LENGTH = 5
"""Letters of a word by which fragments are looked up."""
# Their words have no edges that an expression could see, or their requests stand at the end.
_WITHOUT_EDGES = frozenset(("zh", "ja", "ko", "tr"))


class Fragment(NamedTuple):
    """What a sentence may hold; `needs` is 0 where that is enough, 1 with a request, 2 with a request and a voice."""

    text: str
    reason: str
    needs: int


class Phrases(NamedTuple):
    """The compiled expressions of some languages together.

    Fragments stand under the first letters of their longest word, or under "" where they have no whole word, as in
    Chinese; those `unspaced` finds.
    """

    lines: Dispatch
    fragments: dict[str, list[Fragment]]
    unspaced: re.Pattern[str] | None
    asks: re.Pattern[str]
    voice: re.Pattern[str]
    reader: re.Pattern[str]
    companions: re.Pattern[str]
    bios: re.Pattern[str]
    reported: re.Pattern[str]
    byline: re.Pattern[str]


@lru_cache(maxsize=64)
def phrases_for(language: str | None) -> Phrases:
    """Those of a language and of English, which is on pages in every language; all where it is unknown or not here."""
    code = _READ_AS.get(language or "", language or "")
    codes = ("en",) if code == "en" else (code, "en") if code in LANGUAGES else LANGUAGES
    modules = {code: import_module(f"wirecopy.cleaning.phrases.{code}") for code in codes}
    by_reason: dict[str, list[str]] = {}
    for module in modules.values():
        for reason, expressions in module.LINES.items():
            by_reason.setdefault(reason, []).extend(expressions)
    by_key: dict[str, list[Fragment]] = {"": []}
    for fragment in _fragments(modules):
        by_key.setdefault(_key(fragment.text), []).append(fragment)
    unspaced = [fragment.text for fragment in by_key[""] if fragment.text != "@"]
    return Phrases(
        lines=Dispatch(by_reason.items()),
        fragments=by_key,
        unspaced=re.compile("|".join(map(re.escape, unspaced))) if unspaced else None,
        asks=re.compile(rf"(?:^|[?:–—] ?){_words(modules, 'ASKS')}"),
        voice=re.compile(_words(modules, "VOICE")),
        reader=re.compile(_words(modules, "READER")),
        companions=_compiled([expression for module in modules.values() for expression in module.COMPANIONS]),
        bios=_compiled([module.BIOS for module in modules.values()]),
        # Of the page's own language only: English "her" is Turkish for "every".
        reported=_compiled(
            list(modules[codes[0]].REPORTED)
            if len(codes) < 3
            else [expression for module in modules.values() for expression in module.REPORTED]
        ),
        byline=_compiled([expression for module in modules.values() for expression in module.BYLINES]),
    )


def _fragments(modules: dict[str, ModuleType]) -> Iterator[Fragment]:
    for module in modules.values():
        for needs, table in enumerate((module.PROMPTS, module.OFFERS, module.THINGS)):
            for reason, texts in table.items():
                for text in texts:
                    yield Fragment(text, reason, needs)


def _key(text: str) -> str:
    """The longest word that stands whole in a fragment, or the beginning of one long enough; "" where there is none."""
    words = text.split()
    if not text.startswith(" "):
        words = words[1:]
    if not text.endswith(" ") and words and len(words[-1]) < KEY_LENGTH:
        words = words[:-1]
    return max(words, key=len)[:KEY_LENGTH] if words else ""


def _words(modules: dict[str, ModuleType], table: str) -> str:
    return _either(
        getattr(module, table) if code in _WITHOUT_EDGES else rf"(?<!\w){getattr(module, table)}(?!\w)"
        for code, module in modules.items()
    )


def _compiled(expressions: list[str]) -> re.Pattern[str]:
    return re.compile(_either(expressions) if expressions else r"(?!)")


def _either(expressions: Iterable[str]) -> str:
    return "(?:" + "|".join(f"(?:{expression})" for expression in expressions) + ")"
