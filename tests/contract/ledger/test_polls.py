"""Polls: shown, added up, forgotten."""

from __future__ import annotations

from schemas.feed import Poll, PollOutcome
from tests.contract.ledger.builders import HOUR, submitted
from wirecopy.ledger import polls


def test_polls_are_shown_newest_first_page_by_page(ledger, now):
    with ledger.begin() as conn:
        feed, other = submitted(conn, now), submitted(conn, now, "https://valley.example/")
        given = Poll(feed_id=feed.id, at=now, outcome=PollOutcome.FAILED, status=500, duration_ms=12, error="no")
        polls.append(conn, [given] * 5)
        polls.append(conn, [given.model_copy(update={"feed_id": other.id})])
        ids = [poll.id for poll in reversed(polls.page(conn, feed.id))]
        assert len(ids) == 5
        assert [poll.id for poll in polls.page(conn, feed.id, limit=2)] == [ids[4], ids[3]]
        assert [poll.id for poll in polls.page(conn, feed.id, before=ids[3])] == ids[2::-1]
        assert polls.page(conn, feed.id, limit=1)[0] == given.model_copy(update={"id": ids[4]})


def test_recent_polls_are_added_up_and_old_ones_forgotten(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        assert polls.recent(conn, since=now) == polls.Totals(0, 0, 0, 0, 0, 0)
        for hours, outcome in enumerate(
            (PollOutcome.CHANGED, PollOutcome.NOT_MODIFIED, PollOutcome.SAME_BODY, PollOutcome.FAILED)
        ):
            polls.append(
                conn,
                [
                    Poll(
                        feed_id=feed.id,
                        at=now + hours * HOUR,
                        outcome=outcome,
                        body_bytes=5_000_000_000,
                        entries_new=3,
                        entries_changed=1,
                    )
                ],
            )
        assert polls.recent(conn, since=now + HOUR) == polls.Totals(3, 1, 2, 9, 3, 15_000_000_000)
        assert polls.trim(conn, before=now + 2 * HOUR) == 2
        assert polls.recent(conn, since=now).polls == 2
