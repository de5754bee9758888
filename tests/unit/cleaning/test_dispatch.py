"""Expressions by first letters: none is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cleaning.residue_lines import PROSE, RESIDUE
from wirecopy.cleaning.phrases import LANGUAGES, phrases_for
from wirecopy.cleaning.phrases.dispatch import Dispatch, first_letters
from wirecopy.cleaning.prompts import plain_form


@pytest.mark.parametrize(
    ("expression", "letters"),
    [
        ("share|tweet", "st"),
        ("(?:please )?share", "ps"),
        ("(?:a|an )?[bc]x", "abc"),
        (r"(?!no)\bx", "x"),
        (r"\(?x", "(x"),
        ("a{0,3}b{2}c", "ab"),
        ("(?P<name>x?)y", "xy"),
        (r"[^.]{0,5}x", None),
        (r"\w+", None),
        ("x?", None),
        (".", None),
    ],
)
def test_the_letters_an_expression_begins_with(expression, letters):
    assert first_letters(expression) == (None if letters is None else frozenset(letters))


def test_every_line_is_found_as_without_a_dispatch():
    for language in LANGUAGES:
        lines = phrases_for(language).lines
        for *_, line in [*RESIDUE, *PROSE]:
            form = plain_form(line)
            plain = [reason for reason, texts in lines.expressions if any(re.fullmatch(text, form) for text in texts)]
            assert list(lines.matches(form)) == plain


@given(st.text(max_size=20))
def test_any_text_may_be_asked_for(text):
    assert list(Dispatch([("r", ("a|b+c",))]).matches(text)) == (["r"] if re.fullmatch("a|b+c", text) else [])
