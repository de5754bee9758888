"""Fields of a page, each from the best witness."""

import time
from datetime import UTC, datetime

import pytest

from wirecopy.cleaning import clean
from wirecopy.cleaning.bylines import people
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.metadata import read_metadata
from wirecopy.cleaning.moments import parse_moment
from wirecopy.cleaning.titles import without_site
from wirecopy.cleaning.tree import parse_page

URL = "https://www.baypost.example/news/harbour"


def cleaned(head="", body="", *, url=URL, lang="en"):
    return clean(f"<html lang={lang}><head>{head}</head><body>{body}<p>Some words.</p></body></html>", url=url)


def jsonld(text):
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Harbour reopens"}',
        '[{"@type":"WebPage"},{"@type":["Thing","NewsArticle"],"headline":"Harbour reopens"}]',
        '{"@graph":[{"@type":"NewsArticle","headline":"Harbour reopens"}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"Harbour reopens"}}',
        '{"@type":"NewsArticle","headline":"Harbour reopens",}',
        '<!-- {"@type":"NewsArticle","headline":"Harbour reopens"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Harbour reopens"}\n//]]>',
        '{"@type":"NewsArticle","headline":"Harbour\nreopens"}',
        '{"@type":"NewsArticle","headline":"Harbour reopens"};',
        '{"@type":"WebSite"}{"@type":"NewsArticle","headline":"Harbour reopens"}',
        '{"@type":"http://schema.org/NewsArticle","headline":{"@value":"Harbour reopens"}}',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Harbour reopens&quot;}",
    ],
)
def test_json_ld_is_read_however_it_is_written(script):
    record = cleaned(jsonld(script))

    assert (record.title, record.provenance.fields["title"]) == ("Harbour reopens", "json-ld")


def test_of_several_articles_the_one_that_names_this_page_is_taken():
    script = f"""[{{"@type":"NewsArticle","headline":"Other","url":"https://www.baypost.example/other"}},
                  {{"@type":"NewsArticle","headline":"Harbour reopens","url":"{URL}"}}]"""

    assert cleaned(jsonld(script)).title == "Harbour reopens"


