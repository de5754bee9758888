"""Which expressions a line may match, told from its first letter: most lines of a story need none of them.

Reads the expressions of this package, a small part of the syntax of `re`: literals, groups, classes, look-arounds and
quantifiers. What it does not know for sure it takes for "any letter", so that a dispatch never loses a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_QUANTIFIER = re.compile(r"(?:\?|\*|\+|\{(\d*)(?:,\d*)?\})\??")
_GROUP = re.compile(r"\(\?(?::|P<\w+>)|\((?!\?)")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_SIMPLE_CLASS = re.compile(r"\[([^\^\\\]-]+)\]")
_ZERO_WIDTH = frozenset("bBAZ")

_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


class Dispatch:
    """Pairs of reason and expressions; asks only those that may match a text with its first letter."""

    def __init__(self, lines: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.expressions = tuple((reason, tuple(texts)) for reason, texts in lines)
        self._lines = [
            (reason, [(one, first_letters(one)) for text in texts for one in _parts(text)])
            for reason, texts in self.expressions
        ]
        self._known = frozenset().union(*(letters or () for _, texts in self._lines for _, letters in texts))
        self._any: dict[str, re.Pattern[str]] = {}
        self._each: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}

    def matches(self, form: str) -> Iterator[str]:
        """The reasons whose expressions match all of `form`, in their order."""
        letter = form[:1] if form[:1] in self._known else ""
        found = self._any.get(letter)
        if found is None:
            found = self._any[letter] = _either(one for _, texts in self._possible(letter) for one in texts)
        if not found.fullmatch(form):
            return
        if letter not in self._each:
            self._each[letter] = tuple((reason, _either(texts)) for reason, texts in self._possible(letter))
        for reason, expression in self._each[letter]:
            if expression.fullmatch(form):
                yield reason

    def _possible(self, letter: str) -> Iterator[tuple[str, list[str]]]:
        for reason, texts in self._lines:
            possible = [text for text, letters in texts if letters is None or letter in letters]
            if possible:
                yield reason, possible


def _either(expressions: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{text})" for text in expressions) or r"(?!)")


def _parts(expression: str) -> Iterator[str]:
    """What its outermost bars part."""
    at = 0
    while at <= len(expression):
        end = _sequence(expression, at).end
        yield expression[at:end]
        at = end + 1


class _Start(NamedTuple):
    """The letters something may begin with (None: any), whether it may be empty, and where it ends."""

    letters: frozenset[str] | None
    empty: bool
    end: int


def first_letters(expression: str) -> frozenset[str] | None:
    """The letters that a match of an expression may begin with; None where that may be any."""
    start = _alternatives(expression, 0)
    return None if start.empty or start.end < len(expression) else start.letters


def _alternatives(text: str, at: int) -> _Start:
    letters: frozenset[str] | None = frozenset()
    empty = False
    while True:
        branch = _sequence(text, at)
        letters = None if letters is None or branch.letters is None else letters | branch.letters
        empty |= branch.empty
        at = branch.end
        if text[at : at + 1] != "|":
            return _Start(letters, empty, at)
        at += 1


def _sequence(text: str, at: int) -> _Start:
    letters: frozenset[str] | None = frozenset()
    empty = True
    while at < len(text) and text[at] not in "|)":
        item = _item(text, at)
        at = item.end
        may_be_empty = item.empty
        if quantifier := _QUANTIFIER.match(text, at):
            at = quantifier.end()
            may_be_empty |= quantifier[0][0] in "?*" or quantifier[1] in ("", "0")
        if empty:
            letters = None if letters is None or item.letters is None else letters | item.letters
            empty = may_be_empty
    return _Start(letters, empty, at)


def _item(text: str, at: int) -> _Start:
    if look := _LOOK_AROUND.match(text, at):
        return _Start(frozenset(), True, _alternatives(text, look.end()).end + 1)
    if group := _GROUP.match(text, at):
        inner = _alternatives(text, group.end())
        return _Start(inner.letters, inner.empty, inner.end + 1)
    if simple := _SIMPLE_CLASS.match(text, at):
        return _Start(frozenset(simple[1]), False, simple.end())
    if other := _CLASS.match(text, at):
        return _Start(None, False, other.end())
    if text[at] == "\\":
        escaped = text[at + 1]
        if escaped in _ZERO_WIDTH:
            return _Start(frozenset(), True, at + 2)
        letters = _DIGITS if escaped == "d" else None if escaped.isalnum() else frozenset(escaped)
        return _Start(letters, False, at + 2)
    if text[at] in "^$":
        return _Start(frozenset(), True, at + 1)
    return _Start(None if text[at] in ".(" else frozenset(text[at]), False, at + 1)
