"""Words as numbers: equal where the words are, on text of any script."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning.wordnumbers import GRAM, among, grams, grams_of, numbered, tokens

_WORDS = st.text("abÄß→ •-_'“\n\tłЖ日語0²", max_size=12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Bay, re-opened", ["the", "bay", "re", "opened"]),
        ("a→b • c", ["a", "b", "c"]),
        ("Łódź → naïve_x", ["łódź", "naïve", "x"]),
        ("港口 open", ["港", "口", "open"]),
        (" — ", []),
    ],
)
def test_words_are_letters_without_case(text, words):
    assert tokens(text) == words


@given(st.lists(_WORDS, min_size=1, max_size=8))
def test_numbers_are_equal_where_the_words_are(texts):
    found = numbered(texts)
    read = [tokens(text) for text in texts]
    assert found.counts.tolist() == [len(words) for words in read]
    numbers = dict(zip((word for words in read for word in words), found.numbers.tolist(), strict=True))
    assert len(set(numbers.values())) == len(numbers)
    assert [found.of(place).tolist() for place in range(len(texts))] == [
        [numbers[word] for word in words] for words in read
    ]


@given(st.lists(_WORDS, min_size=2, max_size=8))
def test_three_words_in_a_row_are_found_in_another_text(texts):
    *others, last = texts
    found = numbered(texts)
    words = found.first(len(others))
    has = among(grams(words.numbers), grams(found.of(len(others))))
    wanted = set(grams_of(tokens(last)))
    assert words.sums(has, without=GRAM - 1).tolist() == [
        sum(gram in wanted for gram in grams_of(tokens(text))) for text in others
    ]


def test_a_sum_may_leave_out_a_texts_first_and_last_words():
    found = numbered(["a b c d e", "f g", ""])
    assert found.sums(np.arange(7), behind=1, without=2).tolist() == [1 + 2 + 3, 0, 0]
    assert found.sums(np.ones(7)).tolist() == [5, 2, 0]
