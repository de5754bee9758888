from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wirecopy.errors import BadUrl
from wirecopy.records.urls import canonical_url, check_url, host_name, same_site, url_key

SEGMENTS = st.one_of(
    st.sampled_from(
        ["", ".", "..", "amp", "index.html", "a%2fb", "%7euser", "%zz", "story;jsessionid=1A", "rain-ahead-2026"]
    ),
    st.text(max_size=12).map(lambda text: quote(text, safe="%;:@", errors="replace")),
    st.text(alphabet="abcdefgh -_.~éß京%", max_size=12),
)
PARAMETERS = st.one_of(
    st.sampled_from(
        ["utm_source=x", "fbclid=1", "ref=rss", "ref=12", "a", "a=", "=b", "amp=1", "q=a%20b", "q=a+b", "PHPSESSID=f00"]
    ),
    st.text(alphabet="abc=%&;é+", max_size=10),
)
HOSTS = st.sampled_from(
    [
        "news.example",
        "WWW.News.Example",
        "m.news.example:8080",
        "bücher.example",
        "amp.co.uk",
        "en.m.wiki.example.",
        "[::1]",
        "192.0.2.7",
    ]
)
URLS = st.builds(
    lambda scheme, host, segments, parameters, fragment: (
        f"{scheme}://{host}/{'/'.join(segments)}?{'&'.join(parameters)}#{fragment}"
    ),
    st.sampled_from(["http", "https", "HTTPS"]),
    HOSTS,
    st.lists(SEGMENTS, max_size=5),
    st.lists(PARAMETERS, max_size=4),
    st.sampled_from(["", "top", "!/story/1", "/story/1"]),
)


@given(URLS)
def test_canonical_form_is_its_own_canonical_form(url):
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(URLS)
def test_key_of_the_canonical_form_is_the_key(url):
    assert url_key(canonical_url(url)) == url_key(url)


@given(URLS)
def test_key_is_short_printable_text(url):
    key = url_key(url)
    assert 0 < len(key) <= 200
    assert key.isascii()
    assert key.isprintable()


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_bad_url(text):
    for read in (canonical_url, url_key, check_url):
        try:
            read(text)
        except BadUrl:
            continue


WORDS = st.text("abcdefgh", min_size=1, max_size=5)
ARTICLES = st.builds(
    lambda section, words, number, chosen: (section, "-".join([*words, str(number)]), chosen),
    WORDS,
    st.lists(WORDS, min_size=2, max_size=4),
    st.integers(10, 9999),
    st.lists(
        st.tuples(st.sampled_from(["id", "page", "lang", "q"]), st.text("abc123", min_size=1, max_size=4)), max_size=2
    ),
)
"""What makes an article's address: section, slug, parameters that choose the page."""

TRACKING = st.sampled_from(
    """utm_source=x fbclid=IwAR gclid=1 mc_cid=3 ref=rss PHPSESSID=ab12 _ga=2.1 amp;utm_campaign=y at_medium=RSS
    sid=0123456789abcdef0123456789abcdef gad_source=1 ref_src=twsrc%5Etfw cmpid=m xtor=RSS-1""".split()
)


@st.composite
def ways_to_write(draw, article):
    """One of the addresses under which a site serves the article."""
    section, slug, chosen = article
    pick = lambda *options: draw(st.sampled_from(options))  # noqa: E731
    parameters = [f"{name}={value}" for name, value in chosen]
    for mark in draw(st.lists(TRACKING, max_size=3)):
        parameters.insert(draw(st.integers(0, len(parameters))), mark)
    scheme, port = pick(("http", ""), ("https", ""), ("http", ":80"), ("https", ":443"), ("HTTPS", ":443"))
    host = pick("", "www.", "m.", "mobile.", "amp.", "WWW.") + pick("bücher-post.example", "xn--bcher-post-9db.example")
    if draw(st.booleans()):  # any letter may be escaped
        at = draw(st.integers(0, len(slug) - 1))
        slug = f"{slug[:at]}%{ord(slug[at]):{pick('02x', '02X')}}{slug[at + 1 :]}"
    before, after = pick(("", ""), ("", "/"), ("/.", ""), ("/x/..", ""), ("/amp", ""), ("", "/amp"), ("", "/amp/"))
    session = pick("", "/(S(lit3py55t21z5v55vlm25s55))")
    path = f"{session}{before}/{section}/{slug}{after}{pick('', ';jsessionid=1A2B')}"
    fragment = pick("", "#comments", "#:~:text=storm")
    query = f"?{'&'.join(parameters)}" if parameters else pick("", "?")
    return f"{scheme}://{host}{port}{path}{query}{fragment}"


@given(st.data(), ARTICLES)
def test_all_addresses_of_an_article_have_one_key(data, article):
    one, other = data.draw(ways_to_write(article)), data.draw(ways_to_write(article))
    assert url_key(one) == url_key(other)


@given(st.data(), ARTICLES, ARTICLES)
def test_no_address_of_an_article_has_the_key_of_another(data, article, another):
    # The order of parameters chooses nothing.
    assume((*article[:2], sorted(article[2])) != (*another[:2], sorted(another[2])))
    assert url_key(data.draw(ways_to_write(article))) != url_key(data.draw(ways_to_write(another)))


