"""Expressions by how they begin: none is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cleaning.residue_lines import PROSE, RESIDUE
from wirecopy.cleaning.phrases import LANGUAGES, phrases_for
from wirecopy.cleaning.phrases.dispatch import Dispatch, beginnings
from wirecopy.cleaning.prompts import plain_form


@pytest.mark.parametrize(
    ("expression", "starts"),
    [
        ("share|tweet", "sh tw"),
        ("(?:please )?share", "pl sh"),
        ("(?:a|an )?[bc]x", "ab ac an bx cx"),
        (r"(?!no)\bxy", "xy"),
        (r"\(?xy", "(x xy"),
        ("a{0,3}b{2}c", "aa ab bb bc"),
        ("(?P<name>x?)yz", "xy yz"),
        ("a", "a*"),
        ("ab?", "a* ab"),
        (r"a\w*b", "a* ab"),
        (r"a[^.]{0,5}x", "a* ax"),
        (r"[^.]{0,5}x", None),
        (r"\w+", None),
        ("x?", None),
        (".", None),
    ],
)
def test_what_an_expression_begins_with(expression, starts):
    """A star is any letter or none."""
    found = beginnings(expression)
    assert (found and {start.replace("\uffff", "*") for start in found}) == (starts and set(starts.split()))


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
