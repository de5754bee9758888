import pytest

from wirecopy.feeds.places import is_article_address, likely_sitemaps, says_news, well_known


@pytest.mark.parametrize("path", ["", "/", "/sport/", "/uk/sport", "/arts-and-culture/", "/sport.html", "/index.php"])
def test_fronts_and_sections_are_no_articles(path):
    assert not is_article_address(f"https://lamp.example{path}")
    assert well_known(f"https://lamp.example{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/2026/03/14/tides/",
        "/sport/12345678",
        "/sport/tides-1234567",
        "/the-tide-comes-in-again",
        "/a/2026-03-14-tides.html",
    ],
)
def test_articles_are_known_by_dates_numbers_and_many_words(path):
    assert is_article_address(f"https://lamp.example{path}")
    assert well_known(f"https://lamp.example{path}") == []


def test_well_known_paths_of_a_front_page_are_the_sites():
    assert well_known("https://lamp.example/index.html?x=1#y") == [
        f"https://lamp.example/{name}"
        for name in ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
    ]


def test_well_known_paths_of_a_section_are_its_own_first():
    assert well_known("http://lamp.example:8080/uk/sport/")[:4] == [
        "http://lamp.example:8080/uk/sport/feed",
        "http://lamp.example:8080/uk/sport/rss",
        "http://lamp.example:8080/uk/sport/rss.xml",
        "http://lamp.example:8080/feed",
    ]


def test_pages_deep_inside_a_site_are_not_guessed_at():
    assert well_known("https://lamp.example/a/b/c/d") == []


def test_sitemaps_that_sound_like_news_come_first_and_pictures_not_at_all():
    assert likely_sitemaps(
        [
            "https://lamp.example/sitemap.xml",
            "https://lamp.example/image-sitemap.xml",
            "https://lamp.example/sitemap-news.xml.gz",
            "https://lamp.example/sitemap.xml",
            "https://lamp.example/news-archive/2009.xml",
        ]
    ) == ["https://lamp.example/sitemap-news.xml.gz", "https://lamp.example/sitemap.xml"]
    assert not says_news("https://news.example/sitemap.xml")
