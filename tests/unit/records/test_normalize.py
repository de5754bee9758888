from datetime import UTC, datetime, timedelta

import pytest

from schemas.article import CleanPage, Provenance, Removal
from schemas.entry import CleanCopy
from schemas.feed import FeedEntry
from schemas.wall import Wall
from wirecopy.errors import Rejected
from wirecopy.records.normalize import normalize
from wirecopy.records.text import content_hash

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
STORY = (
    "The ferry between Port Alder and the islands will stay in harbour until Thursday, the operator said on Monday, "
    "because a storm has damaged the landing stage on the larger island.\n\nPassengers can have their fares back."
)
LINK = "https://www.alder-post.example/news/ferry-stays-in-harbour-4711.html"


def copy(*, page=None, item=None, url=LINK, extractor="page:trafilatura", fields=None, pull_error=None):
    """One entry of the Alder Post with its page; `page` and `item` replace single fields."""
    return CleanCopy(
        entry_id=1,
        feed_id=7,
        attempt=1,
        url=url,
        fetched_at=NOW,
        item=FeedEntry(
            **{"key": "k1", "url": url, "title": "Ferry stays in harbour", "published_at": MORNING} | (item or {})
        ),
        page=CleanPage(
            **{
                "url": LINK,
                "title": "Ferry stays in harbour",
                "text": STORY,
                "site_name": "The Alder Post",
                "provenance": Provenance(extractor=extractor, version="1", fields=fields or {"title": "json-ld"}),
            }
            | (page or {})
        ),
        pull_error=pull_error,
    )


def reason_of(clean_copy):
    with pytest.raises(Rejected) as rejected:
        normalize(clean_copy, now=NOW)
    return rejected.value.reason


def test_a_whole_article():
    removed = (Removal(text="Sign up for our newsletter", reason="newsletter-prompt"),)
    provenance = Provenance(extractor="page:json-ld", version="3", fields={"title": "json-ld"}, removed=removed)
    draft = normalize(
        copy(
            page={
                "canonical_url": LINK.replace("www.", "") + "?utm_source=page",
                "authors": ("By Ann Berg",),
                "published_at": MORNING,
                "date_source": "json-ld",
                "language": "en-GB",
                "tags": ("Ferries", "#storm"),
                "provenance": provenance,
            },
            item={"tags": ("ferries", "Islands"), "authors": ("Desk",)},
        ),
        now=NOW,
    )
    assert draft.canonical_url == "https://alder-post.example/news/ferry-stays-in-harbour-4711.html"
    assert draft.url == LINK
    assert draft.url_keys == ("alder-post.example/news/ferry-stays-in-harbour-4711.html",)
    assert (draft.source.host, draft.source.name, draft.source.feed_id) == ("alder-post.example", "The Alder Post", 7)
    assert draft.authors == ("Ann Berg",)
    assert (draft.published_at, draft.date_source) == (MORNING, "json-ld")
    assert draft.language == "en"
    assert draft.tags == ("Ferries", "storm", "Islands")
    assert draft.word_count == 37
    assert draft.content_hash == content_hash(STORY)
    assert draft.provenance.removed == removed
    assert draft.provenance.fields["language"] == "text"
    assert draft.provenance.fields["canonical_url"] == "page"


def test_every_address_is_a_key_and_the_canonical_one_a_claim():
    requested = "https://feeds.example/r/1"
    canonical = "https://alder-post.example/ferry-stays-in-harbour-until-thursday"
    draft = normalize(copy(url=requested, page={"canonical_url": canonical}), now=NOW)
    assert draft.url_keys == (
        "alder-post.example/news/ferry-stays-in-harbour-4711.html",
        "feeds.example/r/1",
        "claimed alder-post.example/ferry-stays-in-harbour-until-thursday",
    )


@pytest.mark.parametrize(
    ("claimed", "says"),
    [
        ("https://www.alder-post.example/", "front page"),
        ("https://www.alder-post.example/index.html", "front page"),
        ("https://www.alder-post.example/news", "section"),
        ("https://media-group.example/regional", "section"),
        ("javascript:void(0)", "no web address"),
    ],
)
def test_a_lying_canonical_link_is_refused_and_kept_as_evidence(claimed, says):
    draft = normalize(copy(page={"canonical_url": claimed}), now=NOW)
    assert draft.canonical_url == LINK
    assert draft.url_keys == ("alder-post.example/news/ferry-stays-in-harbour-4711.html",)
    assert draft.provenance.fields["canonical_url"] == "final"
    assert says in draft.provenance.fields["canonical_url.refused"]
    assert claimed.removesuffix("/") in draft.provenance.fields["canonical_url.refused"]


