"""`/v1/articles`, `/v1/entries` and `/v1/changes` over HTTP, on a real ledger."""

from datetime import timedelta

import pytest

from schemas.article import Article
from schemas.change import ChangeKind
from schemas.entry import EntryState
from schemas.revision import RevisionKind
from tests.service.api.newsdesk import draft
from wirecopy.ledger import articles, changes, entries


def titles(answer):
    return [article["title"] for article in answer.json()["items"]]


def test_an_article_is_the_record_with_times_in_utc(desk):
    answer = desk.client.get(f"/v1/articles/{desk.article()}").json()
    assert Article.model_validate(answer).title == "Ferry to run again on Monday"
    assert answer["published_at"] == "2026-03-01T10:00:00Z"
    assert answer["first_seen_at"] == "2026-03-01T12:00:00Z"
    assert answer["provenance"]["removed"] == [{"text": "This story is over 5 years old.", "reason": "age-notice"}]


def test_the_list_is_newest_first_and_pages_through_every_article_once(desk):
    for number in range(5):
        desk.article(f"Story {number}", f"Text {number}.")
        desk.now += timedelta(minutes=1)
    first = desk.client.get("/v1/articles", params={"limit": 3})
    rest = desk.client.get("/v1/articles", params={"limit": 3, "cursor": first.json()["next"]})
    assert titles(first) + titles(rest) == [f"Story {number}" for number in (4, 3, 2, 1, 0)]
    assert rest.json()["next"] is None


def test_copies_are_left_out_until_asked_for(desk):
    root = desk.article("Ferry back", "Text.", host="harbour.example")
    desk.article("Ferry is back", "Text!", host="valley.example", duplicate_of=root, evidence={"shared": 14})
    assert titles(desk.client.get("/v1/articles")) == ["Ferry back"]
    assert len(titles(desk.client.get("/v1/articles", params={"duplicates": True}))) == 2
    copies = desk.client.get(f"/v1/articles/{root}/copies").json()["items"]
    assert [(copy["article"]["title"], copy["evidence"]) for copy in copies] == [("Ferry is back", {"shared": 14})]


def test_filters_narrow_the_list(desk):
    desk.article("Early", "One.", host="harbour.example", language="en", feed_id=desk.feed().id)
    desk.now += timedelta(hours=1)
    desk.article("Spät", "Zwei.", host="valley.example", language="de")
    ask = desk.client.get
    assert titles(ask("/v1/articles", params={"host": "valley.example"})) == ["Spät"]
    assert titles(ask("/v1/articles", params={"language": "en"})) == ["Early"]
    assert titles(ask("/v1/articles", params={"feed": 1})) == ["Early"]
    assert titles(ask("/v1/articles", params={"since": "2026-03-01T12:30:00Z"})) == ["Spät"]
    assert titles(ask("/v1/articles", params={"until": "2026-03-01T13:30:00+01:00"})) == ["Early"]


def test_search_finds_words_phrases_and_leaves_words_out(desk):
    desk.article("Ferry back", "The old ferry runs again from Monday.")
    desk.article("Bridge shut", "The bridge is shut. The ferry does not run.")
    ask = desk.client.get
    assert set(titles(ask("/v1/articles", params={"q": "ferry"}))) == {"Ferry back", "Bridge shut"}
    assert titles(ask("/v1/articles", params={"q": '"old ferry"'})) == ["Ferry back"]
    assert titles(ask("/v1/articles", params={"q": "ferry -bridge"})) == ["Ferry back"]
    assert titles(ask("/v1/articles", params={"q": "submarine"})) == []


@pytest.mark.parametrize(
    "q", ['"', "'; DROP TABLE articles; --", "AND OR NOT", "a* NEAR(b)", "\x00", "-", "(((", "🦀", "%"]
)
def test_any_words_may_be_searched_for(desk, q):
    desk.article()
    assert desk.client.get("/v1/articles", params={"q": q}).status_code == 200
    assert desk.client.get("/articles", params={"q": q}).status_code == 200


