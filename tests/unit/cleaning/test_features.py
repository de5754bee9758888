"""What a block and its surroundings say about whether it is the story."""

from __future__ import annotations

import numpy as np

from wirecopy.cleaning.blocks import read_blocks
from wirecopy.cleaning.columns import names
from wirecopy.cleaning.comparing import Witnesses
from wirecopy.cleaning.features import matrix_of
from wirecopy.cleaning.tree import parse_page

LONG = (
    "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships. "
    "The first ferry left at noon with forty passengers."
)


def features(body: str, witnesses: Witnesses = Witnesses()) -> dict[str, list[float]]:  # noqa: B008 - frozen
    tree = parse_page(f"<html><body>{body}</body></html>")
    assert tree is not None
    matrix = matrix_of(read_blocks(tree), witnesses)
    assert np.isfinite(matrix).all()
    return dict(zip(names(), matrix.T.tolist(), strict=True))


def test_each_column_has_a_name_of_its_own():
    assert len(names()) == len(set(names()))


def test_a_blocks_own_text_and_markup():
    found = features(f"<p>{LONG}</p><p><a href=/x>See 12 photos: HERE</a></p>")
    assert found["prose"] == [1, 0]
    assert found["linked"] == [0, 1]
    assert found["sentences"] == [1, 0]
    assert found["ends_sentence"] == [1, 0]
    assert found["digits"][1] == np.float32(2 / 19)
    assert found["upper"][1] == np.float32(5 / 19)


def test_letters_of_scripts_without_spaces_say_more():
    found = features("<p>港は火曜日に再開した。</p>")
    assert found["unspaced"] == [np.float32(10 / 11)]
    assert found["letters"][0] > 20
    assert found["ends_sentence"] == [1]


def test_what_the_page_says_elsewhere_is_compared():
    witnesses = Witnesses(
        title="Harbour reopens", description="The first ferry left at noon", authors="Ann Berg", bodies=(LONG,)
    )
    found = features(f"<h1>Harbour reopens</h1><p>Ann Berg</p><p>{LONG}</p><p>Something else entirely.</p>", witnesses)
    assert found["is_title"] == [1, 0, 0, 0]
    assert found["in_authors"] == [0, 1, 0, 0]
    assert found["in_body"][2] == 1
    assert found["body_says"] == [-1, -1, 1, -1]
    assert found["in_description"][2] > 0
    assert set(found["has_body"]) == {1}


def test_repeats_and_quotes_out_of_the_text_are_told():
    part = "The first ferry left at noon with forty passengers."
    found = features(f"<p>{LONG}</p><blockquote>{part}</blockquote><p>Share</p><p>Share</p>")
    assert found["repeated"] == [0, 0, 1, 1]
    assert found["is_part"] == [0, 1, 0, 0]


def test_places_are_told_from_the_box_with_most_prose():
    found = features(
        f"<div><ul><li><a href=/>Home</a></li></ul></div><main><div class=text><p>{LONG}</p><p>{LONG} More.</p></div>"
        "<div class=more><p>Elsewhere</p></div></main>"
    )
    assert found["in_best"] == [0, 1, 1, 0]
    assert found["best_up"] == [2, 0, 0, 1]
    assert found["best_down"] == [3 - 1, 0, 0, 1]
    assert found["outer_prose"][1] == 1


def test_names_count_only_where_they_part_a_block_from_the_story():
    found = features(
        f"<div class='x has-comments'><div class=text><p>{LONG}</p></div><ol class=comments><li>{LONG}</li></ol></div>"
    )
    assert found["around:comments"] == [1, 1]
    assert found["apart:comments"] == [0, 1]
    assert found["apart_never"] == [0, 1]


def test_a_page_of_one_word_has_features():
    assert len(features("<p>x</p>")["letters"]) == 1
