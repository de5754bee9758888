"""When a page was published and changed: by which witness, in which zone, and what is not believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning.datewords import find_days, month_of
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.metadata import read_metadata
from wirecopy.cleaning.moments import parse_moment
from wirecopy.cleaning.tree import parse_page

URL = "https://www.baypost.example/news/harbour"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = datetime(2024, 3, 5, tzinfo=UTC)


def read(head="", body="", *, url=URL, lang="en", now=NOW):
    page = f"<html lang={lang}><head><title>Harbour reopens at noon</title>{head}</head><body>{body}</body></html>"
    return read_metadata(collect(parse_page(page), url=url), size=len(page), now=now)


def story(line, *, above="", below=""):
    return f"{above}<article><h1>Harbour reopens at noon</h1>{line}<p>The first ferry left.</p></article>{below}"


def jsonld(fields):
    node = f'{{"@type":"NewsArticle","headline":"Harbour reopens at noon",{fields}}}'
    return f'<script type="application/ld+json">{node}</script>'


@pytest.mark.parametrize(
    "text",
    [
        "March 5, 2024", "Mar. 5th, 2024", "5 March 2024", "Tuesday, 5th of March 2024", "5-Mar-2024",
        "5. März 2024", "Dienstag, 05.03.2024", "05.03.24",
        "5 mars 2024", "le 05/03/2024", "5 de marzo de 2024", "5 marzo 2024", "5 de março de 2024",
        "5 maart 2024", "5. mars 2024", "5. marts 2024", "5 marca 2024", "5 марта 2024 г.", "5 Mart 2024",
        "٥ مارس ٢٠٢٤", "5 مارس، 2024", "2024年3月5日", "2024/3/5", "2024년 3월 5일", "2024. 3. 5.",
        "5. března 2024", "5 martie 2024", "2024. március 5.", "5. maaliskuuta 2024", "5 Μαρτίου 2024",
        "5 березня 2024",
        "5 มีนาคม 2567", "5 मार्च 2024", "5 מרץ 2024",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_tongues(text):
    assert [(day.year, day.month, day.day) for day in find_days(text)] == [(2024, 3, 5)]


@pytest.mark.parametrize(
    "text",
    ["yesterday", "vor 3 Stunden", "hace 2 días", "3小时前", "il y a 5 minutes", "March 2024", "2024", "10.10.10.10",
     "31.02.2024",
     "Part 5, March", "version 5.3.2024.1", "1/2", ""],
)  # fmt: skip
def test_what_is_no_day_is_none(text):
    assert find_days(text) == []


def test_which_comes_first_is_the_countrys_custom():
    assert find_days("05/03/2024")[0].month == 3
    assert find_days("05/03/2024", month_first=True)[0].month == 5
    assert find_days("25/03/2024", month_first=True)[0].month == 3
    assert read(body=story("<p>05/03/2024</p>"), lang="en-US").published_at == datetime(2024, 5, 3, tzinfo=UTC)
    assert read(body=story("<p>05/03/2024</p>"), lang="en-GB").published_at == DAY
    assert read(body=story("<p>05/03/2024</p>"), url="https://baypost.co.uk/a").published_at == DAY
    assert read(body=story("<p>05/03/2024</p>"), lang="es").published_at == DAY


@given(st.text(max_size=200))
def test_no_text_stops_the_search(text):
    assert all(1 <= day.month <= 12 and text[day.start : day.end] for day in find_days(text))
    parse_moment(text, "meta")


def test_months_by_name():
    assert [month_of(word) for word in ("août", "Ağustos", "AUGUST", "ożarów")] == [8, 8, 8, None]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("05.03.2024 14:46", datetime(2024, 3, 5, 14, 46, tzinfo=UTC)),
        ("March 5, 2024 2:30 p.m. EST", datetime(2024, 3, 5, 19, 30, tzinfo=UTC)),
        ("Jul 5, 2024 1:03 PM ET", datetime(2024, 7, 5, 17, 3, tzinfo=UTC)),
        ("Jan 5, 2024 1:03 PM ET", datetime(2024, 1, 5, 18, 3, tzinfo=UTC)),
        ("5. März 2024, 14.46 Uhr MEZ", datetime(2024, 3, 5, 13, 46, tzinfo=UTC)),
        ("2024/03/05 10:00:00 JST", datetime(2024, 3, 5, 1, tzinfo=UTC)),
        ("2024-03-05T10:00:00+0530", datetime(2024, 3, 5, 4, 30, tzinfo=UTC)),
        ("Tue Mar 05 2024 10:00:00 GMT-0500 (Eastern Standard Time)", datetime(2024, 3, 5, 15, tzinfo=UTC)),
        ("1709632800", datetime(2024, 3, 5, 10, tzinfo=UTC)),
        ("1709632800000", datetime(2024, 3, 5, 10, tzinfo=UTC)),
        ("2024年3月5日 10:30", datetime(2024, 3, 5, 10, 30, tzinfo=UTC)),
    ],
)
def test_times_keep_their_zone(text, moment):
    dated = parse_moment(text, "meta")
    assert dated == (moment, "meta")


@pytest.mark.parametrize("text", ["2024-03-05T00:00:00Z", "2024-03-05T00:00:00+00:00", "2024-03-05 00:00:00"])
def test_midnight_in_utc_is_only_a_day(text):
    assert parse_moment(text, "json-ld") == (DAY, "json-ld:day")


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (jsonld('"datePublished":"2024-03-05T10:00:00Z"') + "<meta name=date content=2024-03-01T08:00:00Z>", "json-ld"),
        ("<meta property=article:published_time content=2024-03-05T10:00:00Z>", "meta"),
        ("<meta name=parsely-pub-date content=2024-03-05T10:00:00Z>", "meta"),
        ("<meta name=sailthru.date content=2024-03-05T10:00:00Z>", "meta"),
        ("<meta name=DC.date.issued content=2024-03-05T10:00:00Z>", "meta"),
        ("<meta name=w-published-date content=2024-03-05T10:00:00Z>", "meta"),
        ("<meta itemprop=datePublished content=2024-03-05T10:00:00Z>", "meta"),
        ("<script>var state = {\"publishedAt\": \"2024-03-05T10:00:00Z\"}</script>", "page-state"),
    ],
)  # fmt: skip
def test_what_is_written_for_machines_comes_first(head, source):
    page = read(head, story("<p>1 April 2024</p>") if source != "page-state" else "")
    assert (page.published_at, page.date_source) == (datetime(2024, 3, 5, 10, tzinfo=UTC), source)


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (story("<span itemprop=datePublished content=2024-03-05>5 March</span>"), "microdata:day"),
        (story("<span property='schema:datePublished' content=2024-03-05>5 March</span>"), "microdata:day"),
        (story("<abbr class=published title=2024-03-05>5 March</abbr>"), "time:day"),
        (story("<time pubdate datetime=2024-03-05>5 March</time>"), "time:day"),
        (story("<p>By Ann Berg | 5 March 2024</p>"), "dateline:day"),
        (story("<div><span>Published</span><span>5 March 2024</span></div>"), "dateline:day"),
        (story("<p>LONDON, March 5, 2024 (Wire) - The harbour " + "was open again. " * 9 + "</p>"), "dateline:day"),
        (story("<p>(5.3.2024) Der Hafen " + "ist wieder offen. " * 9 + "</p>"), "dateline:day"),
        (story("<p>Dieser Beitrag wurde in Flussdorf am 5. März 2024 veröffentlicht.</p>"), "dateline:day"),
        (story("<p>Last updated: March 5, 2024</p>"), "dateline:day"),
    ],
)  # fmt: skip
def test_then_come_markup_and_the_line_that_readers_see(body, source):
    page = read(body=body)
    assert (page.published_at, page.date_source) == (DAY, source)


@pytest.mark.parametrize(
    "body",
    [
        story("", below="<div class=related-posts><span class=date>1 May 2023</span></div><footer>2 May 2023</footer>"),
        story("", below="<div class=comment-list><span class=date>1 May 2023</span></div>"),
        story("<p>On 1 May 2023 the council voted on the wall, as it had promised before the storm came.</p>"),
        story("<p>© 2023 The Bay Post</p>"),
        story("<p>3 hours ago</p>"),
        story("<time datetime=2023-05-01>a</time><time datetime=2023-06-01>b</time>"),
    ],
)
def test_dates_of_other_things_are_not_taken(body):
    assert read(body=body).published_at is None


def test_of_several_lines_the_labelled_and_the_nearest_count():
    body = story(
        "<p>Updated March 7, 2024</p><p>Published March 5, 2024</p>",
        above="<div class=date>Monday, 2 March 2026</div>" + "<p>menu</p>" * 30,
    )
    page = read(body=body)
    assert (page.published_at, page.modified_at) == (DAY, datetime(2024, 3, 7, tzinfo=UTC))


def test_a_time_in_print_counts_only_with_its_zone():
    assert read(body=story("<p>March 5, 2024 6:30 pm EST</p>")).published_at == datetime(2024, 3, 5, 23, 30, tzinfo=UTC)
    assert read(body=story("<p>March 5, 2024 6:30 pm</p>")).date_source == "dateline:day"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://baypost.example/2024/03/05/harbour", DAY),
        ("https://baypost.example/harbour-20240305-x", DAY),
        ("https://baypost.example/news/A202403051030123456", DAY),
        ("https://web.archive.org/web/20240305101112/http://baypost.example/harbour", None),
        ("https://baypost.example/products/20249905", None),
    ],
)
def test_the_address_may_hold_the_day(url, day):
    assert read(url=url).published_at == day


def test_what_lies_ahead_is_refused_with_its_reason():
    page = read(jsonld('"datePublished":"2027-01-01T10:00:00Z"') + "<meta name=date content=2024-03-05>")
    assert (page.published_at, page.date_source) == (DAY, "meta:day")
    assert page.sources["published_at.refused"] == "json-ld says 2027-01-01, over a day ahead"
    assert read(jsonld('"datePublished":"2026-03-03T10:00:00Z"')).published_at == NOW + timedelta(hours=22)


def test_a_clock_that_is_called_utc_is_put_right_by_who_knows_the_zone():
    head = jsonld('"datePublished":"2024-03-05T10:00:00Z"')
    page = read(head + "<meta property=article:published_time content=2024-03-05T10:00:00+09:00>")
    assert (page.published_at, page.date_source) == (datetime(2024, 3, 5, 1, tzinfo=UTC), "meta")
    assert page.sources["published_at.refused"] == "json-ld says 10:00 in UTC: the clock of UTC+0900"
    in_markup = read(head, "<time datetime=2024-03-05T10:00:00+09:00>10:00</time>")
    assert in_markup.published_at == datetime(2024, 3, 5, 1, tzinfo=UTC)
    other = read(head + "<meta property=article:published_time content=2024-03-05T12:00:00+09:00>")
    assert other.published_at == datetime(2024, 3, 5, 10, tzinfo=UTC)


def test_zone_and_day_of_the_paper_stand_in_provenance():
    page = read(jsonld('"datePublished":"2024-03-05T22:30:00-05:00","dateModified":"2024-03-06T08:00:00Z"'))
    assert page.published_at == datetime(2024, 3, 6, 3, 30, tzinfo=UTC)
    assert page.sources["published_at.zone"] == "-05:00"
    assert page.sources["published_at.day"] == "2024-03-05"
    assert "modified_at.zone" not in page.sources
    shown = read(
        jsonld('"datePublished":"2024-03-06T03:30:00Z"'),
        "<time datetime=2024-03-06T03:30:00Z>March 5, 2024</time>",
    )
    assert shown.sources["published_at.day"] == "2024-03-05"
    addressed = read(jsonld('"datePublished":"2024-03-06T03:30:00Z"'), url="https://baypost.example/2024/03/05/x")
    assert addressed.sources["published_at.day"] == "2024-03-05"


def test_a_states_dates_of_several_stories_say_nothing():
    state = '<script>{"publishedAt":"2024-03-05","list":[{"publishedAt":"2023-01-01"}]}</script>'
    assert read(state).published_at is None
