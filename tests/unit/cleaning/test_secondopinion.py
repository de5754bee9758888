"""The second opinion: asked where we are not sure, and only of sites that we do not know."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from trafilatura import external

from tests.newsroom import words
from wirecopy.cleaning import story
from wirecopy.cleaning.blocks import read_blocks
from wirecopy.cleaning.comparing import Witnesses
from wirecopy.cleaning.secondopinion import get_ready, second_opinion
from wirecopy.cleaning.sites import Memory, Visit
from wirecopy.cleaning.story import find_story
from wirecopy.cleaning.tree import parse_page

PARAGRAPHS = words.paragraphs("second-opinion")
PAGE = (
    "<html><body><nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav><article><h1>A title</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article><footer><p>All rights reserved</p></footer></body></html>"
)


def parsed(markup: str):
    tree = parse_page(markup)
    assert tree is not None
    return tree


@pytest.fixture
def unsure(monkeypatch):
    """Our own judgement knows nothing of any block."""
    monkeypatch.setattr(story, "odds_by_page", lambda page, *_: np.full(len(page.blocks), -0.2, dtype=np.float32))


def test_it_speaks_for_the_story_and_leaves_the_tree_as_it_was():
    tree = parsed(PAGE)
    blocks = read_blocks(tree).blocks
    said = second_opinion(tree, blocks, url=None)
    assert said is not None
    spoken_for = [block.text for block, odds in zip(blocks, said, strict=True) if odds > 0]
    assert set(PARAGRAPHS) <= set(spoken_for)
    assert not {"Home", "Sport", "All rights reserved"} & set(spoken_for)
    assert [block.text for block in read_blocks(tree).blocks] == [block.text for block in blocks]


def test_of_a_page_without_a_text_it_has_none():
    tree = parsed("<html><body><ul><li><a href=/>Home</a></li></ul></body></html>")
    assert second_opinion(tree, read_blocks(tree).blocks, url=None) is None


def test_it_is_asked_where_we_are_not_sure(unsure):
    found = find_story(parsed(PAGE), Witnesses())
    assert found.method == "blocks+trafilatura"
    assert set(PARAGRAPHS) <= {decision.text for decision in found.decisions}


def test_it_is_not_asked_where_we_are_sure():
    assert find_story(parsed(PAGE), Witnesses(title="A title")).method == "blocks"


def test_it_is_not_asked_of_a_site_that_is_known(unsure, monkeypatch):
    visit = Visit(Memory(), at=datetime(2026, 3, 14, tzinfo=UTC))
    monkeypatch.setattr(Visit, "knows_its_site", True)
    found = find_story(parsed(PAGE), Witnesses(), visit=visit, url="https://paper.example/a")
    assert found.method == "blocks"
    assert not any(decision.text for decision in found.decisions)


def test_what_it_reads_with_its_first_page_is_loaded_before(monkeypatch):
    monkeypatch.setattr(external, "JT_STOPLIST", None)
    get_ready()
    assert external.JT_STOPLIST
