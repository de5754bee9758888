"""Placing articles in stories, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from schemas.article import Source
from schemas.revision import RevisionKind
from schemas.story import StoryEventKind
from tests.contract.ledger.builders import HOUR, draft, stored
from tests.newsroom.events import FERRY, ORCHESTRA, WEATHER, Telling
from wirecopy.errors import NotFound, UsageError
from wirecopy.grouping import merge_stories, place_waiting, split_story
from wirecopy.ledger import articles, changes, stories
from wirecopy.ledger.database import Ledger
from wirecopy.ledger.tables import story_keys, story_words


class Desk:
    """Files articles and places them; the clock goes on by an hour with each."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self.ledger = ledger
        self.now = now
        self._number = 0

    def file(self, telling: Telling, *, place: bool = True, **fields) -> int:
        self._number += 1
        self.now += HOUR
        duplicate_of = fields.pop("duplicate_of", None)
        given = draft(
            f"{self._number}",
            host=telling.host,
            source=Source(host=telling.host, name=telling.host.partition(".")[0].title()),
            **({"title": telling.title, "text": telling.text, "published_at": self.now} | fields),
        )
        with self.ledger.begin() as conn:
            article_id = stored(conn, self.now, given, duplicate_of=duplicate_of)
            stories.put(conn, [article_id])
        if place:
            self.place()
        return article_id

    def place(self) -> int:
        return place_waiting(self.ledger, now=self.now)

    def story_of(self, article_id: int) -> int | None:
        with self.ledger.read() as conn:
            return articles.get(conn, article_id).story_id

    def groups(self) -> list[list[int]]:
        with self.ledger.read() as conn:
            found, _ = stories.page(conn, least=1, limit=200)
            return sorted([member.article_id for member in stories.members(conn, story.id)[0]] for story in found)

    def announced(self) -> list[tuple[int, int | None]]:
        with self.ledger.read() as conn:
            return [(c.article_id, c.story_id) for c in changes.read(conn) if c.kind == "story"]


@pytest.fixture
def desk(ledger, now):
    return Desk(ledger, now)


def test_articles_of_one_event_in_other_words_come_into_one_story_and_others_do_not(desk):
    filed = [desk.file(telling) for telling in (FERRY[0], ORCHESTRA[0], FERRY[1], WEATHER, ORCHESTRA[1], FERRY[2])]
    assert desk.groups() == [[filed[0], filed[2], filed[5]], [filed[1], filed[4]], [filed[3]]]


def test_a_story_has_the_title_and_lead_of_one_of_its_articles_and_figures_that_fit(desk):
    ids = [desk.file(telling) for telling in FERRY]
    with desk.ledger.read() as conn:
        (story,), following = stories.page(conn)
        assert following is None
        best = articles.get(conn, story.article_id)
        assert story.article_id in ids
        assert story.title == best.title
        assert story.lead == best.text.split("\n\n")[0]
        assert (story.articles, story.outlets) == (3, 3)
        assert story.hosts == ("harbour.example", "north.example", "island.example")
        assert story.last_at - story.first_at == 2 * HOUR
        assert story.language == "en"
        assert stories.get(conn, story.id) == story


def test_each_article_tells_by_which_words_it_is_in_its_story(desk):
    first, second, *_ = (desk.file(telling) for telling in FERRY)
    with desk.ledger.read() as conn:
        story_id, why = stories.membership(conn, second)
        assert story_id == desk.story_of(first)
        assert {"Kestrel", "sandbank"} <= set(why["words"])
        assert why["score"] > 0.28


def test_consumers_are_told_when_a_story_comes_to_two_articles_and_of_each_one_after(desk):
    first = desk.file(FERRY[0])
    assert desk.announced() == []
    second, third = desk.file(FERRY[1]), desk.file(FERRY[2])
    story = desk.story_of(first)
    assert desk.announced() == [(first, story), (second, story), (third, story)]


def test_a_copy_is_in_the_story_of_what_it_copies_and_counts_as_an_outlet(desk):
    first = desk.file(FERRY[0])
    copy = desk.file(FERRY[0]._replace(host="copy.example"), duplicate_of=first)
    assert desk.story_of(copy) == desk.story_of(first)
    with desk.ledger.read() as conn:
        story = stories.get(conn, desk.story_of(first))
        assert (story.articles, story.outlets) == (2, 2)
        assert stories.membership(conn, copy)[1] == {"copy_of": first}


