"""`/v1/feeds` over HTTP, on a real ledger."""

from datetime import timedelta

from schemas.feed import FeedState

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Local"><outline type="rss" text="Harbour News" xmlUrl="https://harbour.example/rss"/></outline>
<outline type="rss" text="Files" xmlUrl="ftp://files.example/feed"/>
<outline type="rss" text="Inside" xmlUrl="http://10.0.0.1/feed"/>
<outline type="rss" text="Valley" xmlUrl="https://valley.example/atom.xml"/>
</body></opml>"""


def test_a_submitted_feed_is_due_now_and_can_be_read_back(desk):
    answer = desk.client.post("/v1/feeds", json={"url": "https://harbour.example/rss", "tags": ["local"]})
    assert answer.status_code == 201
    feed = desk.client.get(answer.headers["Location"]).json()
    assert feed == answer.json()
    assert feed["url"] == "https://harbour.example/rss"
    assert feed["tags"] == ["local"]
    assert feed["next_poll_at"] == "2026-03-01T12:00:00Z"


def test_a_feed_submitted_again_is_the_same_feed(desk):
    first = desk.client.post("/v1/feeds", json={"url": "https://harbour.example/rss", "tags": ["a"]})
    desk.now += timedelta(hours=2)
    again = desk.client.post("/v1/feeds", json={"url": "https://harbour.example/rss", "tags": ["b"]})
    assert again.status_code == 202
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["tags"] == ["a", "b"]
    assert again.json()["next_poll_at"] == "2026-03-01T14:00:00Z"


def test_an_address_without_scheme_is_completed(desk):
    answer = desk.client.post("/v1/feeds", json={"url": " harbour.example/rss "})
    assert answer.json()["url"] == "https://harbour.example/rss"


def test_the_list_pages_through_every_feed_once(desk):
    for number in range(5):
        desk.feed(f"https://harbour.example/{number}")
    seen, cursor = [], None
    while True:
        answer = desk.client.get("/v1/feeds", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [feed["url"] for feed in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert seen == [f"https://harbour.example/{number}" for number in range(5)]


def test_the_list_narrows_by_state_and_words(desk):
    kept = desk.feed("https://harbour.example/rss")
    paused = desk.feed("https://valley.example/rss")
    desk.client.post(f"/v1/feeds/{paused.id}/pause")
    by_state = desk.client.get("/v1/feeds", params={"state": "paused"}).json()["items"]
    by_words = desk.client.get("/v1/feeds", params={"q": "HARBOUR"}).json()["items"]
    assert [feed["id"] for feed in by_state] == [paused.id]
    assert [feed["id"] for feed in by_words] == [kept.id]


def test_pausing_and_resuming_change_the_state(desk):
    feed = desk.feed()
    assert desk.client.post(f"/v1/feeds/{feed.id}/pause").json()["state"] == "paused"
    assert desk.client.post(f"/v1/feeds/{feed.id}/resume").json()["state"] == "active"


def test_polling_makes_a_feed_due_now(desk):
    feed = desk.feed()
    desk.poll(feed)
    desk.now += timedelta(minutes=5)
    answer = desk.client.post(f"/v1/feeds/{feed.id}/poll")
    assert answer.status_code == 202
    assert answer.json()["next_poll_at"] == "2026-03-01T12:05:00Z"


def test_a_paused_feed_is_not_polled_on_demand(desk):
    feed = desk.feed()
    desk.client.post(f"/v1/feeds/{feed.id}/pause")
    answer = desk.client.post(f"/v1/feeds/{feed.id}/poll")
    assert answer.status_code == 409
    assert "resume it first" in answer.json()["detail"]


def test_a_feed_read_from_a_file_is_never_made_active(desk):
    feed = desk.feed("file:feeds/harbour.xml", state=FeedState.LOCAL)
    assert desk.client.post(f"/v1/feeds/{feed.id}/resume").status_code == 409


def test_a_removed_feed_is_gone_and_its_articles_stay(desk):
    feed = desk.feed()
    desk.entry(feed)
    article = desk.article(feed_id=feed.id)
    assert desk.client.delete(f"/v1/feeds/{feed.id}").status_code == 204
    assert desk.client.get(f"/v1/feeds/{feed.id}").status_code == 404
    assert desk.client.get("/v1/entries").json()["items"] == []
    assert desk.client.get(f"/v1/articles/{article}").status_code == 200
    assert desk.client.delete(f"/v1/feeds/{feed.id}").status_code == 404


def test_polls_are_listed_newest_first_with_their_errors(desk):
    feed = desk.feed()
    desk.poll(feed)
    desk.now += timedelta(hours=1)
    desk.poll(feed, error="harbour.example did not answer")
    first = desk.client.get(f"/v1/feeds/{feed.id}/polls", params={"limit": 1}).json()
    assert [(poll["outcome"], poll["error"]) for poll in first["items"]] == [
        ("failed", "harbour.example did not answer")
    ]
    rest = desk.client.get(f"/v1/feeds/{feed.id}/polls", params={"cursor": first["next"]}).json()
    assert [poll["outcome"] for poll in rest["items"]] == ["changed"]
    assert rest["next"] is None
    assert desk.client.get("/v1/feeds/999/polls").status_code == 404


def test_an_import_tells_of_every_outline_what_became_of_it(desk):
    desk.feed("https://valley.example/atom.xml")
    answer = desk.client.post("/v1/feeds/import", content=OPML, headers={"Content-Type": "text/x-opml"})
    assert answer.status_code == 200
    report = answer.json()
    assert (report["accepted"], report["known"], report["refused"]) == (1, 1, 1)
    assert {outline["url"]: outline["status"] for outline in report["outlines"]} == {
        "https://harbour.example/rss": "accepted",
        "http://10.0.0.1/feed": "refused",
        "https://valley.example/atom.xml": "known",
    }
    refused = next(outline for outline in report["outlines"] if outline["status"] == "refused")
    assert refused["line"] == 1 + OPML[: OPML.index(b"10.0.0.1")].count(b"\n")
    assert "private use" in refused["reason"]
    assert len(report["problems"]) == 1
    assert "files.example" in report["problems"][0]


def test_what_is_no_opml_is_refused(desk):
    answer = desk.client.post("/v1/feeds/import", content=b"hello", headers={"Content-Type": "application/xml"})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs#problem-unreadable"


def test_an_export_can_be_imported_again(desk):
    desk.feed("https://harbour.example/rss?a=1&b=2", title="Harbour <News>", tags=("local",))
    exported = desk.client.get("/v1/feeds/export.opml")
    assert exported.headers["content-type"].startswith("text/x-opml")
    report = desk.client.post("/v1/feeds/import", content=exported.content, headers={"Content-Type": "text/x-opml"})
    assert report.json()["known"] == 1
    assert [(outline["url"], outline["title"]) for outline in report.json()["outlines"]] == [
        ("https://harbour.example/rss?a=1&b=2", "Harbour <News>")
    ]
