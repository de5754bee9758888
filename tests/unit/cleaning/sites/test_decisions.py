"""What people decide of a site goes before what is learned of it."""

from __future__ import annotations

import pytest

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
from wirecopy.cleaning.sites import Memory, deciding, review, teaching
from wirecopy.cleaning.sites.memory import MOST_PINS
from wirecopy.cleaning.sites.verdicts import PINNED, TAUGHT
from wirecopy.errors import NotFound, UsageError

PROMPT = Piece("Get the harbour news in your mailbox every morning.", LIKELY)
LONG = Piece("All that the harbour has to tell, " * 8 + "every morning.", LIKELY)


def site(*extra: Piece) -> Memory:
    return visited(article(f"day-{day}", *extra) for day in range(6))


def test_a_line_pinned_to_be_kept_stays_though_it_recurs():
    page = article("new", PROMPT)
    memory = site(PROMPT)
    assert kept(memory, page) != alone(page)
    pinned = deciding.pin(memory, PROMPT.text, "keep")
    assert kept(pinned, page) == alone(page)
    assert pinned.learned == memory.learned + 1


def test_a_line_pinned_to_be_dropped_goes_wherever_it_stands():
    memory = deciding.pin(site(), "The bay post, since 1903!", "drop")
    page = article("new", Piece("The Bay Post, since 1903", SURE, AFTER))
    assert judged(memory, page)[-1].reason == PINNED
    assert kept(memory, page) == words.paragraphs("new")


def test_a_line_is_found_by_its_id_and_by_its_shown_beginning():
    memory = site(LONG)
    shown = next(line for line in review.knowledge(memory, "bay.example").lines)
    assert shown.text != LONG.text
    for name in (shown.id, shown.text, LONG.text):
        assert kept(deciding.pin(memory, name, "keep"), article("new", LONG))[-1] == LONG.text


def test_a_forgotten_line_counts_from_nought():
    memory = deciding.forget_line(site(PROMPT), PROMPT.text)
    page = article("new", PROMPT)
    assert kept(memory, page) == alone(page)
    assert kept(visited([article("next", PROMPT)], memory), page) == alone(page)
    again = visited((article(f"again-{day}", PROMPT) for day in range(5)), memory)
    assert kept(again, page) == words.paragraphs("new")


def test_forgetting_a_pinned_line_takes_the_pin_away():
    memory = deciding.pin(site(), PROMPT.text, "drop")
    assert kept(deciding.forget_line(memory, PROMPT.text), article("new", PROMPT)) == alone(article("new", PROMPT))


def test_a_forgotten_site_knows_nothing_and_older_records_are_to_follow():
    memory = site(PROMPT)
    forgotten = deciding.forget(memory)
    assert forgotten.is_empty
    assert forgotten.learned > memory.learned


def test_what_can_not_be_decided_is_refused():
    with pytest.raises(NotFound):
        deciding.forget_line(site(), "Never seen.")
    with pytest.raises(UsageError, match="needs words"):
        deciding.pin(site(), "…", "drop")
    memory = Memory()
    for number in range(MOST_PINS):
        memory = deciding.pin(memory, f"line {'i' * number}", "drop")
    with pytest.raises(UsageError, match="forget one first"):
        deciding.pin(memory, "one more", "drop")
    assert deciding.pin(memory, "line i", "keep").pins[deciding.find(memory, "line i") or ""].verdict == "keep"


def marked(seed: str) -> tuple[Article, list[bool]]:
    """A page on which the page alone errs: its lead is lost, a box is kept."""
    lead = Piece(words.paragraphs(f"lead {seed}", 1)[0], UNLIKELY, "body>header>div.intro")
    box = Piece(words.paragraphs(f"box {seed}", 1)[0], SURE, "body>main>div.box>p")
    pieces = (lead, *map(Piece, words.paragraphs(seed)), box)
    page = Article(f"https://bay.example/{seed}", words.headline(seed), pieces)
    return page, [True] * 7 + [False]


def test_a_few_marked_pages_settle_what_pages_alone_get_wrong():
    memory = Memory()
    for seed in ("one", "two", "three"):
        page, marks = marked(seed)
        memory = teaching.teach(memory, page.pieces, marks, url=page.url, at=NOON)
    page, marks = marked("new")
    assert kept(memory, page) == [piece.text for piece, mark in zip(page.pieces, marks, strict=True) if mark]
    assert judged(memory, page)[-1].reason == TAUGHT


def test_a_marked_line_that_goes_against_its_place_is_remembered():
    page = article("one", Piece("Written at the harbour desk.", SURE))
    memory = teaching.teach(Memory(), page.pieces, [True] * 6 + [False], url=page.url, at=NOON)
    assert kept(memory, article("two", page.pieces[-1])) == words.paragraphs("two")


def test_teaching_a_page_again_takes_the_place_of_what_was_said_before():
    page, marks = marked("one")
    memory = teaching.teach(Memory(), page.pieces, [not mark for mark in marks], url=page.url, at=NOON)
    memory = teaching.teach(memory, page.pieces, marks, url=page.url, at=NOON)
    assert len(memory.taught) == 1
    assert kept(memory, page)[-1] != page.pieces[-1].text


def test_blocks_are_marked_by_the_true_text():
    page = article("one", Piece("Share", UNSURE), PROMPT)
    story = words.paragraphs("one")
    # Two paragraphs on one line, one cut in two, other spaces and quotes.
    first, second = story[5][:80], story[5][80:]
    told = "\n\n".join([f"{story[0]}  {story[1]}", *story[2:5], first, second])
    assert teaching.marks_of(page.pieces, told) == [True] * 6 + [False, False]
    with pytest.raises(UsageError, match="is it that page's"):
        teaching.marks_of(page.pieces, "\n".join(words.paragraphs("another")))
    with pytest.raises(UsageError, match="none of the page's blocks"):
        teaching.teach(Memory(), page.pieces, [False] * 8, url=page.url, at=NOON)


def test_a_review_shows_what_was_learned():
    memory = deciding.pin(site(PROMPT), "Share this", "drop")
    known = review.knowledge(memory, "bay.example", recleaned=1)
    pinned, line = known.lines
    assert (pinned.text, pinned.pinned, pinned.articles) == ("Share this", "drop", 0)
    assert (line.text, line.articles, line.among, line.kept, line.pinned) == (PROMPT.text, 6, 6, 6, None)
    story = next(place for place in known.places if place.name == "main>div.story>p")
    assert story.story > 0.9
    assert story.repeated < 0.1
    assert (known.summary.articles, known.summary.pins, known.summary.recleaned) == (6, 1, 1)


def test_a_place_on_none_of_several_marked_pages_is_doubted():
    memory = Memory()
    for seed in ("one", "two", "three"):
        page, marks = marked(seed)
        memory = teaching.teach(memory, page.pieces, marks, url=page.url, at=NOON)
    strange = "body>main>div.table>p"
    page = article("new", Piece("A row that the page alone would keep.", UNSURE, strange))
    assert kept(memory, page) == words.paragraphs("new")
    # What the page alone is sure of stays, and so does what stands right among the story.
    sure = article("new", Piece("A row of which the page is sure.", SURE, strange))
    assert kept(memory, sure) == alone(sure)
    among = article("new", Piece("A line of another look.", UNSURE, "body>main>div.story>p.large"))
    assert kept(memory, among) == alone(among)