def test_a_copy_that_is_placed_before_what_it_copies_brings_it_along(desk):
    first = desk.file(FERRY[0], place=False)
    with desk.ledger.begin() as conn:
        stories.take(conn, 10)
    copy = desk.file(FERRY[0]._replace(host="copy.example"), duplicate_of=first)
    assert desk.story_of(copy) == desk.story_of(first) is not None


def test_the_same_event_a_fortnight_later_is_another_story(desk):
    first = desk.file(FERRY[0])
    desk.now += timedelta(days=14)
    assert desk.story_of(desk.file(FERRY[1])) != desk.story_of(first)


def test_an_old_article_that_comes_in_late_finds_the_story_of_its_day(desk):
    first = desk.file(FERRY[0])
    then = desk.now
    desk.now += timedelta(days=3)
    for telling in ORCHESTRA:
        desk.file(telling)
    assert desk.story_of(desk.file(FERRY[1], published_at=then + HOUR)) == desk.story_of(first)


def test_a_date_ahead_of_its_time_is_not_believed(desk):
    ahead = desk.file(FERRY[0], published_at=desk.now + timedelta(days=400))
    with desk.ledger.read() as conn:
        assert stories.get(conn, desk.story_of(ahead)).last_at == desk.now


def test_languages_keep_apart(desk):
    first = desk.file(FERRY[0])
    assert desk.story_of(desk.file(FERRY[1], language="nl")) != desk.story_of(first)


def test_placing_again_changes_nothing(desk):
    ids = [desk.file(telling) for telling in FERRY]
    before, told = desk.groups(), desk.announced()
    with desk.ledger.begin() as conn:
        stories.put(conn, [*ids, *ids])
    assert desk.place() == 3
    assert desk.groups() == before
    assert desk.announced() == told


def test_a_revision_about_other_things_leaves_its_story_and_one_in_other_words_stays(desk):
    ids = [desk.file(telling) for telling in FERRY]
    story = desk.story_of(ids[0])
    for article_id, telling in ((ids[1], FERRY[2]), (ids[2], ORCHESTRA[0])):
        with desk.ledger.begin() as conn:
            given = draft(str(article_id), title=telling.title, text=telling.text)
            articles.revise(
                conn, article_id, given, kind=RevisionKind.UPDATE, sketch_keys=(), sketch_packed=b"", now=desk.now
            )
            stories.put(conn, [article_id])
    desk.place()
    assert desk.story_of(ids[1]) == story
    assert desk.story_of(ids[2]) not in (story, None)
    with desk.ledger.read() as conn:
        assert stories.get(conn, story).articles == 2
        assert [event.kind for event in stories.events(conn, story)] == [StoryEventKind.LEFT]
    assert desk.announced()[-1] == (ids[2], desk.story_of(ids[2]))


def test_an_article_without_words_is_a_story_of_its_own(desk):
    blank = Telling("harbour.example", "", "1234 5678")
    one, other = desk.file(blank), desk.file(blank)
    assert None not in (desk.story_of(one), desk.story_of(other))
    assert desk.story_of(one) != desk.story_of(other)


def test_two_stories_that_one_article_ties_together_become_one(desk, monkeypatch):
    # As if nothing had spoken for it when the second came in.
    monkeypatch.setattr("wirecopy.duplicates.stories.placing.JOIN", 2.0)
    ids = [desk.file(FERRY[0]), desk.file(FERRY[1])]
    loser = desk.story_of(ids[1])
    monkeypatch.undo()
    monkeypatch.setattr("wirecopy.duplicates.stories.placing.ONE_STORY", 0.3)
    ids.append(desk.file(FERRY[2]))
    assert desk.groups() == [ids]
    with desk.ledger.read() as conn:
        gone = stories.get(conn, loser)
        assert (gone.articles, gone.merged_into) == (0, desk.story_of(ids[0]))
        (event,) = stories.events(conn, loser)
        assert (event.kind, event.story_id, event.other_id) == (StoryEventKind.MERGED, gone.merged_into, loser)
        assert conn.execute(select(story_keys).where(story_keys.c.story_id == loser)).all() == []