@pytest.mark.parametrize(
    ("final", "claimed"),
    [
        (
            "https://alder-post.example/ferry-stays-in-harbour/comments",
            "https://alder-post.example/ferry-stays-in-harbour",
        ),
        ("https://alder-post.example/ferry?device=2", "https://alder-post.example/ferry"),
        ("https://alder-post.example/?p=4711", "https://alder-post.example/ferry"),
        ("https://alder-post.example/x/abc", "https://alder-post.example/ferry"),
    ],
)
def test_an_honest_canonical_link_is_believed(final, claimed):
    draft = normalize(copy(url=final, page={"url": final, "canonical_url": claimed}), now=NOW)
    assert draft.canonical_url == claimed
    assert draft.url_keys[-1] == f"claimed {claimed.removeprefix('https://')}"


def test_a_canonical_link_to_another_sites_article_is_kept_but_is_no_key():
    original = "https://wire.example/2026/ferry-stays-in-harbour-until-thursday"
    draft = normalize(copy(page={"canonical_url": original}), now=NOW)
    assert draft.canonical_url == original
    assert draft.url_keys == ("alder-post.example/news/ferry-stays-in-harbour-4711.html",)


def test_entries_that_all_link_to_the_front_page_stay_apart():
    front = "https://alder-post.example/"
    keys = [
        normalize(copy(url=front, page={"url": front}, item={"key": key}), now=NOW).url_keys for key in ("one", "two")
    ]
    assert keys[0] != keys[1]
    assert all(len(of_entry) == 1 for of_entry in keys)


def test_the_pages_title_stands_without_the_sites_name():
    draft = normalize(copy(page={"title": "Storm keeps ferry in | The Alder Post"}), now=NOW)
    assert draft.title == "Storm keeps ferry in"
    assert draft.provenance.fields["title"] == "json-ld"


@pytest.mark.parametrize("page_title", ["", "The Alder Post", "alder-post.example", "Ferry stays in …"])
def test_the_feeds_title_stands_in_for_none_the_sites_name_or_a_cut_one(page_title):
    draft = normalize(copy(page={"title": page_title}), now=NOW)
    assert draft.title == "Ferry stays in harbour"
    assert draft.provenance.fields["title"] == "feed"


def test_a_title_that_is_only_the_html_title_yields_to_the_feeds():
    draft = normalize(copy(page={"title": "Ferry news and more"}, fields={"title": "html-title"}), now=NOW)
    assert draft.title == "Ferry stays in harbour"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [(NOW + timedelta(days=1, minutes=1), "over a day ahead"), (datetime(1970, 1, 1, tzinfo=UTC), "before 1990")],
)
def test_an_unbelievable_date_gives_way_to_the_feeds(wrong, says):
    draft = normalize(copy(page={"published_at": wrong, "date_source": "meta"}), now=NOW)
    assert (draft.published_at, draft.date_source) == (MORNING, "feed")
    assert says in draft.provenance.fields["published_at.refused"]


def test_a_day_without_a_time_takes_the_feeds_time():
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert normalize(copy(page={"published_at": midnight}), now=NOW).published_at == MORNING
    last_week = midnight - timedelta(days=7)
    assert normalize(copy(page={"published_at": last_week}), now=NOW).published_at == last_week


@pytest.mark.parametrize(
    ("source", "winner"),
    [
        ("json-ld", "json-ld"),
        ("meta:day", "meta:day"),
        ("url:day", "url:day"),
        ("dateline:day", "feed"),
        ("page-state", "feed"),
    ],
)
def test_what_was_found_among_words_yields_to_the_feed(source, winner):
    last_week = datetime(2026, 2, 20, tzinfo=UTC)
    fields = {"published_at": source, "published_at.zone": "+01:00", "published_at.day": "2026-02-21"}
    draft = normalize(copy(page={"published_at": last_week, "date_source": source}, fields=fields), now=NOW)
    assert draft.date_source == winner
    assert ("published_at.zone" in draft.provenance.fields) == (winner == source)
    assert ("published_at.day" in draft.provenance.fields) == (winner == source)


def test_a_page_that_prints_the_clock_was_published_when_the_feed_says():
    old = {"published_at": NOW - timedelta(days=3)}
    page = {"published_at": NOW - timedelta(minutes=2), "date_source": "json-ld"}
    draft = normalize(copy(page=page, item=old), now=NOW)
    assert (draft.published_at, draft.date_source) == (NOW - timedelta(days=3), "feed")
    assert draft.provenance.fields["published_at.refused"] == "json-ld says the moment of fetching"
    fresh = normalize(copy(page=page), now=NOW)
    assert fresh.date_source == "json-ld"


def test_a_page_tells_nothing_of_what_came_after_it_was_fetched():
    later = NOW + timedelta(days=3)
    draft = normalize(copy(page={"published_at": later, "date_source": "meta"}), now=NOW + timedelta(days=30))
    assert draft.date_source == "feed"
    assert "over a day ahead" in draft.provenance.fields["published_at.refused"]


