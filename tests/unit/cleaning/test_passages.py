"""An explained page as it reads: what was kept and, between, what was left out."""

from wirecopy.cleaning.explain import Block
from wirecopy.cleaning.passages import in_words, passages


def kept(text: str) -> Block:
    return Block(text, kept=True)


def dropped(text: str, reason: str) -> Block:
    return Block(text, kept=False, reason=reason)


def test_neighbours_of_one_fate_are_one_passage_in_the_pages_order():
    blocks = [dropped("Home", "not-story"), kept("Lead."), kept("More."), dropped("Share", "share-line"), kept("End.")]
    found = passages(blocks)
    assert [(passage.kept, len(passage.blocks)) for passage in found] == [(False, 1), (True, 2), (False, 1), (True, 1)]
    assert [block for passage in found for block in passage.blocks] == blocks


def test_a_passage_counts_its_reasons():
    (passage,) = passages([dropped("a", "furniture"), dropped("b", "share-line"), dropped("cc", "furniture")])
    assert passage.reasons == (("furniture", 2), ("share-line", 1))
    assert passage.letters == 4


def test_what_stands_around_the_story_is_told_from_what_was_cut_out_of_it():
    around, cut = passages([dropped("Home", "not-story"), kept("Lead."), dropped("Share this", "share-line")])[::2]
    assert around.is_around
    assert not cut.is_around


def test_reasons_have_words_also_those_that_are_new():
    assert in_words("age-notice") == "says how old the story is"
    assert in_words("site-repeats-it") == "site repeats it"