@pytest.mark.parametrize(
    ("head", "body", "title", "source"),
    [
        ("<title>Harbour reopens | The Bay Post</title><meta property=og:site_name content='The Bay Post'>",
         "", "Harbour reopens", "html-title"),
        ("<title>Harbour reopens - baypost.example</title>", "", "Harbour reopens", "html-title"),
        ("<meta property=og:title content='Harbour reopens | Bay Post'><title>x</title>",
         "<h1>Harbour reopens</h1>", "Harbour reopens", "h1"),
        ("<meta property=og:title content='Harbour reopens'>",
         "<h1>The Bay Post</h1><h1>News</h1>", "Harbour reopens", "opengraph"),
        ("<title>x</title>", "<h1>Harbour <em>reopens</em></h1>", "Harbour reopens", "h1"),
        ("", "", "", None),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_site(head, body, title, source):
    record = cleaned(head, body)

    assert (record.title, record.provenance.fields.get("title")) == (title, source)


@pytest.mark.parametrize(
    ("title", "stripped"),
    [
        ("Rain ahead | The Bay Post", "Rain ahead"),
        ("The Bay Post: Rain ahead", "The Bay Post: Rain ahead"),
        ("The Bay Post - Rain ahead", "Rain ahead"),
        ("Rain - and more rain - ahead", "Rain - and more rain - ahead"),
        ("Rain ahead – baypost.example", "Rain ahead"),
        ("The Bay Post", "The Bay Post"),
    ],
)
def test_only_the_sites_own_name_is_cut_from_a_title(title, stripped):
    assert without_site(title, "The Bay Post", "www.baypost.example") == stripped


@pytest.mark.parametrize(
    ("bylines", "names"),
    [
        (["By Ann Berg and Bo Lind"], ("Ann Berg", "Bo Lind")),
        (["Ann Berg, Bo Lind"], ("Ann Berg", "Bo Lind")),
        (["Ann Berg, chief reporter"], ("Ann Berg",)),
        (["Von Eva Kern und Jan Ott, Flussdorf"], ("Eva Kern", "Jan Ott")),
        (["Par Léa Petit avec AFP"], ("Léa Petit avec AFP",)),
        (["Ann Berg | The Bay Post"], ("Ann Berg",)),
        (["The Bay Post", "Staff", "admin", "Newsroom"], ()),
        (["https://www.facebook.com/baypost"], ()),
        (["Ann Berg", "ANN BERG"], ("Ann Berg",)),
        (["记者：王小明"], ("王小明",)),
        (["ann.berg@baypost.example"], ()),
        (["Read more about Ann Berg"], ("Ann Berg",)),
    ],
)
def test_bylines_become_people(bylines, names):
    assert people(bylines, site_name="The Bay Post", url=URL) == names


def test_authors_are_found_by_reference_in_meta_and_in_markup():
    by_reference = jsonld(
        '{"@graph":[{"@type":"Person","@id":"#a","name":"Ann Berg"},{"@type":"Article","author":{"@id":"#a"}}]}'
    )

    assert cleaned(by_reference).authors == ("Ann Berg",)
    assert cleaned("<meta name=author content='Ann Berg'>").authors == ("Ann Berg",)
    assert cleaned(body="<a rel=author href=/a>Ann Berg</a>").authors == ("Ann Berg",)
    assert cleaned(body="<div class='byline'>By Ann Berg</div>").authors == ("Ann Berg",)


def test_names_in_comments_and_footers_are_no_authors():
    comment = "<div class='comment-list'><span class='comment-author vcard'>Troll Berg</span></div>"

    assert cleaned(body=f"{comment}<footer><a rel=author>Ann Berg</a></footer>").authors == ()


@pytest.mark.parametrize(
    ("text", "moment", "source"),
    [
        ("2024-03-05T10:00:00+01:00", datetime(2024, 3, 5, 9, tzinfo=UTC), "meta"),
        ("2024-03-05T10:00:00.123Z", datetime(2024, 3, 5, 10, 0, 0, 123000, tzinfo=UTC), "meta"),
        ("2024-03-05 10:00", datetime(2024, 3, 5, 10, tzinfo=UTC), "meta"),
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=UTC), "meta:day"),
        ("20240305", datetime(2024, 3, 5, tzinfo=UTC), "meta:day"),
        ("March 5, 2024", datetime(2024, 3, 5, tzinfo=UTC), "meta:day"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", datetime(2024, 3, 5, 10, tzinfo=UTC), "meta"),
        ("Tue Mar 05 10:00:00 PST 2024", datetime(2024, 3, 5, 18, tzinfo=UTC), "meta"),
    ],
)
def test_dates_become_moments_in_utc(text, moment, source):
    assert parse_moment(text, "meta") == (moment, source)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "0001-01-01", "1970-01-01T00:00:00Z", "9999-12-31", "12:30", "x" * 999]
)
def test_what_is_no_date_of_the_web_is_none(text):
    assert parse_moment(text, "meta") is None


def test_a_day_gives_way_to_the_time_on_that_day():
    head = jsonld('{"@type":"NewsArticle","datePublished":"2024-03-05"}')
    head += "<meta property=article:published_time content='2024-03-05T18:00:00-05:00'>"

    record = cleaned(head)

    assert (record.published_at, record.date_source) == (datetime(2024, 3, 5, 23, tzinfo=UTC), "meta")


@pytest.mark.parametrize(
    ("head", "body", "url", "source"),
    [
        ("", "<time itemprop=datePublished datetime=2024-03-05>5 March</time>", URL, "time:day"),
        ("", "", "https://baypost.example/2024/03/05/harbour", "url:day"),
        ("", "<p>Published on March 5, 2024</p>", URL, "dateline:day"),
    ],
)
def test_dates_are_found_in_markup_address_and_words(head, body, url, source):
    record = cleaned(head, body, url=url)

    assert (record.published_at, record.date_source) == (datetime(2024, 3, 5, tzinfo=UTC), source)


