"""What stands between two paragraphs of one story."""

from __future__ import annotations

import pytest

from wirecopy.cleaning.between import with_lines_between
from wirecopy.cleaning.blocks import read_blocks
from wirecopy.cleaning.tree import parse_page


def kept(body: str, likely: str = "p") -> list[str]:
    """What is kept where blocks of one tag are likely, and all others are not."""
    tree = parse_page(f"<html><body>{body}</body></html>")
    assert tree is not None
    blocks = read_blocks(tree).blocks
    chances = with_lines_between(blocks, [0.9 if block.scope.tag == likely else 0.1 for block in blocks])
    return [block.text for block, chance in zip(blocks, chances, strict=True) if chance >= 0.5]


def test_a_list_between_two_paragraphs_of_one_box_stays():
    assert kept("<div><p>Before.</p><ul><li>One</li><li>Two</li></ul><p>Behind.</p></div>") == [
        "Before.",
        "One",
        "Two",
        "Behind.",
    ]
    table = "<table><tr><td>Mon</td><td>6:10</td></tr></table>"
    assert kept(f"<div><p>Before.</p>{table}<p>Behind.</p></div>") == ["Before.", "Mon\t6:10", "Behind."]


@pytest.mark.parametrize(
    "body",
    [
        "<div><p>Before.</p><p>Behind.</p><ul><li>One</li></ul></div>",
        "<div><ul><li>One</li></ul><p>Before.</p><p>Behind.</p></div>",
        "<div><p>Before.</p><ul><li><a href=/1>One</a></li></ul><p>Behind.</p></div>",
        "<div><p>Before.</p><ul class=tags><li>One</li></ul><p>Behind.</p></div>",
        "<div><p>Before.</p><div><ul><li>One</li></ul></div><p>Behind.</p></div>",
        "<div><p>Before.</p><h4>One</h4><p>Behind.</p></div>",
    ],
    ids=["below", "above", "of links", "named", "in a box of its own", "no list"],
)
def test_other_lists_are_left_to_the_model(body):
    assert kept(body) == ["Before.", "Behind."]


def test_larger_pages_are_left_to_the_model():
    page = "<div><p>Before.</p><ul><li>One</li></ul>" + "<p>More.</p>" * 60 + "</div>"
    assert "One" not in kept(page)


def test_a_page_of_which_nothing_is_likely_is_left_alone():
    assert kept("<ul><li>One</li></ul>", likely="none") == []


def story(body: str) -> list[str]:
    """What is kept where long blocks are likely, and all others are not."""
    tree = parse_page(f"<html><body>{body}</body></html>")
    assert tree is not None
    blocks = read_blocks(tree).blocks
    chances = with_lines_between(blocks, [0.9 if len(block.text) > 20 else 0.1 for block in blocks])
    return [block.text for block, chance in zip(blocks, chances, strict=True) if chance >= 0.5]


BEFORE, BEHIND = "The ferry will be back in May.", "A bridge would take ten years."


def test_a_word_between_two_paragraphs_stays():
    assert story(f"<div><p>{BEFORE}</p><p>Why?</p><p>{BEHIND}</p></div>") == [BEFORE, "Why?", BEHIND]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Advertisement</p>",
        "<p class=hint>Why?</p>",
        "<p><a href=/1>Why?</a></p>",
        "<h3>Why?</h3>",
        "<div><p>Why?</p></div>",
        "<p>Why?</p><p>No.</p>",
    ],
    ids=["no sentence", "named", "a link", "another tag", "another box", "two of them"],
)
def test_other_short_lines_are_left_to_the_model(line):
    assert story(f"<div><p>{BEFORE}</p>{line}<p>{BEHIND}</p></div>") == [BEFORE, BEHIND]
