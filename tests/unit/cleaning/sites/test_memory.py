"""A memory is bounded, survives being written, relearns after a redesign, and says when it has learned something."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

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
    kept,
    lesson,
    visited,
)
from wirecopy.cleaning.sites import Memory, Visit, deciding, from_json, learn, teaching
from wirecopy.cleaning.sites.memory import (
    MOST_BYTES,
    MOST_KNOWN,
    MOST_LINES,
    MOST_PAGES,
    MOST_PINS,
    MOST_PLACES,
    MOST_TAUGHT,
)

PROMPT = Piece("Get the harbour news in your mailbox every morning.", LIKELY)


def crowded(number: int) -> Article:
    """A page with hundreds of lines, many of them those of other pages, at places without end."""
    own = [
        Piece(f"{words.headline(f'{number} {n}')} {n}", SURE, f"body>div.box-{'abcdefgh'[n % 8]}{'x' * number}>p")
        for n in range(60)
    ]
    shared = [Piece(f"Shared line of words number {'i' * ((7 * number + n) % 400)} here", LIKELY) for n in range(25)]
    return article(f"crowded-{number}", *own, *shared)


def test_a_memory_keeps_within_its_bounds_and_its_newest_knowledge():
    memory = visited(crowded(number) for number in range(400))
    for number in range(MOST_PINS):
        memory = deciding.pin(memory, f"Pinned line number {'i' * number} and so on for a while", "drop")
    for number in range(MOST_TAUGHT + 5):
        page = crowded(number)
        marks = [index % 2 == 0 for index in range(len(page.pieces))]
        at = NOON + timedelta(hours=number)
        memory = teaching.teach(memory, page.pieces, marks, url=page.url, at=at)
    assert len(memory.pages) == MOST_PAGES
    assert len(memory.known) == MOST_KNOWN
    assert len(memory.lines) == MOST_LINES
    assert len(memory.places) == MOST_PLACES
    assert [page.url for page in memory.taught.values()][-1] == f"https://bay.example/crowded-{MOST_TAUGHT + 4}"
    assert len(memory.taught) == MOST_TAUGHT
    assert len(json.dumps(memory.to_json())) < MOST_BYTES


def test_what_recurs_most_outlives_a_flood_of_lines():
    memory = visited(article(f"day-{day}", PROMPT) for day in range(10))
    memory = visited((crowded(number) for number in range(40)), memory)
    assert any(line.text == PROMPT.text and line.articles == 10 for line in memory.lines.values())


def test_a_memory_reads_back_as_it_was_written():
    memory = visited(article(f"day-{day}", PROMPT) for day in range(4))
    memory = deciding.pin(memory, "Share this", "drop")
    page = article("day-0", PROMPT)
    memory = teaching.teach(memory, page.pieces, [True] * 6 + [False], url=page.url, at=NOON)
    written = json.loads(json.dumps(memory.to_json(), sort_keys=True))
    again = from_json(written)
    assert json.loads(json.dumps(again.to_json(), sort_keys=True)) == written
    later = article("day-9", PROMPT)
    assert kept(again, later) == kept(memory, later) == words.paragraphs("day-9")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["format", "articles", "pages", "lines", "places", "pins", "taught", "known"]), x
            )
        ),
    )
)
def test_a_damaged_memory_is_begun_anew(value):
    memory = Memory().to_json()
    if isinstance(value, dict):
        memory |= value
    assert isinstance(from_json(memory), Memory)
    assert from_json({"format": 0, "articles": 9}) == Memory()
    assert from_json({}) == Memory()


def test_learning_leaves_the_memory_before_as_it_was():
    memory = visited(article(f"day-{day}", PROMPT) for day in range(3))
    before = json.dumps(memory.to_json())
    after = learn(memory, [lesson(memory, article("new", PROMPT))])
    assert json.dumps(memory.to_json()) == before
    assert after is not memory


def test_an_article_counts_once_however_often_it_comes():
    pages = [article(f"day-{day}", PROMPT) for day in range(4)]
    memory = visited(pages)
    assert visited(pages * 2, memory) is memory


def test_pages_without_a_host_teach_nothing_and_are_left_alone():
    for url in (None, "no address"):
        visit = Visit(visited([article("one"), article("two")]), at=NOON)
        assert [item.chance for item in visit.weigh([Piece("A line.")], [0.9], url=url, title="")] == [0.9]
        assert visit.lesson is None


def test_words_are_kept_of_lines_only_that_are_met_again():
    memory = visited([article("once", PROMPT)])
    written = json.dumps(memory.to_json())
    assert "mailbox" not in written
    assert words.paragraphs("once")[0][:20] not in written
    assert "mailbox" in json.dumps(visited([article("twice", PROMPT)], memory).to_json())


def test_what_older_records_should_have_makes_the_count_go_up_and_mere_counting_does_not():
    memory = visited(article(f"day-{day}") for day in range(20))
    settled = memory.learned
    memory = visited((article(f"later-{day}") for day in range(10)), memory)
    assert memory.learned == settled
    memory = visited((article(f"prompted-{day}", PROMPT) for day in range(4)), memory)
    assert settled < memory.learned <= settled + 3
    settled = memory.learned
    memory = visited((article(f"prompted-more-{day}", PROMPT) for day in range(10)), memory)
    assert memory.learned <= settled + 2


OLD, NEW = "body>main>div.story>p", "body>div.app>div.text>p"


def test_what_a_page_alone_is_unsure_of_is_settled_by_its_place():
    lead = Piece(words.paragraphs("a lead", 1)[0], 0.35, "body>main>div.lead")
    site = [
        article(f"day-{day}", Piece(words.paragraphs(f"lead {day}", 1)[0], LIKELY, "body>main>div.lead"))
        for day in range(6)
    ]
    page = article("new", lead)
    assert lead.text not in alone(page)
    assert lead.text in kept(visited(site), page)


def test_a_redesign_is_noticed_and_relearned():
    old = [article(f"old-{day}", Piece(words.headline(f"box {day}"), UNLIKELY, NEW)) for day in range(20)]
    memory = visited(old)
    assert memory.redesigned_at is None
    unsure = article("first", path=NEW, chance=UNSURE)
    later = NOON + timedelta(days=30)
    new = [article(f"new-{day}", path=NEW) for day in range(4)]
    memory = visited(new, memory, at=later)
    assert memory.redesigned_at == int(later.timestamp())
    assert kept(memory, unsure) == alone(unsure)


def test_a_place_that_turns_into_something_else_is_relearned():
    memory = visited(
        article(f"old-{day}", Piece(words.paragraphs(f"side {day}", 1)[0], SURE, AFTER)) for day in range(20)
    )
    side = Piece(words.paragraphs("side", 1)[0], 0.45, AFTER)
    assert side.text in kept(memory, article("new", side))
    memory = visited(
        (article(f"new-{day}", Piece(words.paragraphs(f"ad {day}", 1)[0], 0.05, AFTER)) for day in range(4)), memory
    )
    assert side.text not in kept(memory, article("new", side))


def test_a_few_odd_pages_are_no_redesign():
    memory = visited(article(f"day-{day}") for day in range(20))
    odd = [article(f"live-{n}", path="body>div.live>p") if n % 3 else article(f"plain-{n}") for n in range(9)]
    assert visited(odd, memory).redesigned_at is None