def test_the_language_of_the_text_beats_a_wrong_declaration():
    german = "<p>" + "Die Stadt hat am Dienstag mitgeteilt, dass der Hafen nicht mehr für das Schiff offen ist. " * 9

    assert cleaned(body=german).language == "de"
    assert cleaned(body=german, lang="de-AT").provenance.fields["language"] == "html-lang"
    assert cleaned(body="<p>" + "港口于周二重新开放，第一艘渡轮在中午离开了码头。" * 9).language == "zh"


def test_robots_and_tdm_metas_are_kept_as_rights():
    head = "<meta name=robots content='index, NOAI, max-snippet:-1'><meta name=googlebot content=noarchive>"

    assert cleaned(head + "<meta name=tdm-reservation content=1>").rights == (
        "googlebot:noarchive",
        "noai",
        "tdm-reservation",
    )


@pytest.mark.parametrize(
    ("value", "paywalled"), [('"False"', True), ("false", True), ("true", False), ('"http://schema.org/False"', True)]
)
def test_a_paywall_is_what_schema_org_says(value, paywalled):
    assert cleaned(jsonld(f'{{"@type":"NewsArticle","isAccessibleForFree":{value}}}')).paywalled is paywalled


def test_addresses_are_absolute_or_nothing():
    record = cleaned("<link rel=canonical href='/a?b=1'><meta property=og:image content='//img.example/x.jpg'>")

    assert record.canonical_url == "https://www.baypost.example/a?b=1"
    assert record.image is not None
    assert record.image.url == "https://img.example/x.jpg"
    assert cleaned("<link rel=canonical href='http://[bad'>").canonical_url is None
    assert cleaned("<link rel=canonical href='javascript:alert(1)'>").canonical_url is None


MANY = 60_000
PICTURE = "<meta property=og:image content=/img/abc123456.jpg>"
FLOODS = {
    "dates": ("", "<span class=date>5 March 2024</span>" * MANY),
    "authors": ("", "<a class=author rel=author href=/author/x>Ann Berg</a>" * MANY),
    "classes": ("", "".join(f"<p class='author-date-{n}' id=x{n}>By Ann Berg, 5 March 2024</p>" for n in range(MANY))),
    "metas": ("".join(f"<meta name=published-{n} content=2024-03-05>" for n in range(MANY)), ""),
    "headings": ("", "<h1><b class=kicker>Ferry | sails - </b></h1>" * MANY),
    "one-heading": ("", "<h1>" + "<b class=kicker>Ferry | sails - </b>" * MANY + "</h1>"),
    "figures": (PICTURE, "<figure><img src=/img/abd123456.jpg><figcaption>Foto: x</figcaption></figure>" * MANY),
    "credits": (
        PICTURE,
        "<figure><img src=/img/abc123456.jpg>" + "<span class=credit>Foto: x</span>" * MANY + "</figure>",
    ),
    "caption": (PICTURE, "<figure><img src=/img/abc123456.jpg><figcaption>" + "Foto: (" * MANY * 5 + "</figure>"),
    "years": ("", "<p>" + "2024-03 " * MANY * 10 + "</p>"),
    "title": (f"<title>{'a | ' * MANY * 5}</title>", ""),
    "spaces": (jsonld(" " * 2_000_000 + "x"), ""),
    "slashes": (jsonld("// " * 700_000 + "x"), ""),
    "nested": (jsonld('{"a":' * MANY + "1" + "}" * MANY), ""),
    "values": (jsonld('{"@type":"NewsArticle","headline":' + '{"@value":[' * 400 + '"x"' + "]}" * 400 + "}"), ""),
    "references": (jsonld('{"@type":"NewsArticle","author":[' + '{"@id":"#a"},' * MANY + '{"@id":"#b"}]}'), ""),
    "state": ("<script>" + '"first_publish' * MANY * 5 + "</script>", ""),
}


@pytest.mark.parametrize("name", FLOODS)
def test_no_flood_takes_long(name):
    head, body = FLOODS[name]
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    tree = parse_page(page)
    before = time.process_time()
    read_metadata(collect(tree, url=URL), size=len(page))
    # A fifth of this where nothing else runs.
    assert time.process_time() - before < 1.5
