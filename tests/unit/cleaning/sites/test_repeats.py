"""Lines that a site repeats go; what only looks like it stays."""

from __future__ import annotations

from datetime import timedelta

from tests.newsroom import words
from tests.unit.cleaning.sites.little import (
    AFTER,
    LIKELY,
    NOON,
    SURE,
    UNLIKELY,
    UNSURE,
    Article,
    Piece,
    alone,
    article,
    judged,
    kept,
    visited,
)
from wirecopy.cleaning.sites.sparing import MOST_REMOVED, MOST_SURE_REMOVED
from wirecopy.cleaning.sites.verdicts import PLACE, REPEATS

PROMPT = Piece("Get the harbour news in your mailbox every morning.", LIKELY)


def test_a_line_on_several_articles_is_removed_with_its_evidence():
    memory = visited((article(f"day-{day}", PROMPT) for day in range(2)), at=NOON)
    memory = visited([article("day-2", PROMPT)], memory, at=NOON + timedelta(days=1))
    page = article("new", PROMPT)
    assert kept(memory, page) == words.paragraphs("new")
    removed = judged(memory, page)[-1]
    assert removed.reason == REPEATS
    assert removed.recurrence is not None
    assert (removed.recurrence.articles, removed.recurrence.first_seen) == (3, NOON)
    assert removed.recurrence.last_seen == NOON + timedelta(days=1)


def test_it_is_removed_from_the_pages_that_taught_it_as_well():
    pages = [article(f"day-{day}", PROMPT) for day in range(4)]
    memory = visited(pages)
    assert all(kept(memory, page) == alone(page)[:-1] for page in pages)
    # Its own article is not counted against it.
    assert judged(memory, pages[0])[-1].recurrence.articles == 3


def test_numbers_in_a_line_of_words_do_not_hide_that_it_recurs():
    def notice(years: int) -> Piece:
        return Piece(f"This story is more than {years} years old.", LIKELY)

    memory = visited(article(f"day-{day}", notice(day + 2)) for day in range(4))
    assert kept(memory, article("new", notice(11))) == words.paragraphs("new")


def test_rows_of_numbers_are_not_taken_for_one_line():
    rows = [Piece(f"{number}. {number * 3} : {number * 2}", LIKELY, kind="row") for number in range(5, 9)]
    memory = visited(article(f"day-{day}", rows[day]) for day in range(3))
    assert kept(memory, article("new", rows[3])) == alone(article("new", rows[3]))


def test_a_new_site_changes_nothing():
    page = article("first", PROMPT, Piece("Share", UNLIKELY))
    assert kept(visited([]), page) == alone(page)
    assert [item.chance for item in judged(visited([]), page)] == page.chances


def test_a_quote_that_two_articles_share_stays():
    quote = Piece("“We will not sell the harbour, not this year and not ever,” the mayor said.")
    memory = visited([article("vote", quote), *(article(f"day-{day}") for day in range(4))])
    for page in (article("reaction", quote), article("vote", quote)):
        assert kept(memory, page) == alone(page)
    block = Piece(quote.text, LIKELY, "body>main>div.story>blockquote", "quote")
    memory = visited([article("vote", block), *(article(f"day-{day}") for day in range(4))])
    assert kept(memory, article("reaction", block)) == alone(article("reaction", block))


def test_background_that_a_running_story_carries_along_stays():
    background = Piece("The ferry has not sailed since the storm of last March, when its engine room was flooded.")
    site = [article(f"day-{day}", *([background] if day % 5 == 0 else [])) for day in range(30)]
    page = article("new", background)
    assert kept(visited(site), page) == alone(page)


def test_a_heading_that_stands_over_another_text_each_time_stays():
    def page(seed: str) -> Article:
        first, *rest = words.paragraphs(seed)
        heading = Piece("What we know so far", LIKELY, "body>main>div.story>h2", "heading")
        return Article(f"https://bay.example/{seed}", words.headline(seed), (Piece(first), heading, *map(Piece, rest)))

    memory = visited(page(f"day-{day}") for day in range(8))
    assert kept(memory, page("new")) == alone(page("new"))


def test_a_heading_over_teasers_goes_with_them():
    def page(seed: str, day: int) -> Article:
        heading = Piece("More from the bay", LIKELY, "body>main>div.after>h2", "heading")
        teasers = [Piece(words.headline(f"teaser {day + n}"), UNSURE, AFTER) for n in range(3)]
        return article(seed, heading, *teasers)

    memory = visited(page(f"day-{day}", day) for day in range(6))
    assert kept(memory, page("new", 6)) == words.paragraphs("new")