def test_revisions_keep_every_version(desk):
    article = desk.article("Ferry late", "Nine were aboard.")
    desk.now += timedelta(hours=1)
    with desk.ledger.begin() as conn:
        articles.revise(
            conn,
            article,
            draft("Ferry late", "Ten were aboard."),
            kind=RevisionKind.UPDATE,
            sketch_keys=(),
            sketch_packed=b"",
            now=desk.now,
        )
        changes.append(conn, ChangeKind.REVISED, article, 2, now=desk.now)
    revisions = desk.client.get(f"/v1/articles/{article}/revisions").json()["items"]
    assert [(revision["number"], revision["kind"], revision["text"]) for revision in revisions] == [
        (1, None, "Nine were aboard."),
        (2, "update", "Ten were aboard."),
    ]
    assert revisions[0]["diff"] is None
    assert revisions[1]["diff"] == {
        "title": [],
        "passages": [
            {
                "change": "changed",
                "place": 1,
                "spans": [
                    {"change": "removed", "text": "Nine "},
                    {"change": "added", "text": "Ten "},
                    {"change": "same", "text": "were aboard."},
                ],
            }
        ],
        "words_added": 1,
        "words_removed": 1,
    }
    told = desk.client.get("/v1/changes").json()["items"]
    assert [(change["kind"], change["revision"], change["revision_kind"]) for change in told] == [
        ("new", 1, None),
        ("revised", 2, "update"),
    ]
    assert desk.client.get(f"/v1/articles/{article}").json()["revision"] == 2


def test_the_change_log_resumes_where_it_was_left(desk):
    assert desk.client.get("/v1/changes").json() == {"items": [], "next": None}
    first, second = desk.article("One", "One."), desk.article("Two", "Two.")
    page = desk.client.get("/v1/changes", params={"limit": 1}).json()
    assert [(change["kind"], change["article_id"]) for change in page["items"]] == [("new", first)]
    rest = desk.client.get("/v1/changes", params={"cursor": page["next"]}).json()
    assert [change["article_id"] for change in rest["items"]] == [second]
    end = desk.client.get("/v1/changes", params={"cursor": rest["next"]}).json()
    assert end == {"items": [], "next": rest["next"]}


def test_entries_are_listed_by_state_and_feed(desk):
    harbour, valley = desk.feed("https://harbour.example/rss"), desk.feed("https://valley.example/rss")
    failed = desk.entry(harbour, "Broken", failed="Traceback\nValueError: bad")
    waiting = desk.entry(valley, "Fresh one")
    ask = desk.client.get
    assert [entry["id"] for entry in ask("/v1/entries", params={"state": "failed"}).json()["items"]] == [failed.id]
    assert [entry["id"] for entry in ask("/v1/entries", params={"feed": valley.id}).json()["items"]] == [waiting.id]
    assert ask(f"/v1/entries/{failed.id}").json()["error"] == "Traceback\nValueError: bad"


def test_a_failed_entry_goes_round_again(desk):
    failed = desk.entry(desk.feed(), "Broken", failed="ValueError: bad")
    answer = desk.client.post(f"/v1/entries/{failed.id}/retry")
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["attempts"]) == ("waiting", 0)


def test_an_entry_that_has_its_article_is_not_retried(desk):
    done = desk.entry(desk.feed(), "Done")
    with desk.ledger.begin() as conn:
        entries.settle(conn, done.id, now=desk.now, state=EntryState.STORED, article_id=desk_article(conn))
    answer = desk.client.post(f"/v1/entries/{done.id}/retry")
    assert answer.status_code == 409


def desk_article(conn):
    return articles.store(
        conn,
        draft("Done", "Done."),
        sketch_keys=(),
        sketch_packed=b"",
        duplicate_of=None,
        evidence={},
        now=draft("Done", "Done.").published_at,
    )


def test_syndication_tells_who_was_first_and_what_each_outlet_made_of_it(desk):
    story = "\n\n".join(f"Sentence {n} of the story about the ferry that left the harbour." for n in ("one", "two"))
    root = desk.article("Ferry late", f"LINDWELL (AP) — {story}")
    copy = desk.article("A late ferry", story.split("\n\n")[0] + "\n\nOur own words on it.", duplicate_of=root)
    for asked in (root, copy):
        found = desk.client.get(f"/v1/articles/{asked}/syndication").json()
        assert (found["root_id"], found["first_id"], found["agencies"]) == (root, root, ["AP"])
        first, second = found["outlets"]
        assert (first["article_id"], first["copied"]) == (root, 1.0)
        assert (second["article_id"], second["same_title"]) == (copy, False)
        assert [part["text"] for part in second["added"]] == ["Our own words on it."]
    assert desk.client.get("/v1/articles/999/syndication").status_code == 404
