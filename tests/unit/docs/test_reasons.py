"""The table of reasons says what the program says."""

import re
from pathlib import Path

from wirecopy.cleaning import decisions, residue
from wirecopy.cleaning.passages import AROUND, REASONS

PAGE = (Path(__file__).parents[3] / "docs" / "explaining.md").read_text()
TABLE = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| (around|cut) \|$", PAGE, re.M)


def test_every_reason_is_in_the_table_with_its_words():
    assert {reason: words for reason, words, _ in TABLE} == REASONS


def test_those_that_are_folded_up_are_marked():
    assert {reason for reason, _, place in TABLE if place == "around" and not reason.startswith("site-")} == AROUND


def test_every_reason_that_cleaning_gives_has_words():
    given = {reason for _, reason in decisions._REASONS} | {decisions.NOT_STORY} | set(residue._CUT_FROM_PARAGRAPHS)
    assert given <= REASONS.keys()