def test_a_story_that_is_two_falls_apart(desk, monkeypatch):
    # As if everything had spoken for everything; stock is then taken as usual.
    monkeypatch.setattr("wirecopy.duplicates.stories.placing.JOIN", -1.0)
    monkeypatch.setattr("wirecopy.duplicates.stories.placing._HEADLINE_WORDS", 0)
    monkeypatch.setattr("wirecopy.grouping.takes_stock", lambda articles: articles == 5)
    ids = [desk.file(telling) for telling in (FERRY[0], FERRY[1], FERRY[2])]
    story = desk.story_of(ids[0])
    monkeypatch.setattr(stories, "candidates", lambda conn, *_: stories.among_stories(conn, [story]))
    ids += [desk.file(telling) for telling in ORCHESTRA]
    assert desk.groups() == [ids[:3], ids[3:]]
    assert desk.story_of(ids[0]) == story
    with desk.ledger.read() as conn:
        (event,) = stories.events(conn, story)
        assert (event.kind, event.other_id) == (StoryEventKind.SPLIT, desk.story_of(ids[3]))
        assert list(event.article_ids) == ids[3:]
        assert stories.get(conn, story).outlets == 3
    assert set(desk.announced()[-2:]) == {(ids[3], desk.story_of(ids[3])), (ids[4], desk.story_of(ids[3]))}


def test_what_is_placed_is_rolled_back_whole_and_comes_again(desk, monkeypatch):
    ids = [desk.file(telling, place=False) for telling in FERRY]

    def die(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(stories, "announce", die)
    with pytest.raises(KeyboardInterrupt):
        desk.place()
    monkeypatch.undo()
    assert desk.groups() == []
    assert desk.place() == 3
    assert desk.groups() == [ids]
    with desk.ledger.read() as conn:
        assert conn.execute(select(story_words.c.articles).where(story_words.c.bucket < 0)).scalars().all() == [3]


def test_many_may_place_at_once_and_every_article_is_placed_once(desk):
    tellings = [*FERRY, *ORCHESTRA, WEATHER]
    ids = [desk.file(telling, place=False) for _ in range(10) for telling in tellings]
    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(lambda _: desk.place(), range(4)))
    assert done == len(ids)
    assert sorted(article_id for group in desk.groups() for article_id in group) == ids
    with desk.ledger.read() as conn:
        assert stories.waiting(conn) == 0
        for story in stories.page(conn, least=1)[0]:
            assert story.articles == len(stories.members(conn, story.id)[0])


def test_stories_of_long_ago_leave_the_index(desk):
    desk.file(FERRY[0])
    desk.now += timedelta(days=30)
    desk.file(ORCHESTRA[0])
    with desk.ledger.read() as conn:
        left = set(conn.execute(select(story_keys.c.story_id)).scalars())
        assert left == {desk.story_of(2)}


def test_stories_are_listed_by_size_or_by_news_and_paged_through(desk):
    for telling in (*FERRY, *ORCHESTRA, WEATHER):
        desk.file(telling)
    with desk.ledger.read() as conn:
        for order, sizes in ((stories.Order.LATEST, [2, 3]), (stories.Order.BIGGEST, [3, 2])):
            assert [story.articles for story in stories.page(conn, order=order)[0]] == sizes
            first, cursor = stories.page(conn, order=order, limit=1)
            rest, end = stories.page(conn, order=order, limit=1, after=cursor)
            assert [story.articles for story in first + rest] == sizes
            assert end is None
        assert len(stories.page(conn, least=1)[0]) == 3
        assert stories.page(conn, language="de")[0] == []
        latest = stories.page(conn)[0][0]
        assert stories.page(conn, since=latest.last_at)[0] == [latest]
        assert latest not in stories.page(conn, until=latest.last_at)[0]


def test_a_storys_articles_are_paged_through_and_its_course_is_counted(desk):
    ids = [desk.file(telling) for telling in FERRY]
    story = desk.story_of(ids[0])
    with desk.ledger.read() as conn:
        found, cursor = stories.members(conn, story, limit=2)
        rest, end = stories.members(conn, story, limit=2, after=cursor)
        assert [member.article_id for member in found + rest] == ids
        assert end is None
        course = stories.timeline(conn, [story], since=desk.now - 3 * HOUR, bucket_seconds=3600)
        assert [number for _, number in course[story]] == [1, 1, 1]


