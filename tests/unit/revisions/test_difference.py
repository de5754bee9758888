"""The word diff of two versions."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.revision import Change
from wirecopy.revisions import compare

FERRY = (
    "The ferry left the harbour on Monday.\n\n"
    "Nine people were aboard, the council said, and all of them could swim rather well.\n\n"
    "Nobody knows when it will be back, though the mayor hopes for an answer within the week."
)


def told(before, after):
    return [
        (passage.change.value, [(span.change.value, span.text) for span in passage.spans])
        for passage in compare(("T", before), ("T", after)).without_same().passages
    ]


def test_a_changed_word_is_shown_in_its_paragraph():
    assert told(FERRY, FERRY.replace("Monday", "Tuesday")) == [
        (
            "changed",
            [
                ("same", "The ferry left the harbour on "),
                ("removed", "Monday. "),
                ("added", "Tuesday."),
            ],
        )
    ]


def test_words_are_counted_and_places_are_those_of_the_version_they_stand_in():
    found = compare(("T", FERRY), ("T", "A boat.\n\n" + FERRY.rpartition("\n\n")[0]))
    assert (found.words_added, found.words_removed) == (2, 17)
    assert [(passage.change, passage.place) for passage in found.passages] == [
        (Change.ADDED, 1),
        (Change.SAME, 2),
        (Change.SAME, 3),
        (Change.REMOVED, 3),
    ]


def test_a_paragraph_that_moved_is_neither_added_nor_removed():
    one, two, three = FERRY.split("\n\n")
    found = compare(("T", FERRY), ("T", f"{three}\n\n{one}\n\n{two}"))
    assert (found.words_added, found.words_removed) == (0, 0)
    assert [passage.change for passage in found.passages] == [Change.MOVED, Change.SAME, Change.SAME]


def test_a_paragraph_that_was_split_has_moved():
    split = FERRY.replace("said, and all", "said\n\nand all")
    found = compare(("T", FERRY), ("T", split))
    assert {passage.change for passage in found.passages} == {Change.SAME, Change.MOVED}
    assert (found.words_added, found.words_removed) == (0, 0)


def test_the_title_is_compared_too():
    found = compare(("Ferry lost", FERRY), ("Ferry found", FERRY))
    assert [(span.change, span.text) for span in found.title] == [
        (Change.SAME, "Ferry "),
        (Change.REMOVED, "lost "),
        (Change.ADDED, "found"),
    ]
    assert not found.without_same().passages


def test_letters_are_compared_where_there_are_no_spaces():
    assert told("船は月曜日に港を出た。", "船は火曜日に港を出た。") == [
        ("changed", [("same", "船は"), ("removed", "月"), ("added", "火"), ("same", "曜日に港を出た。")])
    ]


def test_a_rewritten_passage_is_read_whole_and_not_around_a_word_that_it_kept():
    (_, spans), *_ = told(
        FERRY, FERRY.replace("the council said, and all of them could swim", "which made the crew and owners very glad")
    )
    assert [change for change, _ in spans] == ["same", "removed", "added", "same"]


def test_a_word_behind_the_last_one_keeps_its_distance():
    spans = compare(("T", "It left"), ("T", "It sailed away")).passages[0].spans
    assert "".join(span.text for span in spans) == "It left sailed away"


words = st.lists(st.sampled_from(["a", "b", "c.", "d", "\n\n", "港"]), max_size=25).map(" ".join)


@given(words, words)
def test_the_spans_make_up_both_versions(before, after):
    def bare(text):
        return "".join(text.split())

    found = compare(("T", before), ("T", after))
    if Change.MOVED in {passage.change for passage in found.passages}:
        return
    for text, other in ((before, Change.ADDED), (after, Change.REMOVED)):
        spans = [span.text for passage in found.passages for span in passage.spans if span.change is not other]
        assert bare("".join(spans)) == bare(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 50_000, "b b a " * 40_000),
        ("\n\n".join(["x y"] * 20_000), "\n\n".join(["x z"] * 20_001)),
        ("\n\n".join(f"a {n} b" for n in range(3000)), "\n\n".join(f"b {n} a" for n in range(3000))),
    ],
    ids=["one long paragraph", "one paragraph again and again", "every paragraph rewritten"],
)
def test_no_text_takes_long(before, after):
    started = time.perf_counter()
    compare(("T", before), ("T", after))
    assert time.perf_counter() - started < 10