def test_the_same_article_under_two_addresses_makes_no_residue():
    story = words.paragraphs("ferry")
    pages = [
        Article(f"https://bay.example/{n}", f"The ferry, told {n} times over again", tuple(map(Piece, story)))
        for n in range(8)
    ]
    memory = visited(pages)
    assert memory.articles == 1
    assert all(kept(memory, page) == story for page in pages)


def test_revisions_of_an_article_make_no_residue():
    story = words.paragraphs("ferry", 8)
    memory = visited([])
    for version in range(8):
        page = Article(
            "https://bay.example/ferry",
            f"The ferry in version {version}",
            tuple(map(Piece, [*story, *words.paragraphs(f"more {version}", version)])),
        )
        memory = visited([page], memory)
        assert kept(memory, page) == alone(page)
    assert memory.articles == 1


def test_a_running_story_with_a_new_lead_each_day_loses_nothing():
    told: list[str] = []
    memory = visited([])
    for day in range(10):
        told = [*words.paragraphs(f"strike {day}", 2), *told][:10]
        page = article(f"strike-{day}", story=told)
        memory = visited([page], memory)
        assert kept(memory, page) == alone(page)


def test_a_copy_of_an_agencys_text_in_another_frame_makes_no_residue():
    copy = words.paragraphs("agency", 8)
    pages = [article(f"copy-{n}", story=[words.paragraphs(f"own lead {n}", 1)[0], *copy]) for n in range(6)]
    memory = visited(pages)
    assert all(kept(memory, page) == alone(page) for page in pages)


def test_a_lead_that_other_pages_show_as_a_teaser_stays_on_its_own():
    lead = words.paragraphs("ferry")[0]
    teaser = Piece(lead, UNSURE, AFTER)
    memory = visited([article("ferry"), *(article(f"day-{day}", teaser) for day in range(8))])
    assert kept(memory, article("ferry")) == alone(article("ferry"))
    assert lead not in kept(memory, article("new", teaser))


def test_a_lead_stays_even_where_teasers_stand_among_the_paragraphs():
    lead = words.paragraphs("ferry")[0]
    memory = visited([article("ferry"), *(article(f"day-{day}", Piece(lead, UNSURE)) for day in range(8))])
    # The page says in its description that this is its own.
    assert kept(memory, article("ferry"), own=(lead,)) == alone(article("ferry"))


def test_whoever_writes_some_pages_can_not_wipe_anothers_text():
    victim = article("victim")
    lines = alone(victim)
    attack = [
        article(f"attack-{page}-{line}", Piece(text, SURE)) for line, text in enumerate(lines) for page in range(12)
    ]
    for memory in (visited([victim, *attack]), visited([*attack, victim])):
        left = kept(memory, victim)
        assert sum(map(len, left)) >= (1 - MOST_SURE_REMOVED) * sum(map(len, lines))
        # Half the attacker's pages among others say less still.
    honest = [article(f"honest-{page}") for page in range(24)]
    mixed = [page for pair in zip(attack[:24], honest, strict=True) for page in pair]
    assert len(kept(visited([victim, *mixed]), victim)) >= len(lines) - 1


def test_a_memory_takes_no_more_than_its_share_of_a_page():
    prompts = [Piece(f"{text} Read it in our app.", LIKELY) for text in words.paragraphs("prompts", 12)]
    memory = visited(article(f"day-{day}", *prompts, story=words.paragraphs(f"day-{day}", 14)) for day in range(8))
    page = article("new", *prompts, story=words.paragraphs("new", 2))
    before, after = sum(map(len, alone(page))), sum(map(len, kept(memory, page)))
    assert after >= (1 - MOST_REMOVED) * before
    assert set(words.paragraphs("new", 2)) <= set(kept(memory, page))


def test_a_line_that_is_taken_out_for_its_place_says_so():
    def teasers(day: int) -> list[Piece]:
        return [Piece(words.paragraphs(f"teaser {day + n}", 1)[0][:90], UNLIKELY, AFTER) for n in range(3)]

    memory = visited(article(f"day-{day}", *teasers(day * 10)) for day in range(8))
    page = article("new", Piece(words.paragraphs("teaser new", 1)[0][:90], UNSURE, AFTER))
    assert judged(memory, page)[-1].reason == PLACE


def test_a_place_on_none_of_the_others_is_doubted_where_the_page_is_unsure_and_the_rest_is_built_alike():
    box = Piece("The council meets on each first Tuesday of the month.", UNSURE, "body>main>div.faq>p")
    memory = visited(article(f"day-{day}") for day in range(5))
    assert kept(memory, article("new", box)) == words.paragraphs("new")
    # One other article is not enough to miss it; a page that is built otherwise is judged by itself.
    assert kept(visited([article("day-0")]), article("new", box))[-1] == box.text
    other = article("other", box, path="body>div.live>p", chance=UNSURE)
    assert kept(memory, other) == alone(other)
