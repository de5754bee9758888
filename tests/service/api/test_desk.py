"""Every page on each database: the figures come from queries that differ between them."""

from datetime import timedelta

from wirecopy.ledger import heartbeats


def page(desk, path):
    answer = desk.client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_desk_shows_figures_feeds_and_articles(desk):
    feed = desk.feed()
    desk.poll(feed, title="Harbour News")
    root = desk.article("Ferry back", "Text one.")
    desk.article("Ferry is back", "Text two.", host="valley.example", duplicate_of=root)
    desk.entry(feed, "Broken", failed="Traceback\nValueError: bad")
    with desk.ledger.begin() as conn:
        heartbeats.beat(conn, "fetcher", "harbour-1", now=desk.now, detail={})
    html = page(desk, "/")
    assert "Ferry back" in html
    assert "Ferry is back" not in html
    assert "1\u00a0copy merged" in html
    assert "cleaned 1\u00a0line" in html
    assert "Harbour News" in html
    assert "harbour-1" in html
    assert "Look and retry" in html
    assert 'aria-label="Articles stored in the last hour, by minute: 1 new, 0 revised, 1 duplicates."' in html


def test_the_last_day_is_drawn_by_half_hours(desk):
    desk.article("Morning", "Text one.")
    desk.now += timedelta(hours=6)
    desk.article("Evening", "Text two.")
    html = page(desk, "/?span=day")
    assert "12:00 UTC: 1 new" in html
    assert "18:00 UTC: 1 new" in html
    assert "12:00 UTC: 1 new" not in page(desk, "/")


def test_every_page_opens(desk):
    feed = desk.feed()
    desk.entry(feed, "Broken", failed="ValueError: bad")
    article = desk.article(feed_id=feed.id)
    for path in (
        "/articles",
        "/articles?q=ferry&host=harbour.example&feed=1&duplicates=true",
        f"/articles/{article}",
        "/feeds?state=active&q=harbour",
        f"/feeds/{feed.id}",
        "/entries",
        f"/entries?state=failed&feed={feed.id}",
        "/docs",
    ):
        page(desk, path)
