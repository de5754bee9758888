"""The record beside what would be stored today."""

from datetime import UTC, datetime

import pytest

from schemas.article import Article, Draft, Provenance, Removal, Source
from schemas.reprocess import Outcome
from wirecopy.cleaning.version import is_newer
from wirecopy.records.text import content_hash, word_count
from wirecopy.reprocessing.comparing import judge

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "The ferry left the harbour on Monday.\n\nNine people were aboard, and all of them could swim rather well."
PROMPT = "Sign up here for the harbour letter."


def made(model, text=TEXT, removed=(), **fields):
    given = {
        "url": "https://harbour.example/one",
        "canonical_url": "https://harbour.example/one",
        "source": Source(host="harbour.example", name="Harbour News"),
        "title": "Ferry lost",
        "text": text,
        "word_count": word_count(text),
        "content_hash": content_hash(text),
        "provenance": Provenance(extractor="page:x", version="1", removed=removed),
    }
    own = {"id": 7, "first_seen_at": NOON} if model is Article else {"url_keys": ("harbour.example/one",)}
    return model(**(given | own | fields))


def test_the_same_is_the_same_also_by_another_cleaner():
    after = made(Draft, provenance=Provenance(extractor="page:y", version="2"))
    assert judge(made(Article), after).outcome is Outcome.SAME


def test_a_line_that_is_taken_out_now_is_told_with_its_reason():
    taken = Removal(text=PROMPT, reason="newsletter-prompt")
    result = judge(made(Article, f"{TEXT}\n\n{PROMPT}"), made(Draft, removed=(taken,)))
    assert (result.outcome, result.removed, result.restored) == (Outcome.TEXT, (taken,), ())
    assert (result.words_before, result.words_after, result.words_removed) == (26, 19, 7)
    assert (result.lost, result.gained) == ((PROMPT,), ())
    assert result.loss == pytest.approx(7 / 26)
    back = judge(made(Article, removed=(taken,)), made(Draft, f"{TEXT}\n\n{PROMPT}"))
    assert (back.removed, back.restored, back.gained) == ((), (taken,), (PROMPT,))


def test_other_paragraphs_around_the_same_words_are_another_text():
    result = judge(made(Article, TEXT.replace("\n\n", " ")), made(Draft))
    assert (result.outcome, result.words_added, result.words_removed) == (Outcome.TEXT, 0, 0)


def test_a_counter_that_went_on_is_no_other_text():
    result = judge(made(Article, f"{TEXT}\n\n12 comments"), made(Draft, f"{TEXT}\n\n1,204 comments"))
    assert result.outcome is Outcome.SAME


def test_another_title_is_another_text_and_named_among_the_fields():
    result = judge(made(Article), made(Draft, title="Ferry found"))
    assert (result.outcome, result.fields) == (Outcome.TEXT, {"title": ("Ferry lost", "Ferry found")})


def test_fields_are_told_with_both_values_cut_to_a_line():
    after = made(
        Draft,
        authors=("Ida Moe", "Per Ås"),
        published_at=NOON,
        summary="word " * 100,
        source=Source(host="harbour.example", name="The Harbour"),
    )
    result = judge(made(Article), after)
    assert result.outcome is Outcome.FIELDS
    assert result.fields["authors"] == ("", "Ida Moe, Per Ås")
    assert result.fields["published_at"] == ("", "2026-03-01 12:00:00+00:00")
    assert result.fields["source_name"] == ("Harbour News", "The Harbour")
    assert len(result.fields["summary"][1]) == 200
    assert set(result.fields) == {"authors", "published_at", "source_name", "summary"}


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("2", "1", True),
        ("1", "1", False),
        ("1.10", "1.9", True),
        ("10", "9.9", True),
        ("x", "1", False),
        ("1", "", True),
    ],
)
def test_versions_are_numbers(version, than, newer):
    assert is_newer(version, than) is newer
