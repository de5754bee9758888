"""Who was first, how much was copied, what was cut and added."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from schemas.article import Article, Provenance, Source
from wirecopy.records.text import word_count
from wirecopy.syndication import syndication
from wirecopy.syndication.copying import copying

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = [f"{first}{last}" for first in "ba be bi bo bu da de di do du".split() for last in "l n r s t m k p".split()]


def prose(seed, count):
    """Paragraphs of random words: sentences that are made after a few patterns would copy one another."""
    random = Random(seed)
    return [" ".join(random.choices(WORDS, k=30)).capitalize() + "." for _ in range(count)]


STORY = prose("ferry", 6)
TEXT = "\n\n".join(STORY)
OWN = "The Vale Courier has asked the council for the minutes of all its meetings since the ferry was bought."


def article(number, text=TEXT, *, hours=0.0, **fields):
    given = {
        "id": number,
        "url": f"https://{number}.example/one",
        "canonical_url": f"https://{number}.example/one",
        "source": Source(host=f"{number}.example"),
        "title": "Ferry lost",
        "text": text,
        "word_count": word_count(text),
        "content_hash": "",
        "published_at": NOON + timedelta(hours=hours),
        "duplicate_of": None if number == 1 else 1,
        "first_seen_at": NOON + timedelta(days=1, hours=number),
        "provenance": Provenance(extractor="page:x", version="1"),
    }
    return Article(**(given | fields))


def test_a_whole_copy():
    made = copying(TEXT, TEXT)
    assert (made.copied, made.used, made.cut, made.added, made.edited) == (1.0, 1.0, (), (), 0)


def test_what_an_outlet_cut_and_added_is_told_by_paragraph():
    copy = "\n\n".join([STORY[0], OWN, *STORY[1:4]])
    made = copying(TEXT, copy)
    assert [(part.place, part.text) for part in made.cut] == [(5, STORY[4]), (6, STORY[5])]
    assert [(part.place, part.text) for part in made.added] == [(2, OWN)]
    assert made.edited == 0
    own, kept = word_count(OWN), word_count("\n\n".join(STORY[:4]))
    assert made.copied == pytest.approx(kept / (kept + own), abs=0.01)
    assert made.used == pytest.approx(kept / word_count(TEXT), abs=0.01)


def test_a_paragraph_in_which_words_were_changed_was_edited():
    changed = STORY[2].split()
    changed[3:5] = ["something", "else"]
    made = copying(TEXT, "\n\n".join([*STORY[:2], " ".join(changed), *STORY[3:]]))
    assert (made.cut, made.added, made.edited) == ((), (), 1)
    assert 0.9 < made.copied < 1


def test_paragraphs_in_another_order_are_copied_all_the_same():
    made = copying(TEXT, "\n\n".join(STORY[::-1]))
    assert (made.copied, made.used, made.cut, made.added) == (1.0, 1.0, (), ())


def test_another_text_copies_nothing():
    other = "\n\n".join(prose("bridge", 4))
    made = copying(TEXT, other)
    assert made.copied < 0.1
    assert len(made.added) == 4


def test_letters_are_compared_where_there_are_no_spaces():
    text = "船は月曜日に港を出た。乗客は泳ぎが得意だったと市議会は発表した。\n\n船長は健康だったと家族は話している。"
    made = copying(text, text.split("\n\n", maxsplit=1)[0])
    assert made.copied == 1.0
    assert [part.place for part in made.cut] == [2]


def test_a_text_without_words_or_shorter_than_a_run_is_no_trouble():
    assert copying("", "").copied == 1.0
    assert copying("The ferry left", "The ferry left").copied == 1.0
    assert copying("The ferry left", "A bridge fell").copied == 0.0


def test_who_published_first_is_told_by_the_dates_and_not_by_who_was_seen_first():
    found = syndication([article(1, hours=2), article(2, hours=1), article(3, hours=3)])
    assert (found.root_id, found.first_id) == (1, 2)
    assert [outlet.article_id for outlet in found.outlets] == [2, 1, 3]
    assert [outlet.same_title for outlet in found.outlets] == [True, True, True]


def test_a_day_without_a_time_ends_before_it_goes_first():
    midnight = NOON.replace(hour=0)
    day_only = article(2, published_at=midnight, date_source="meta:day")
    assert syndication([article(1), day_only]).first_id == 1
    assert syndication([article(1, hours=24), day_only]).first_id == 2


def test_without_a_date_the_moment_it_was_seen_counts():
    assert syndication([article(1, published_at=None), article(2, hours=1)]).first_id == 2


def test_whose_text_it_is_is_what_most_say():
    agency = f"LINDWELL (AP) — {TEXT}"
    members = [article(1), article(2, agency), article(3, agency), article(4, f"LINDWELL (Reuters) - {TEXT}")]
    found = syndication(members)
    assert found.agencies == ("AP",)
    credited = [[credit.agency for credit in outlet.credits] for outlet in found.outlets]
    assert credited == [
        [],
        ["AP"],
        ["AP"],
        ["Reuters"],
    ]
    assert syndication(members[:1]).agencies == ()
