"""Which entry this is, and whether it has changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.feed import Enclosure, FeedEntry
from wirecopy.feeds.identity import entry_hash, entry_key, entry_words

ENTRY = FeedEntry(
    key="1",
    url="https://harbour.example/1",
    title="Ferry leaves",
    summary="It left.",
    content_html="<p>It left.</p>",
    authors=("Ida Moe",),
    published_at=datetime(2026, 3, 14, tzinfo=UTC),
    updated_at=datetime(2026, 3, 15, tzinfo=UTC),
    tags=("sea", "local"),
)


def test_the_guid_is_the_identity_then_the_link_then_the_words():
    assert entry_key(" tag:1 ", "https://harbour.example/1", "T", "S") == "tag:1"
    assert entry_key(None, "https://harbour.example/1", "T", "S") == "https://harbour.example/1"
    assert entry_key("  ", "", "T", "S") == entry_key(None, None, " T ", "S\n")
    assert entry_key(None, None, "T", "S") != entry_key(None, None, "TS", "")


@given(st.text(), st.text(), st.text(), st.text())
def test_every_entry_has_a_key_of_bounded_length(guid, url, title, summary):
    assert 1 <= len(entry_key(guid, url, title, summary)) <= 500


def test_long_guids_keep_apart():
    assert entry_key("x" * 501, None, "", "") != entry_key("x" * 502, None, "", "")


def test_a_hash_names_its_version_and_stays_what_it_was():
    # Kept in ledgers: when this changes, every known entry counts as changed, so the version must change too.
    assert entry_hash(ENTRY) == "v2:8a13c531663847ff29ec5cf4da20605c0a76d9aeb88d9b87240691e6c89c4004"


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "https://harbour.example/2"},
        {"title": "Ferry stays"},
        {"summary": "It stayed."},
        {"content_html": "<p>It stayed.</p>"},
        {"authors": ("Per Ås",)},
        {"updated_at": datetime(2026, 3, 16, tzinfo=UTC)},
        {"tags": ("sea",)},
    ],
)
def test_a_change_of_what_it_says_changes_the_hash(changed):
    assert entry_hash(ENTRY.model_copy(update=changed)) != entry_hash(ENTRY)


@pytest.mark.parametrize(
    "changed",
    [
        {"tags": ("local", "sea")},
        {"title": " Ferry  leaves\n"},
        {"image_url": "https://harbour.example/a.jpg?signature=1"},
        {"enclosures": (Enclosure(url="https://harbour.example/a.mp3"),)},
        {"key": "2"},
        {"published_at": datetime(2026, 3, 17, tzinfo=UTC)},
    ],
)
def test_what_says_nothing_new_does_not(changed):
    assert entry_hash(ENTRY.model_copy(update=changed)) == entry_hash(ENTRY)


def test_an_entry_with_nothing_in_it_or_half_a_surrogate_has_a_hash():
    assert entry_hash(FeedEntry(key="1")) != entry_hash(FeedEntry(key="1", title="\ud83d"))


def test_words_tell_an_entry_whatever_its_link_and_guid():
    elsewhere = {"key": "2", "guid": "2", "url": "https://harbour.example/?again=7", "updated_at": None, "tags": ()}
    assert entry_words(ENTRY.model_copy(update=elsewhere)) == entry_words(ENTRY) is not None
    assert entry_words(ENTRY.model_copy(update={"summary": "It stayed."})) != entry_words(ENTRY)


def test_few_words_tell_an_entry_only_together_with_their_date():
    assert entry_words(ENTRY.model_copy(update={"published_at": None})) is None
    assert entry_words(ENTRY.model_copy(update={"published_at": datetime(2026, 3, 17, tzinfo=UTC)})) != entry_words(
        ENTRY
    )
    long = ENTRY.model_copy(update={"content_html": "<p>It left at noon.</p>" * 20})
    assert entry_words(long.model_copy(update={"published_at": None})) == entry_words(long) is not None


def test_no_words_tell_nothing():
    assert entry_words(FeedEntry(key="1", published_at=datetime(2026, 3, 17, tzinfo=UTC))) is None
