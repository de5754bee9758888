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
    (passage,) = passages([dropped("a", "app-prompt"), dropped("b", "share-line"), dropped("cc", "share-line")])
    assert passage.reasons == (("share-line", 2), ("app-prompt", 1))
    assert passage.letters == 4


def test_what_stands_around_the_story_is_told_from_what_was_cut_out_of_it():
    found = passages([dropped("Menu", "navigation"), kept("Lead."), dropped("Share this", "share-line")])
    assert [passage.is_around for passage in found] == [True, False, False]


def test_in_the_midst_of_the_story_everything_short_is_worth_a_look():
    box, menu = [dropped("Other story", "related")], [dropped(str(number), "navigation") for number in range(9)]
    found = passages([*box, kept("Lead."), *box, kept("More."), *menu, kept("End."), *box])
    assert [passage.is_around for passage in found if not passage.kept] == [True, False, True, True]


def test_reasons_have_words_also_those_that_are_new():
    assert in_words("age-notice") == "says how old the story is"
    assert in_words("site-repeats-it") == "site repeats it"


def test_what_a_site_repeats_at_the_edges_stands_around_the_story():
    repeated = dropped("Ask our newsdesk", "site-repeats")
    found = passages([repeated, kept("Lead."), repeated, kept("End."), repeated])
    assert [passage.is_around for passage in found if not passage.kept] == [True, False, True]
