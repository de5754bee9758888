"""Entries: what a feed says of them, poll after poll, and what is made of it."""

from __future__ import annotations

import sqlite3

import pytest

from schemas.feed import PollOutcome
from tests.behaviours.documents import NOT_MODIFIED, feed, item, items, rss
from tests.behaviours.reader import DAY, HOUR
from wirecopy.ledger import entries


def known(reader):
    with reader.ledger.read() as conn:
        return {entry.key: entry for entry in entries.page(conn, limit=500)}


async def test_behaviour_B85_entry_update(reader, newsroom):
    first, second = rss(item("one")), rss(item("one", title="Story one, corrected"))
    reader.subscribe(newsroom.script("/feed", feed(first), feed(second), feed(second + b"<!-- another body -->")))
    await reader.polls(3)
    assert [(poll.entries_new, poll.entries_changed) for poll in reader.history()] == [(1, 0), (0, 1), (0, 0)]
    assert known(reader)["quay-one"].item.title == "Story one, corrected"
    assert len(known(reader)) == 1


async def test_behaviour_B86_entry_vanish(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(rss(items(["one", "two"]))), feed(rss(items(["two", "three"])))))
    await reader.polls(2)
    assert set(known(reader)) == {"quay-one", "quay-two", "quay-three"}


async def test_behaviour_B87_empty_200(reader, newsroom):
    now = reader.watch.now
    many = rss(*(item(str(n), now - n * HOUR) for n in range(20)))
    reader.subscribe(newsroom.script("/feed", feed(many), feed(rss())))
    await reader.poll()
    before = reader.feed()
    await reader.poll()
    after = reader.feed()
    assert len(known(reader)) == 20
    assert (after.failures, reader.history()[-1].outcome) == (0, PollOutcome.CHANGED)
    assert after.rate == pytest.approx(before.rate, rel=0.5)
    assert after.interval_seconds < 2 * before.interval_seconds


async def test_behaviour_B88_gap_detect(reader, newsroom):
    start = reader.watch.now
    older = newsroom.script("/archive/2", feed(rss(items(["two", "three", "four"], start))))
    link = f'<atom:link rel="prev-archive" href="{older}"/>'
    first = rss(items(["one", "two"], start - 5 * DAY), channel=link)
    later = rss(items(["five", "six"], start), channel=link)
    reader.subscribe(newsroom.script("/feed", feed(first), feed(later)))
    await reader.poll()
    before = reader.feed().interval_seconds
    await reader.poll()
    assert [poll.gap for poll in reader.history()] == [False, True]
    assert reader.feed().interval_seconds < before
    assert [request.path for request in newsroom.requests] == ["/feed", "/feed", "/archive/2"]
    assert set(known(reader)) == {f"quay-{name}" for name in ("one", "two", "three", "four", "five", "six")}


async def test_behaviour_B89_missing_guid(reader, newsroom):
    linked, bare = (
        item("one", guid=False),
        "<item><title>Only a headline</title><description>Words.</description></item>",
    )
    reader.subscribe(
        newsroom.script("/feed", feed(rss(linked, bare)), feed(rss(bare, linked, item("two", guid=False))))
    )
    await reader.polls(2)
    assert [(poll.entries_new, poll.entries_changed) for poll in reader.history()] == [(2, 0), (1, 0)]
    keys = set(known(reader))
    assert {"https://quay.example/one", "https://quay.example/two"} < keys
    assert any(key.startswith("text:") for key in keys)


async def test_behaviour_B90_at_least_once(reader, newsroom, monkeypatch):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), NOT_MODIFIED))
    merge, crashes = entries.merge, []

    def crash_after_merging(*args, **kwargs):
        merge(*args, **kwargs)
        crashes.append(True)
        raise sqlite3.OperationalError("the machine went away")

    monkeypatch.setattr(entries, "merge", crash_after_merging)
    with pytest.raises(Exception, match="went away"):
        await reader.poll()
    monkeypatch.undo()
    assert crashes
    assert (known(reader), reader.feed().etag) == ({}, None)
    # Its lease runs out, it is asked again, without conditions, and the entries come in together with the validators.
    newsroom.script("/feed", feed(ETag='"a"'))
    reader.watch.now += HOUR
    (request,) = await reader.poll()
    assert "if-none-match" not in request.headers
    assert (len(known(reader)), reader.feed().etag) == (2, '"a"')
