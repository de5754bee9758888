"""What the newsroom holds, and what is expected of a run over it."""

from collections import Counter
from importlib.resources import files

import pytest

from services.demo.blocks import words
from services.demo.content import articles, sites
from services.demo.expected import expected


def by_key(edition=1):
    return {article.key: article for article in articles(edition)}


def test_every_article_is_as_long_as_a_news_story():
    for article in articles():
        if article.has_text_somewhere:
            assert 150 <= words(article.blocks) <= 500, article.key


def test_every_article_names_feeds_a_section_and_a_picture_that_there_are():
    pictures = {file.name.removesuffix(".svg") for file in (files("services.demo") / "newsroom/pictures").iterdir()}
    used = set()
    for article in articles():
        assert {feed.slug for feed in article.site.feeds} >= set(article.feeds), article.key
        assert article.feeds
        assert article.section in article.site.words["sections"], article.key
        used |= {article.picture} - {""}
    assert used == pictures


def test_pictures_are_small():
    for picture in (files("services.demo") / "newsroom/pictures").iterdir():
        assert 300 < len(picture.read_bytes()) < 3000, picture.name


def test_all_feed_formats_are_there():
    formats = Counter(feed.format for site in sites().values() for feed in site.feeds)
    assert set(formats) == {"rss", "atom", "rdf", "json", "sitemap"}
    assert sum(bool(feed.cut_off) for site in sites().values() for feed in site.feeds) == 1
    assert sum(site.front_page_is_submitted for site in sites().values()) == 1


def test_copies_are_the_agency_stories_that_several_papers_run_and_the_first_one_is_their_origin():
    here = expected()
    assert here.copies == {
        ("northern-post", "battery-ferry-trials"): ("harbour-ledger", "ferry-cormorant-retires"),
        ("lantern", "woodpecker-ferry"): ("harbour-ledger", "ferry-cormorant-retires"),
        ("harbour-ledger", "ellingby-plates"): ("northern-post", "lost-viaduct-photographs"),
        ("northern-post", "seaweed-between-turbines"): ("harbour-ledger", "kelp-harvest"),
    }
    assert sorted(map(len, here.families)) == [2, 2, 3]


def test_one_event_is_told_by_two_papers_in_words_of_their_own():
    (event,) = expected().events
    assert event == {("harbour-ledger", "budget-eve"), ("harbour-ledger", "budget"), ("northern-post", "sea-wall-vote")}
    assert len(expected().stories) == 4


def test_copies_have_other_headlines_and_are_cut_and_added_to():
    found = by_key()
    here = expected()
    for family in here.families:
        assert len({found[key].title for key in family}) == len(family)
        assert len({found[key].slug for key in family}) == len(family)
    whole, cut = (
        here.texts[key] for key in [("lantern", "woodpecker-ferry"), ("northern-post", "battery-ferry-trials")]
    )
    assert whole.split("\n\n")[-1] not in cut
    assert "Readers of this magazine will remember the Petrel" in whole
    assert "Readers of this magazine" not in here.texts["harbour-ledger", "ferry-cormorant-retires"]


def test_the_second_edition_changes_a_figure_and_says_so_and_changes_nothing_else():
    before, after = by_key(1), by_key(2)
    assert {key for key in before if before[key] != after[key]} == {("harbour-ledger", "budget")}
    key = ("harbour-ledger", "budget")
    assert "will spend 3.4 million" in before[key].text
    assert "will spend 4.3 million" in after[key].text
    assert after[key].text.split("\n\n")[-1].startswith("This article was amended on")
    assert expected(1).revised == frozenset()
    assert expected(2).revised == {key}
    assert expected(1).stored == expected(2).stored


def test_one_lost_page_is_made_up_for_by_its_feed_and_one_is_not():
    here = expected()
    gone = {article.key for article in articles() if article.page_is_gone}
    assert gone == {("harbour-ledger", "tide-gauge"), ("harbour-ledger", "harbour-in-fog")}
    assert here.rejected == {("harbour-ledger", "harbour-in-fog")}
    assert ("harbour-ledger", "tide-gauge") in here.stored


def test_old_articles_bear_a_notice_in_english_and_in_german():
    assert expected().removals == {
        ("lantern", "river-tunnel"): ("This story is over 5 years old.",),
        ("lantern", "glass-that-flows"): ("This story is over 5 years old.",),
        ("northern-post", "lamplighter"): ("This article is more than 5 years old",),
        ("elbtal-kurier", "kirchturm"): ("Dieser Artikel ist älter als ein Jahr.",),
    }


def test_no_two_articles_have_the_same_title():
    assert len(expected().by_title) == len(articles())
    assert expected().by_title["Sea wall wins over library by one vote"] == ("harbour-ledger", "budget")


def test_entries_are_counted_once_for_each_feed_that_lists_them():
    here = expected()
    assert here.same_url == 2 + 4
    assert here.entries == sum(len(article.feeds) for article in articles())


def test_a_rewording_that_finds_nothing_to_reword_is_an_error():
    from services.demo import content

    blocks = by_key()["harbour-ledger", "bells"].blocks
    with pytest.raises(ValueError, match="bells: nothing reads 'trombones'"):
        content._reworded(blocks, [["trombones", "bells"]], "bells")
