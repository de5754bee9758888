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
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from wirecopy.cleaning.phrases.dispatch import Dispatch

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "pl", "ru", "tr", "ar", "zh", "ja", "ko")
# Near relatives, whose readers are asked in much the same words, on pages in two languages too.
_READ_AS = {"nb": "no", "nn": "no", "ca": "es", "gl": "pt", "uk": "ru", "be": "ru", "yue": "zh"}
KEY_LENGTH = 5
"""Letters of a word by which fragments are looked up."""
# Their words have no edges that an expression could see, or their requests stand at the end.
_WITHOUT_EDGES = frozenset(("zh", "ja", "ko", "tr"))


class Fragment(NamedTuple):
    """What a sentence may hold; `needs` is 0 where that is enough, 1 with a request, 2 with a request and a voice."""

    text: str
    reason: str
    needs: int


class Several:
    """The expressions of several languages as if they were one.

    Each language is compiled once, however many others it stands together with: compiling takes longer than reading a
    page, and English is read with every language.
    """

    def __init__(self, expressions: Iterable[re.Pattern[str]]) -> None:
        self._expressions = tuple(expressions)

    def search(self, text: str) -> re.Match[str] | None:
        """What the first one finds that finds anything."""
        return next((found for one in self._expressions if (found := one.search(text))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """What the first one makes of all of `text` that can."""
        return next((found for one in self._expressions if (found := one.fullmatch(text))), None)


class Lines:
    """The dispatches of several languages, one after the other."""

    def __init__(self, dispatches: Iterable[Dispatch]) -> None:
        self._dispatches = tuple(dispatches)

    @property
    def expressions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Pairs of reason and expressions, language by language."""
        return tuple(pair for dispatch in self._dispatches for pair in dispatch.expressions)

    def matches(self, form: str) -> Iterator[str]:
        """The reasons whose expressions match all of `form`, language by language."""
        for dispatch in self._dispatches:
            yield from dispatch.matches(form)


class Phrases(NamedTuple):
    """The compiled expressions of some languages together.

    Fragments stand under the first letters of their longest word, or under "" where they have no whole word, as in
    Chinese; those `unspaced` finds.
    """

    lines: Lines
    fragments: dict[str, list[Fragment]]
    unspaced: re.Pattern[str] | None
    asks: Several
    voice: Several
    reader: Several
    companions: Several
    bios: Several
    reported: Several
    byline: Several


@lru_cache(maxsize=64)
def phrases_for(language: str | None) -> Phrases:
    """Those of a language and of English, which is on pages in every language; all where the language is unknown."""
    code = _READ_AS.get(language or "", language)
    codes = LANGUAGES if code is None else (code, "en") if code in LANGUAGES[1:] else ("en",)
    languages = [_compiled(code) for code in codes]
    by_key: dict[str, list[Fragment]] = {"": []}
    for code in codes:
        for fragment in _fragments(_module(code)):
            by_key.setdefault(_key(fragment.text), []).append(fragment)
    unspaced = [fragment.text for fragment in by_key[""] if fragment.text != "@"]
    return Phrases(
        lines=Lines(one.lines for one in languages),
        fragments=by_key,
        unspaced=re.compile("|".join(map(re.escape, unspaced))) if unspaced else None,
        asks=Several(one.asks for one in languages),
        voice=Several(one.voice for one in languages),
        reader=Several(one.reader for one in languages),
        companions=Several(one.companions for one in languages),
        bios=Several(one.bios for one in languages),
        # Of the page's own language only: English "her" is Turkish for "every".
        reported=Several(one.reported for one in (languages[:1] if len(codes) < 3 else languages)),
        byline=Several(one.byline for one in languages),
    )


class _Language(NamedTuple):
    lines: Dispatch
    asks: re.Pattern[str]
    voice: re.Pattern[str]
    reader: re.Pattern[str]
    companions: re.Pattern[str]
    bios: re.Pattern[str]
    reported: re.Pattern[str]
    byline: re.Pattern[str]


@cache
def _compiled(code: str) -> _Language:
    module = _module(code)
    return _Language(
        lines=Dispatch(module.LINES.items()),
        asks=re.compile(rf"(?:^|[?:–—] ?){_words(module, 'ASKS')}"),
        voice=re.compile(_words(module, "VOICE")),
        reader=re.compile(_words(module, "READER")),
        companions=_any_of(module.COMPANIONS),
        bios=_any_of([module.BIOS]),
        reported=_any_of(module.REPORTED),
        byline=_any_of(module.BYLINES),
    )


def _module(code: str) -> ModuleType:
    return import_module(f"wirecopy.cleaning.phrases.{code}")


def _fragments(module: ModuleType) -> Iterator[Fragment]:
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


def _words(module: ModuleType, table: str) -> str:
    words = getattr(module, table)
    is_without_edges = module.__name__.rpartition(".")[2] in _WITHOUT_EDGES
    return f"(?:{words})" if is_without_edges else rf"(?<!\w)(?:{words})(?!\w)"


def _any_of(expressions: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions) or r"(?!)")
