"""Entries coming in from a feed, and changing there."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from schemas.entry import EntryState
from tests.contract.ledger.builders import (
    HOUR,
    MINUTE,
    archived,
    host_of,
    item,
    key_of,
    leased,
    merged,
    stored,
    submitted,
)
from wirecopy.ledger import entries, tables


def merge(conn, feed, now, *items):
    counts = entries.merge(conn, feed.id, items, now=now, host_of=host_of, key_of=key_of)
    return counts.new, counts.changed, counts.unchanged


def test_unseen_entries_wait_to_be_pulled(ledger, now):
    given = item("one", summary="What happened", published_at=now - HOUR, tags=("a", "b"), authors=("Ida Moe",))
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, given, item("two")) == (2, 0, 0)
        first, _second = entries.page(conn, feed_id=feed.id)
        assert (first.key, first.url, first.host) == ("one", "https://harbour.example/one", "harbour.example")
        assert (first.state, first.attempts, first.seen_at, first.next_attempt_at) == (
            EntryState.WAITING,
            0,
            now,
            now,
        )
        assert first.item == given


def test_the_same_entries_again_change_nothing(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merge(conn, feed, now, item("one"), item("two"))
        before = entries.page(conn)
        assert merge(conn, feed, now + HOUR, item("two"), item("one"), item("three")) == (1, 0, 2)
        assert entries.page(conn)[:2] == before


def test_two_items_with_one_key_are_one_entry_and_the_first_counts(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, item("one", title="Newer"), item("one", title="Older")) == (1, 0, 1)
        assert entries.page(conn)[0].item.title == "Newer"


def test_one_key_in_two_feeds_is_two_entries(ledger, now):
    with ledger.begin() as conn:
        for url in ("https://a.example/", "https://b.example/"):
            assert merge(conn, submitted(conn, now, url), now, item("one")) == (1, 0, 0)


def test_entries_without_a_usable_address_come_in_too(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, item("one", url=None), item("two", url="mailto:desk@harbour.example")) == (
            2,
            0,
            0,
        )
        assert [entry.host for entry in entries.page(conn)] == ["", ""]


def test_a_changed_entry_at_rest_waits_again_to_be_fetched_anew(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        (entry_id,) = merged(conn, feed, now, item("one"))
        leased(conn, now)
        entries.record_archive(conn, entry_id, archived(now))
        article = stored(conn, now)
        entries.settle(conn, entry_id, now=now, state=EntryState.STORED, article_id=article)
        corrected = item("one", title="Corrected", url="https://harbour.example/one-corrected")
        assert merge(conn, feed, now + HOUR, corrected) == (0, 1, 0)
        entry = entries.get(conn, entry_id)
        assert (entry.state, entry.attempts, entry.archived) == (EntryState.WAITING, 0, None)
        assert (entry.next_attempt_at, entry.settled_at) == (now + HOUR, None)
        assert (entry.article_id, entry.item, entry.url) == (article, corrected, corrected.url)
        # Its address is known, and it is fetched all the same.
        assert entries.settle_known(conn, now=now + HOUR) == 0
        assert leased(conn, now + HOUR) == [entry_id]


@pytest.mark.parametrize("queued", [False, True])
def test_a_changed_entry_on_the_way_goes_on_with_the_new_item(ledger, now, queued):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        (entry_id,) = merged(conn, feed, now, item("one"))
        leased(conn, now)
        entries.record_archive(conn, entry_id, archived(now))
        if queued:
            entries.mark_queued(conn, [entry_id], now=now)
        before = entries.get(conn, entry_id)
        corrected = item("one", title="Corrected", url="https://harbour.example/elsewhere")
        assert merge(conn, feed, now + MINUTE, corrected) == (0, 1, 0)
        assert entries.get(conn, entry_id) == before.model_copy(update={"item": corrected})


def test_a_changed_entry_that_waits_takes_the_new_address(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        (entry_id,) = merged(conn, feed, now, item("one"))
        merge(conn, feed, now + MINUTE, item("one", url="https://valley.example/moved"))
        entry = entries.get(conn, entry_id)
        assert (entry.url, entry.host) == ("https://valley.example/moved", "valley.example")
        assert (entry.state, entry.next_attempt_at) == (EntryState.WAITING, now)


def test_many_entries_may_change_at_once(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        ids = merged(conn, feed, now, *(item(name) for name in "abc"))
        entries.settle(conn, ids[2], now=now, state=EntryState.FAILED)
        given = [item(name, title=f"New {name}") for name in "cba"]
        assert merge(conn, feed, now + HOUR, *given, item("d")) == (1, 3, 0)
        after = [entries.get(conn, entry_id) for entry_id in ids]
        assert [entry.item.title for entry in after] == ["New a", "New b", "New c"]
        assert [entry.next_attempt_at for entry in after] == [now, now, now + HOUR]


def test_an_entry_that_changes_at_every_poll_is_left_alone_after_20_times(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        (entry_id,) = merged(conn, feed, now, item("one", summary="0 comments"))
        for number in range(1, 21):
            assert merge(conn, feed, now, item("one", summary=f"{number} comments")) == (0, 1, 0)
        assert merge(conn, feed, now, item("one", summary="21 comments")) == (0, 0, 1)
        # A new headline or date is worth a look, and starts the count anew.
        assert merge(conn, feed, now, item("one", summary="22 comments", title="Corrected")) == (0, 1, 0)
        assert merge(conn, feed, now, item("one", summary="23 comments", title="Corrected")) == (0, 1, 0)
        assert merge(conn, feed, now, item("one", summary="23 comments", title="Corrected", updated_at=now)) == (
            0,
            1,
            0,
        )
        assert entries.get(conn, entry_id).item.updated_at == now


def test_text_that_a_database_can_not_hold_is_mended(ledger, now):
    odd = item("one\x00", title="nul \x00 and half a pair \ud83d", summary="\\u0000 \\\x00")
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, odd) == (1, 0, 0)
        (entry,) = entries.page(conn)
        assert (entry.key, entry.item.title) == ("one", "nul  and half a pair ?")
        assert entry.item.summary == "\\u0000 \\"
        assert merge(conn, feed, now, odd) == (0, 0, 1)


def test_a_sitemap_of_thousands_comes_in_whole(ledger, now):
    items = [item(f"story-{number}") for number in range(3_000)]
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, *items) == (3000, 0, 0)
        assert merge(conn, feed, now, *items) == (0, 0, 3000)
        assert entries.counts(conn, feed_ids=[feed.id]) == {EntryState.WAITING: 3000}


# ---- entries that come again under another guid


def keys(conn, feed):
    return [entry.key for entry in entries.page(conn, feed_id=feed.id, limit=1000)]


def test_a_feed_that_changes_all_its_guids_brings_no_news(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        before = merged(conn, feed, now, *(item(name) for name in "abc"))
        given = [item(f"new-{name}", url=f"https://harbour.example/{name}", title=f"Headline {name}") for name in "abc"]
        assert merge(conn, feed, now + HOUR, *given, item("d")) == (1, 0, 3)
        assert keys(conn, feed) == ["new-a", "new-b", "new-c", "d"]
        assert [entry.id for entry in entries.page(conn, feed_id=feed.id)][:3] == before
        assert merge(conn, feed, now + HOUR, *(item(name) for name in "abc")) == (0, 0, 3), "and back"


def test_an_entry_with_another_guid_and_another_title_has_changed(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        (entry_id,) = merged(conn, feed, now, item("one"))
        entries.settle(conn, entry_id, now=now, state=EntryState.STORED, article_id=stored(conn, now))
        corrected = item("two", url="https://harbour.example/one", title="Corrected")
        assert merge(conn, feed, now + HOUR, corrected) == (0, 1, 0)
        entry = entries.get(conn, entry_id)
        assert (entry.key, entry.state, entry.item) == ("two", EntryState.WAITING, corrected)


def test_guid_and_link_may_both_change_where_the_words_stay(ledger, now):
    def told(number):
        return [
            item(f"{name}?{number}", url=f"https://harbour.example/{number}/{name}", title=f"{name} " * 50)
            for name in ("ferry", "quay")
        ]

    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merge(conn, feed, now, *told(0))
        for number in range(1, 30):
            assert merge(conn, feed, now, *told(number)) == (0, 0, 2)
        assert keys(conn, feed) == ["ferry?29", "quay?29"]


def test_different_stories_that_share_a_link_are_not_one(ledger, now):
    section = "https://harbour.example/news"
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, item("a", url=section), item("b", url=section)) == (2, 0, 0)
        # One new beside an old one, and several new ones.
        assert merge(conn, feed, now, item("c", url=section), item("b", url=section)) == (1, 0, 1)
        assert merge(conn, feed, now, item("d", url=section), item("e", url=section)) == (2, 0, 0)
        # Alone in the document, but several in the ledger had it.
        assert merge(conn, feed, now, item("f", url=section)) == (1, 0, 0)


def test_a_front_page_tells_no_entry(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        for name in "abc":
            assert merge(conn, feed, now, item(name, url="https://harbour.example/")) == (1, 0, 0)


def test_words_that_return_are_another_story_unless_their_date_is_the_same(ledger, now):
    def crossword(day, **fields):
        return item(
            f"{day}", url=f"https://harbour.example/{day}", title="Crossword", published_at=now + day * HOUR, **fields
        )

    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert merge(conn, feed, now, crossword(1)) == (1, 0, 0)
        assert merge(conn, feed, now, crossword(2)) == (1, 0, 0)
        again = crossword(2, key="again", guid="again").model_copy(update={"url": "https://harbour.example/elsewhere"})
        assert merge(conn, feed, now, again) == (0, 0, 1)


def test_one_guid_in_another_feed_is_another_matter(ledger, now):
    with ledger.begin() as conn:
        one, other = submitted(conn, now), submitted(conn, now, "https://harbour.example/other.xml")
        merge(conn, one, now, item("a"))
        assert merge(conn, other, now, item("b", url="https://harbour.example/a")) == (1, 0, 0)


# ---- changes that are none


def test_a_date_of_publication_that_is_always_now_changes_nothing(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merge(conn, feed, now, item("one", published_at=now))
        assert merge(conn, feed, now + HOUR, item("one", published_at=now + HOUR)) == (0, 0, 1)
        (entry,) = entries.page(conn)
        assert entry.item.published_at == now


def test_a_date_of_change_that_is_always_now_is_believed_twenty_times(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merge(conn, feed, now, item("one", updated_at=now))
        changes = [merge(conn, feed, now, item("one", updated_at=now + number * HOUR)) for number in range(1, 40)]
        assert changes == [(0, 1, 0)] * 20 + [(0, 0, 1)] * 19
        news = item("one", updated_at=now + 40 * HOUR, summary="Now with a summary.")
        assert merge(conn, feed, now, news) == (0, 1, 0)


def test_a_hash_of_an_older_version_is_no_change(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merge(conn, feed, now, item("one"), item("two"))
        conn.execute(update(tables.entries).values(item_hash="v1:0"))
        assert merge(conn, feed, now, item("one"), item("two", title="Corrected")) == (0, 1, 1)
