"""Which entry this is, and whether it has changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.feed import Enclosure, FeedEntry
from wirecopy.feeds.identity import entry_hash, entry_key

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
    assert entry_hash(ENTRY) == "v1:9898eef1318ca4250341dae3f85da3d3559bc93eb3fc111a85b669bb20094925"


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "https://harbour.example/2"},
        {"title": "Ferry stays"},
        {"summary": "It stayed."},
        {"content_html": "<p>It stayed.</p>"},
        {"authors": ("Per Ås",)},
        {"published_at": None},
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
    ],
)
def test_what_says_nothing_new_does_not(changed):
    assert entry_hash(ENTRY.model_copy(update=changed)) == entry_hash(ENTRY)


def test_an_entry_with_nothing_in_it_or_half_a_surrogate_has_a_hash():
    assert entry_hash(FeedEntry(key="1")) != entry_hash(FeedEntry(key="1", title="\ud83d"))