def test_what_cleaning_refused_stays_on_record():
    fields = {"published_at": "meta", "published_at.refused": "json-ld says 2027-01-01, over a day ahead"}
    draft = normalize(copy(page={"published_at": MORNING, "date_source": "meta"}, fields=fields), now=NOW)
    assert draft.provenance.fields["published_at.refused"] == "json-ld says 2027-01-01, over a day ahead"


def test_a_blog_of_a_persons_name_keeps_its_author():
    draft = normalize(copy(page={"authors": ("Ann Berg",), "site_name": "Ann Berg"}), now=NOW)
    assert draft.authors == ("Ann Berg",)
    from_feed = copy(page={"authors": ("The Alder Post",)}, extractor="feed:content", item={"authors": ("Bo Lind",)})
    assert normalize(from_feed, now=NOW).authors == ("Bo Lind",)


def test_no_date_is_no_date():
    draft = normalize(copy(item={"published_at": None}), now=NOW)
    assert (draft.published_at, draft.date_source) == (None, None)


def test_a_change_before_publication_is_dropped():
    draft = normalize(copy(page={"modified_at": MORNING - timedelta(hours=1)}), now=NOW)
    assert draft.modified_at is None
    draft = normalize(copy(item={"updated_at": MORNING + timedelta(hours=1)}), now=NOW)
    assert draft.modified_at == MORNING + timedelta(hours=1)


def test_the_text_decides_on_the_language():
    german = (
        "Die Fähre zwischen Port Alder und den Inseln bleibt bis Donnerstag im Hafen, teilte der Betreiber am Montag "
        "mit, weil ein Sturm den Anleger auf der größeren Insel beschädigt hat. Fahrgäste bekommen ihr Geld zurück."
    )
    draft = normalize(copy(page={"text": german, "language": "en-US"}), now=NOW)
    assert draft.language == "de"


def test_the_feeds_summary_takes_the_place_of_a_prompt_to_subscribe():
    summary = " ".join(STORY.split()[:30])
    draft = normalize(copy(page={"text": "Subscribe now to read on."}, item={"summary": summary}), now=NOW)
    assert draft.text == summary
    assert draft.provenance.fields["text"] == "feed:summary"


def test_a_short_brief_is_stored_where_the_feed_bears_it_out():
    brief = "A quake of magnitude 5.1 shook the north coast on Monday; nobody was hurt, police said."
    assert normalize(copy(page={"text": brief}, item={"summary": brief[:70]}), now=NOW).text == brief
    assert reason_of(copy(page={"text": brief})) == "too-short"
    from_feed = copy(page={"text": brief, "url": None}, extractor="feed:content")
    assert normalize(from_feed, now=NOW).text == brief


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"url": "tag:alder,2026:1", "page": {"url": None}}, "no-url"),
        ({"page": {"url": "https://www.alder-post.example/"}}, "redirected-home"),
        ({"page": {"title": "The Alder Post"}, "item": {"title": " "}}, "no-title"),
        ({"page": {"text": " \n"}}, "no-text"),
        ({"page": {"text": "Watch the video."}, "item": {"summary": "Watch the video."}}, "too-short"),
    ],
)
def test_what_is_no_article_is_rejected_with_its_reason(changes, reason):
    assert reason_of(copy(**changes)) == reason


@pytest.mark.parametrize("wall", Wall)
def test_where_a_wall_stands_only_the_feeds_own_story_is_stored(wall):
    walled = {"extractor": "feed:content", "pull_error": wall}
    assert reason_of(copy(page={"text": " ".join(STORY.split()[:60]), "url": None}, **walled)) == wall
    whole = "\n\n".join([STORY] * (130 // len(STORY.split()) + 1))
    assert normalize(copy(page={"text": whole, "url": None}, **walled), now=NOW).text == whole
    assert normalize(copy(page={"url": None}, extractor="feed:content", pull_error="page-403"), now=NOW).text == STORY


def test_a_feed_copy_goes_by_the_entrys_address_alone():
    draft = normalize(
        copy(
            page={"url": "https://other.example/x-1-2", "canonical_url": "https://other.example/"},
            extractor="feed:content",
        ),
        now=NOW,
    )
    assert draft.url == LINK
    assert "canonical_url.refused" not in draft.provenance.fields


def test_normalizing_is_deterministic():
    assert normalize(copy(), now=NOW) == normalize(copy(), now=NOW)


def test_a_wall_that_only_the_feed_tells_of_is_on_the_record():
    draft = normalize(copy(item={"paywalled": True}), now=NOW)
    assert (draft.paywalled, draft.provenance.fields["paywalled"]) == (True, "feed")
    assert normalize(copy(item={"paywalled": True}, page={"paywalled": False}), now=NOW).paywalled is False