@given(st.sampled_from(["id", "p", "page", "article", "story"]), st.integers(0, 99), st.integers(0, 99))
def test_key_keeps_apart_what_a_parameter_chooses(name, one, other):
    keys = {url_key(f"https://news.example/read?{name}={value}") for value in (one, other)}
    assert len(keys) == len({one, other})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://News.Example:80/a/./b/../c", "http://news.example/a/c"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/", "https://news.example:8443/"),
        ("https://news.example/%7euser/%e4%b8%ad?q=%2f", "https://news.example/~user/%E4%B8%AD?q=%2F"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://news.example/100%/x", "https://news.example/100%25/x"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        (" https://news.example/a\n-b ", "https://news.example/a-b"),
        ("https://news.example/a?b=2&utm_source=x&a=1&fbclid=I&mc_cid=9#top", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?ref=rss", "https://news.example/a"),
        ("https://news.example/a?ref=4711", "https://news.example/a?ref=4711"),
        ("https://news.example/a;jsessionid=AB12?x=1", "https://news.example/a?x=1"),
        ("https://news.example/a?sid=0123456789abcdef0123456789abcdef", "https://news.example/a"),
        ("https://news.example/a?sid=12", "https://news.example/a?sid=12"),
        ("https://news.example/#!/story/1", "https://news.example/#!/story/1"),
        ("https://[2001:DB8::0:1]/", "https://[2001:db8::1]/"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example/a//b/", "https://news.example/a//b/"),
        ("https://news.example/../../a/..", "https://news.example/"),
    ],
)
def test_canonical_url(url, expected):
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/2026/rain-ahead-for-coast?x=1&y=2",
        "https://www.news.example/2026/rain-ahead-for-coast/?y=2&x=1",
        "https://m.news.example/2026/rain-ahead-for-coast?x=1&y=2#comments",
        "https://amp.news.example/2026/rain-ahead-for-coast/amp/?x=1&y=2",
        "https://news.example/amp/2026/rain-ahead-for-coast?x=1&y=2&outputType=amp",
        "https://mobile.news.example/2026/rain-ahead-for-coast.amp?x=1&y=2&utm_medium=feed",
        "https://www.google.com/amp/s/news.example/2026/rain-ahead-for-coast?x=1&y=2",
        "https://news-example.cdn.ampproject.org/c/s/www.news.example/2026/rain-ahead-for-coast?x=1&y=2",
    ],
)
def test_variants_of_one_address_have_one_key(other):
    assert url_key(other) == "news.example/2026/rain-ahead-for-coast?x=1&y=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/wiki/amp", "https://news.example/wiki"),
        ("https://m.co.uk/", "https://co.uk/"),
        ("https://sport.news.example/a", "https://news.example/a"),
        ("https://news.example/A", "https://news.example/a"),
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
        ("https://news.example:8080/a", "https://news.example/a"),
        ("https://news.example/?x=1&x=2", "https://news.example/?x=2"),
        ("https://news.example/" + "a" * 300, "https://news.example/" + "a" * 301),
        ("https://news.example/a?share=1", "https://news.example/a?share=2"),
    ],
)
def test_different_pages_have_different_keys(one, other):
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("news.example/feed", "https://news.example/feed"),
        ("  <https://news.example/feed.xml>  ", "https://news.example/feed.xml"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("feed://news.example/rss", "https://news.example/rss"),
        ("FEED:news.example/rss", "https://news.example/rss"),
        ("//news.example/rss", "https://news.example/rss"),
        ("localhost:8000/feed", "https://localhost:8000/feed"),
        ("http://newsroom/feed", "http://newsroom/feed"),
        ("http://bücher.example/?utm_source=me", "http://xn--bcher-kva.example/?utm_source=me"),
        ("https://news.example/feed#top", "https://news.example/feed"),
    ],
)
def test_typed_addresses_are_made_ready_to_fetch(typed, expected):
    assert check_url(typed) == expected


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "give one such as"),
        ("news", "give one such as"),
        ("ftp://news.example/feed", "only http:// and https://"),
        ("javascript:alert(1)", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("mailto:desk@news.example", "only http:// and https://"),
        ("https://me:secret@news.example/feed", "without `user:password@`"),
        ("news.example/a b", "%20"),
        ("https://news.example/\x00", "control characters"),
        ("https://news.example/\u202efdp", "control characters"),
        ("https://news.example:99999/", "port"),
        ("https:///feed", "host name"),
        ("https://exa mple.example", "blank"),
        ("https://-/", "host name"),
        ("https://[::zz]/", "valid"),
    ],
)
def test_typed_addresses_that_can_not_be_fetched_say_what_to_do(typed, says):
    with pytest.raises(BadUrl) as refused:
        check_url(typed)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "url", ["https://me:secret@news.example:99999/", "ftp://me:secret@news.example/", "me:secret@news.example"]
)
def test_no_message_repeats_a_password(url):
    with pytest.raises(BadUrl) as refused:
        check_url(url)
    assert "secret" not in str(refused.value)


def test_host_name_drops_www_and_port():
    assert host_name("https://www.news.example:8080/a") == "news.example"
    assert host_name("https://www.example/") == "www.example"
    assert host_name("https://[::1]:80/") == "[::1]"


def test_same_site_goes_by_registered_domain():
    assert same_site("https://www.bay.co.uk/a", "http://m.bay.co.uk/b")
    assert not same_site("https://bay.co.uk/", "https://cape.co.uk/")