def split(desk, story, article_id):
    with desk.ledger.begin() as conn:
        return split_story(conn, story, article_id, now=desk.now)


def look_again(desk, ids):
    with desk.ledger.begin() as conn:
        stories.put(conn, ids)
    desk.place()


def test_an_article_taken_out_by_hand_stays_out_and_its_copies_go_with_it(desk):
    ids = [desk.file(telling) for telling in FERRY]
    copy = desk.file(FERRY[1]._replace(host="copy.example"), duplicate_of=ids[1])
    story = desk.story_of(ids[0])
    own = split(desk, story, ids[1])
    assert own != story
    assert desk.groups() == [[ids[0], ids[2]], [ids[1], copy]]
    look_again(desk, [*ids, copy])
    assert desk.groups() == [[ids[0], ids[2]], [ids[1], copy]]
    assert {(ids[1], own), (copy, own)} <= set(desk.announced())
    with desk.ledger.read() as conn:
        (event,) = stories.events(conn, story)
        assert event.evidence == {"by": "hand"}


def test_what_was_taken_out_keeps_two_stories_from_becoming_one(desk, monkeypatch):
    ids = [desk.file(telling) for telling in FERRY[:2]]
    split(desk, desk.story_of(ids[0]), ids[1])
    last = desk.file(FERRY[2])
    assert sorted(map(len, desk.groups())) == [1, 2]
    assert desk.story_of(ids[0]) != desk.story_of(ids[1])
    assert desk.story_of(last) in (desk.story_of(ids[0]), desk.story_of(ids[1]))


def test_stories_merged_by_hand_stay_one_and_are_told_of(desk):
    ids = [desk.file(telling) for telling in (FERRY[0], WEATHER)]
    one, other = map(desk.story_of, ids)
    with desk.ledger.begin() as conn:
        assert merge_stories(conn, one, other, now=desk.now) == one
    look_again(desk, ids)
    assert desk.groups() == [ids]
    assert desk.announced() == [(ids[1], one)]
    with desk.ledger.read() as conn:
        assert stories.get(conn, other).merged_into == one
    # Rewritten from end to end it is still where it was put.
    with desk.ledger.begin() as conn:
        given = draft("2", host="harbour.example", title=ORCHESTRA[0].title, text=ORCHESTRA[0].text)
        articles.revise(conn, ids[1], given, kind=RevisionKind.UPDATE, sketch_keys=(), sketch_packed=b"", now=desk.now)
    look_again(desk, [ids[1]])
    assert desk.groups() == [ids]


def test_merging_takes_back_a_split_and_splitting_a_merge(desk):
    ids = [desk.file(telling) for telling in FERRY[:2]]
    story = desk.story_of(ids[0])
    own = split(desk, story, ids[1])
    with desk.ledger.begin() as conn:
        merge_stories(conn, own, story, now=desk.now)
    look_again(desk, ids)
    assert desk.groups() == [ids]
    split(desk, desk.story_of(ids[0]), ids[1])
    look_again(desk, ids)
    assert desk.groups() == [[ids[0]], [ids[1]]]


def test_what_can_not_be_split_or_merged_is_refused_with_the_reason(desk):
    first = desk.file(FERRY[0])
    copy = desk.file(FERRY[0]._replace(host="copy.example"), duplicate_of=first)
    lone = desk.file(WEATHER)
    story = desk.story_of(first)
    for article_id, said in ((lone, "not in story"), (copy, "is a copy"), (first, "nothing to split")):
        with pytest.raises(UsageError, match=said):
            split(desk, story, article_id)
    with pytest.raises(NotFound), desk.ledger.begin() as conn:
        merge_stories(conn, story, 999, now=desk.now)
    with pytest.raises(UsageError, match="itself"), desk.ledger.begin() as conn:
        merge_stories(conn, story, story, now=desk.now)
    with desk.ledger.begin() as conn:
        merge_stories(conn, story, desk.story_of(lone), now=desk.now)
        with pytest.raises(UsageError, match=f"story {story} has them"):
            merge_stories(conn, 2, story, now=desk.now)
