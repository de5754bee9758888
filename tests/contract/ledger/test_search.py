"""Full-text search means the same on both databases, and no query breaks it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.ledger.builders import draft, stored
from wirecopy.ledger import articles

TEXTS = {
    "ferry": ("Ferry leaves harbour", "The night ferry left the old harbour at 10:30 with covid-19 tests on board."),
    "reversed": ("Harbour news", "The old ferry met the night train. It isn't the harbour's only one."),
    "accents": ("Élection à Orléans", "Le maire d'Orléans a été réélu; Ærø og Þór følger med. naïve ﬁnance"),
    "japanese": ("東京の天気", "明日は雨が降るでしょう。東京都では晴れ。"),
    "hindi": ("समाचार", "दिल्ली में आज बारिश हुई"),
    "greek": ("ΕΛΛΑΔΑ", "Η Αθήνα και ο Πειραιάς"),
    "numbers": ("Budget 2026", "A rise of 3.5 per cent to 1,200 in file_name and 0x1F, mail desk@harbour.example now."),
}

MATCHES = [
    ("ferry", {"ferry", "reversed"}),
    ("FERRY Harbour", {"ferry", "reversed"}),
    ('"night ferry"', {"ferry"}),
    ('"ferry night"', set()),
    ('"old ferry', {"reversed"}),
    ("ferry -train", {"ferry"}),
    ('ferry -"night ferry"', {"reversed"}),
    ("-train ferry", {"ferry"}),
    ("-train", set()),
    ("- ferry", {"ferry", "reversed"}),
    ("", set()),
    (" \t\n", set()),
    ('"', set()),
    ('""', set()),
    ("!!! ??? ***", set()),
    ("ferr", set()),
    ("fer*", set()),
    ("covid-19", {"ferry"}),
    ("covid", {"ferry"}),
    ("isn't", {"reversed"}),
    ("election orleans", {"accents"}),
    ("ÉLECTION", {"accents"}),
    ("d'orléans", {"accents"}),
    ("finance", {"accents"}),
    ("東京", {"japanese"}),
    ("東京都", {"japanese"}),
    ("京東", set()),
    ("दिल्ली", {"hindi"}),
    ("दाल ली", set()),
    ("दलल", set()),
    ("ελλαδα", {"greek"}),
    ("αθηνα", {"greek"}),
    ("3.5", {"numbers"}),
    ("1,200", {"numbers"}),
    ("file_name", {"numbers"}),
    ("file name", {"numbers"}),
    ("0x1f", {"numbers"}),
    ("desk@harbour.example", {"numbers"}),
    ("harbour.example", {"numbers"}),
    ("leaves AND harbour", set()),
    ("night OR day", set()),
    ("ferry NOT night", set()),
    ("title:ferry", set()),
    ("ferry & harbour | train !", {"reversed"}),
    ("ferry & harbour |", {"ferry", "reversed"}),
    ("'; DROP TABLE articles; --", set()),
    # The end of a title and the beginning of its text are no phrase.
    ('"harbour the"', set()),
    ('"leaves harbour"', {"ferry"}),
]


@pytest.fixture
def library(ledger, now):
    with ledger.begin() as conn:
        names = {stored(conn, now, draft(name, title=title, text=text)): name for name, (title, text) in TEXTS.items()}

    def find(query, **fields):
        with ledger.read() as conn:
            return [names[article.id] for article in articles.search(conn, query, **fields)[0]]

    return find


def test_a_query_finds_what_a_person_means(library):
    assert {query: set(library(query)) for query, _ in MATCHES} == dict(MATCHES)


def test_the_best_match_comes_first(ledger, now):
    with ledger.begin() as conn:
        body = "Many words about the sea, the wind and the weather of a long day. " * 5
        aside = stored(conn, now, draft("aside", title="Weather", text=body + "A ferry."))
        about = stored(conn, now, draft("about", title="The ferry", text=body + "The ferry left. A ferry came."))
        found, _ = articles.search(conn, "ferry")
        assert [article.id for article in found] == [about, aside]


def test_results_come_page_by_page(ledger, now):
    with ledger.begin() as conn:
        ids = {stored(conn, now, draft(str(number))) for number in range(5)}
        seen, after = [], None
        while True:
            found, after = articles.search(conn, "ferry", after=after, limit=2)
            seen += [article.id for article in found]
            if after is None:
                break
        assert len(seen) == 5
        assert set(seen) == ids


def test_a_book_of_a_page_is_stored_and_found_by_its_beginning(ledger, now):
    text = " ".join(f"word{number}" for number in range(40_000)) + " " + "x" * 5_000 + " " + "漢" * 300_000
    with ledger.begin() as conn:
        article_id = stored(conn, now, draft(text=text))
        assert [article.id for article in articles.search(conn, "word15999")[0]] == [article_id]
        assert articles.search(conn, "word16000")[0] == []
        assert articles.get(conn, article_id).text == text


def test_a_word_may_be_longer_than_an_index_takes(ledger, now):
    with ledger.begin() as conn:
        article_id = stored(conn, now, draft(text="x" * 5_000))
        assert [article.id for article in articles.search(conn, "x" * 4_000)[0]] == [article_id]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="ab\"'-+*()^:~&|!<>\\ \x00{}[]", max_size=40),
        st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR(", "ferry", '"', "-", "''", "\\", ":*"]), max_size=80).map(
            " ".join
        ),
    )
)
def test_no_query_is_an_error(library, query):
    assert isinstance(library(query, limit=3), list)
