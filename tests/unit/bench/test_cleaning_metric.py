"""The metric by which cleaning is judged, on texts small enough to count by hand."""

from datetime import UTC, datetime

import pytest

from bench.cleaning.bootstrap import difference
from bench.cleaning.described import (
    Described,
    full_day,
    is_same_day,
    marks,
    metadata_score,
    name_key,
    picture_key,
    title_key,
)
from bench.cleaning.folds import FOLDS, by_fold, fold_of, texts
from bench.cleaning.metric import Tally, by_opening, by_segments, by_shingles, score, shingles


def page(**members):
    return {"id": "1", "source": "ours", "url": None, "html": "", "domain": "one.example", **members}


def test_shingles_are_counted_with_their_repeats():
    assert shingles("a b c d a b c d") == {
        ("a", "b", "c", "d"): 2,
        ("b", "c", "d", "a"): 1,
        ("c", "d", "a", "b"): 1,
        ("d", "a", "b", "c"): 1,
    }


def test_a_short_text_is_one_shingle_and_an_empty_one_is_none():
    assert shingles("the ferry") == {("the", "ferry"): 1}
    assert not shingles(" … ")


def test_where_no_spaces_are_written_each_letter_counts():
    assert shingles("渡し船は") == {("渡", "し", "船", "は"): 1}
    assert shingles("ferry 渡船") == {("ferry", "渡", "船"): 1}


def test_precision_and_recall_of_shingles():
    tally = by_shingles(page(gold_text="one two three four five six"), "two three four five nine")
    assert tally == Tally(right=1 / 2, given=1, found=1 / 3, wanted=1)


def test_a_page_without_a_text_lowers_recall_alone():
    gold = page(gold_text="one two three four")
    found = score([by_shingles(gold, "one two three four"), by_shingles(gold, "")])
    assert (found.precision, found.recall) == (1, 0.5)
    assert found.f1 == pytest.approx(2 / 3)


def test_an_optional_paragraph_counts_where_most_of_it_was_kept():
    members = {
        "gold_text": "one two three four",
        "gold_paragraphs": ["one two three four", "this one may stay or go"],
        "gold_optional": [False, True],
    }
    assert by_shingles(page(**members), "one two three four").found == 1
    kept = by_shingles(page(**members), "one two three four\nthis one may stay or go")
    assert (kept.right, kept.found) == (1, 1)


def test_segments_over_all_pages():
    members = {"with": ["the ferry", "the harbour"], "without": ["subscribe", "read more"]}
    tallies = [by_segments(page(**members), "the ferry, subscribe"), by_segments(page(**members), "the harbour")]
    found = score(tallies)
    assert (found.precision, found.recall) == (pytest.approx(2 / 3), 1 / 2)


def test_an_opening_is_found_as_whole_words_and_its_cut_end_is_forgiven():
    judge = by_opening("first")
    assert judge(page(first="The ferry &#8212; sailed at noo"), "Skip. The ferry — sailed at noon.").found
    assert not judge(page(first="ferry sailed at noon"), "the ferryman sailed at noon").found


def test_titles_are_equal_but_for_quotes_spaces_and_case():
    assert title_key("“The  Ferry”\u00a0sails") == title_key('"the ferry" sails')


def test_names_are_equal_but_for_accents_and_by():
    assert name_key("By  Zoë Ångström") == "zoe angstrom"


def test_the_day_is_that_of_the_golds_zone():
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert is_same_day("2026-03-02T00:30:00+01:00", late)
    assert not is_same_day("2026-03-01T10:00:00+01:00", late)
    assert is_same_day("2026-03-02T00:30:00+01:00", "2026-03-02")
    assert not is_same_day("2026-03-02", None)


@pytest.mark.parametrize(
    ("gold", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2 ", "2026-03-02"),
        ("2026-03-02T00:30:00+01:00", "2026-03-02T00:30:00+01:00"),
        ("2026", None),
        ("2026-3", None),
        ("2026-13-02", None),
        ("Ann Berg", None),
    ],
)
def test_a_gold_date_of_less_than_a_day_is_none(gold, day):
    assert full_day(gold) == day


def test_bylines_may_be_lists_of_names():
    named = Described(authors=("Ann Berg", "Bo Lind"))
    assert marks({"gold_authors": [["Ann Berg", "Bo Lind"]]}, named).authors == (2, 2, 2)
    assert marks({"gold_authors": ["Ann Berg, Bo Lind"]}, named).authors == (2, 2, 2)


def test_a_picture_is_the_same_in_another_size():
    assert picture_key("https://i.example/a/720x480/quay.jpg?w=720") == picture_key(
        "https://i.example/b/quay-300x200.webp"
    )
    assert picture_key("https://i.example/quay.jpg") != picture_key("https://i.example/mole.jpg")


def test_only_what_the_gold_knows_is_judged():
    gold = page(gold_title="The ferry", gold_authors=["Ann Lee and Bo Ek"])
    found = metadata_score([marks(gold, Described("The ferry", None, ("Ann Lee", "Staff")))])
    assert (found.title, found.authors, found.day, found.image) == (1, 0.5, None, None)


def test_the_interval_of_a_difference_is_drawn_by_site():
    better, worse = Tally(1, 1, 1, 1), Tally(0.5, 1, 0.5, 1)
    sites = [f"{number}.example" for number in range(20)]
    always = difference([better] * 20, [worse] * 20, sites)
    assert always.mean == always.low == always.high == pytest.approx(0.5)
    # All that is better stands on one site: drawn or not, that is luck.
    one = difference([better] * 10 + [worse] * 10, [worse] * 20, ["one.example"] * 10 + sites[10:])
    assert one.mean == pytest.approx(0.25)
    assert one.low == 0
    assert one.high > 0.3


def test_a_page_is_judged_by_the_reader_that_never_saw_its_site():
    pages = [page(id=str(number), domain=f"{number % 30}.example") for number in range(60)]
    assert {fold_of(one) for one in pages} == set(range(FOLDS))
    assert all(fold_of(one) == fold_of(other) for one, other in zip(pages[:30], pages[30:], strict=True))
    readers = {fold: (lambda _, fold=fold: f"by {fold}") for fold in range(FOLDS)}
    assert texts(pages, readers) == [f"by {fold_of(one)}" for one in pages]
    assert by_fold(str.upper)("a") == "A"
