import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.records.text import content_hash, fold, searchable, word_count


def test_hash_is_the_same_on_every_machine():
    assert content_hash("Rain ahead.") == "v1:613a029969bcf03136c0d146728125e3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Don’t,” she said.", '"Don\'t" -- she said'),
        ("Rain\n\nahead", "rain ahead"),
        ("STRASSE", "straße"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ﬁne", "fine"),
        ("cafe\u0301", "café"),
    ],
)
def test_hash_is_blind_to_case_spacing_and_punctuation(one, other):
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("rain ahead", "rainahead"), ("up 3 points", "up 4 points"), ("की", "का"), ("cafe", "café"), ("북한", "북하")],
)
def test_hash_sees_words_digits_and_vowel_signs(one, other):
    assert content_hash(one) != content_hash(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert content_hash(fold(text)) == content_hash(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź Crème Brûlée", "lodz creme brulee"),
        ("北京大学 opens", "北 京 大 学 opens"),
        ("ไทย", "ไ ท ย"),
        ("ｆｕｌｌ width", "full width"),
        ("Straße", "strasse"),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_searchable_text(text, expected):
    assert searchable(text) == expected


@given(st.text())
def test_searchable_text_is_stable(text):
    once = searchable(text)
    assert searchable(once) == once


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Rain, ahead!", 2), ("北京大学 says hi", 6), ("— … —", 0), ("東京で雨。", 4), ("비가 온다", 2)],
)
def test_word_count(text, count):
    assert word_count(text) == count


def test_marks_without_end_on_one_letter_are_compared_by_the_first_ones():
    flood = "Z" + "\u0301\u0316" * 50_000
    assert len(fold(flood)) < 100
    assert content_hash(flood) == content_hash(flood + "\u0301")
    assert fold("Za\u0301lgo \u0301\u0316") == "zálgo \u0316\u0301"
