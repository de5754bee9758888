"""Which expressions a line may match, told from its first two letters: most lines of a story need none of them, and
what is not needed is not compiled, which takes longer than reading a page.

Reads the expressions of this package, a small part of the syntax of `re`: literals, groups, classes, look-arounds and
quantifiers. What it does not know for sure it takes for "any letter", so that a dispatch never loses a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_QUANTIFIER = re.compile(r"(?:\?|\*|\+|\{(\d*)(?:,\d*)?\})\??")
_QUANTIFIERS, _SPECIAL = frozenset("?*+{"), frozenset("([\\.^$")
_GROUP = re.compile(r"\(\?(?::|P<\w+>)|\((?!\?)")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_SIMPLE_CLASS = re.compile(r"\[([^\^\\\]-]+)\]")
# What parts or holds others; classes and what is escaped do neither.
_MARK = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]")
_ZERO_WIDTH = frozenset("bBAZ")

_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_READ = 2
_ANY = "\uffff"
"""Any letter, or none. `tree.parse_page` lets no page have it."""
_ANYTHING = frozenset((_ANY * _READ,))


class Dispatch:
    """Pairs of reason and expressions; asks only those that may match a text with its beginning."""

    def __init__(self, lines: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.expressions = tuple((reason, tuple(texts)) for reason, texts in lines)
        self._lines = [
            (reason, [(one, beginnings(one)) for text in texts for one in _parts(text)])
            for reason, texts in self.expressions
        ]
        known = frozenset().union(*(starts or () for _, texts in self._lines for _, starts in texts))
        self._pairs = frozenset(start for start in known if _ANY not in start)
        self._firsts = frozenset(start[0] for start in known)
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._by_start: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}

    def matches(self, form: str) -> Iterator[str]:
        """The reasons whose expressions match all of `form`, in their order."""
        start = form[:_READ]
        if start not in self._pairs:
            start = start[:1] if start[:1] in self._firsts else ""
        possible = self._by_start.get(start)
        if possible is None:
            possible = self._by_start[start] = tuple(self._possible(start))
        told = ""
        for reason, expression in possible:
            if reason != told and expression.fullmatch(form):
                told = reason
                yield reason

    def _possible(self, start: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        fitting = {start, start[:1] + _ANY}
        for reason, texts in self._lines:
            for text, starts in texts:
                if starts is None or starts & fitting:
                    if text not in self._compiled:
                        self._compiled[text] = re.compile(text)
                    yield reason, self._compiled[text]


def _parts(expression: str) -> Iterator[str]:
    """What its outermost bars part."""
    at = 0
    while at <= len(expression):
        end = _end_of_branch(expression, at)
        yield expression[at:end]
        at = end + 1


class _Start(NamedTuple):
    """What something may begin with, and where in the expression it ends.

    Of what is longer the first two letters; `_ANY` stands for one that may be any. What has less than two letters ends
    with them.
    """

    starts: frozenset[str]
    end: int


def beginnings(expression: str) -> frozenset[str] | None:
    """The two letters that a match of an expression may begin with, the second `_ANY` where that may be any or missing;
    None where the first may be."""
    starts, end = _alternatives(expression, 0)
    if "" in starts or end < len(expression) or any(start[0] == _ANY for start in starts):
        return None
    return frozenset(start.ljust(_READ, _ANY) for start in starts)


def _alternatives(text: str, at: int) -> _Start:
    found: frozenset[str] = frozenset()
    while True:
        starts, at = _sequence(text, at)
        found |= starts
        if text[at : at + 1] != "|":
            return _Start(found, at)
        at += 1


def _sequence(text: str, at: int) -> _Start:
    found = frozenset(("",))
    while at < len(text) and text[at] not in "|)":
        if all(len(start) == _READ for start in found):
            return _Start(found, _end_of_branch(text, at))
        starts, at = _item(text, at)
        if text[at : at + 1] in _QUANTIFIERS and (quantifier := _QUANTIFIER.match(text, at)):
            at = quantifier.end()
            if quantifier[0][0] != "?":
                starts |= _followed(starts, starts)
            if quantifier[0][0] in "?*" or quantifier[1] in ("", "0"):
                starts |= {""}
        found = _followed(found, starts)
    return _Start(found, at)


def _end_of_branch(text: str, at: int) -> int:
    """Where the bar or bracket stands that ends what `at` is in."""
    depth = 0
    for mark in _MARK.finditer(text, at):
        letter = mark[0]
        if depth == 0 and letter in ("|", ")"):
            return mark.start()
        depth += (letter == "(") - (letter == ")")
    return len(text)


def _followed(starts: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """What something may begin with that begins with one of `starts` and goes on with one of the others."""
    open_ones = {start for start in starts if len(start) < _READ}
    return (starts - open_ones) | {(start + other)[:_READ] for start in open_ones for other in others}


def _item(text: str, at: int) -> _Start:
    if text[at] not in _SPECIAL:
        return _Start(frozenset(text[at]), at + 1)
    if look := _LOOK_AROUND.match(text, at):
        return _Start(frozenset(("",)), _alternatives(text, look.end()).end + 1)
    if group := _GROUP.match(text, at):
        inner = _alternatives(text, group.end())
        return _Start(inner.starts, inner.end + 1)
    if simple := _SIMPLE_CLASS.match(text, at):
        return _Start(frozenset(simple[1]), simple.end())
    if other := _CLASS.match(text, at):
        return _Start(_ANYTHING, other.end())
    if text[at] == "\\":
        escaped = text[at + 1]
        if escaped in _ZERO_WIDTH:
            return _Start(frozenset(("",)), at + 2)
        return _Start(_DIGITS if escaped == "d" else _ANYTHING if escaped.isalnum() else frozenset(escaped), at + 2)
    return _Start(frozenset(("",)) if text[at] in "^$" else _ANYTHING, at + 1)
