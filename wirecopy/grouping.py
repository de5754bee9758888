"""Placing: what a worker does after filing, for each article that waits for its story.

    queue ── terms (pure) ──▶ weighed by what is known of each word ──▶ portrait
                                                                         ├─ a copy ──▶ the story of what it copies
                                                                         ├─ in a story already ──▶ stays, or leaves it
                                                                         └─ candidates ─▶ place ─▶ join | open
    joined ──▶ two stories that turn out to be one: merge ──▶ stock taken: best article, one story or two
    all of it, the words counted, the queue's rows deleted ──▶ one transaction ──▶ change log

Filing does not wait for it: an article is stored, and its place on the queue with it, before anything here begins.
What a person decides of stories (`split_story`, `merge_stories`) is remembered as links and stands above all of it.
Killed at any moment, the transaction has happened or it has not, and the queue says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from wirecopy.duplicates.stories.placing import (
    STAYS,
    Candidate,
    Placement,
    division,
    place,
    representative,
    shared_words,
    takes_stock,
)
from wirecopy.duplicates.stories.portrait import Drawn, draw, mean
from wirecopy.duplicates.stories.terms import Terms, terms
from wirecopy.errors import UsageError
from wirecopy.ledger import links, stories
from wirecopy.ledger.database import Ledger
from wirecopy.ledger.links import Link
from wirecopy.ledger.stories import Member, Waiting
from wirecopy.ledger.stories.vocabulary import Vocabulary, count

_BATCH = 40
"""Articles to a transaction: it keeps other placing waiting, and on SQLite all writing."""


def place_waiting(ledger: Ledger, *, now: datetime, most: int = 400) -> int:
    """Place up to `most` of the articles on the queue, those that have waited longest; give how many were placed.

    Any number of processes may do so at once: they come one after the other, and place every article once.
    Raises LedgerDown; what was placed before it stays.
    """
    placed = 0
    while placed < most:
        with ledger.read() as conn:
            if not stories.waiting(conn):
                break
        with ledger.begin() as conn:
            placed += place_some(conn, now=now, limit=min(_BATCH, most - placed))
    return placed


def place_some(conn: Connection, *, now: datetime, limit: int = _BATCH) -> int:
    """Place up to `limit` articles of the queue within one transaction; give how many came off it."""
    stories.serialize(conn)
    taken = stories.take(conn, limit)
    desk = _Desk(conn, taken, now=now)
    for article in taken:
        desk.place(article)
    desk.finish()
    return len(taken)


def split_story(conn: Connection, story_id: int, article_id: int, *, now: datetime) -> int:
    """Take an article, with its copies, out of a story for good; give the story of its own that it has now.

    Raises NotFound, and UsageError where the article is not in the story, is all of it, or is a copy.
    """
    stories.serialize(conn)
    stories.get(conn, story_id)
    here = stories.member(conn, article_id)
    if here is None or here.story_id != story_id:
        raise UsageError(f"article {article_id} is not in story {story_id}")
    if here.portrait is None:
        raise UsageError(f"article {article_id} is a copy, and goes where the article goes that it copies; split that")
    if stories.stands_alone(conn, article_id, story_id):
        raise UsageError(f"article {article_id} is all there is of story {story_id}: there is nothing to split")
    others = [other for other in stories.tellings(conn, story_id) if other != article_id]
    links.say(conn, Link.ELSEWHERE, [article_id], others, now=now)
    desk = _Desk(conn, (), now=now)
    new_id = desk.part(story_id, [article_id], {"by": "hand"})
    desk.finish()
    return new_id


def merge_stories(conn: Connection, story_id: int, other_id: int, *, now: datetime) -> int:
    """Make two stories one for good; give the one that has all articles now.

    Raises NotFound, and UsageError where they are one already or one of them came to nothing.
    """
    stories.serialize(conn)
    one, other = stories.get(conn, story_id), stories.get(conn, other_id)
    if story_id == other_id:
        raise UsageError(f"story {story_id} can't be merged with itself")
    for story in (one, other):
        if not story.articles:
            raise UsageError(f"story {story.id} has no articles any more; story {story.merged_into} has them")
    links.unsay(conn, Link.ELSEWHERE, stories.article_ids(conn, story_id), stories.article_ids(conn, other_id))
    links.say(conn, Link.TOGETHER, [one.article_id], [other.article_id], now=now)
    into, gone = sorted((one, other), key=lambda story: (-story.articles, story.id))
    desk = _Desk(conn, (), now=now)
    desk.unite(into.id, gone.id, {"by": "hand"})
    desk.finish()
    return into.id


class _Desk:
    """Places some articles within one transaction, and keeps what is to be told at its end."""

    def __init__(self, conn: Connection, given: Sequence[Waiting], *, now: datetime) -> None:
        self._conn = conn
        self._now = now
        self._terms: dict[int, Terms] = {}
        self._vocabulary = Vocabulary(conn, [(article.language, self._read(article).hashes) for article in given])
        self._counted: list[tuple[str | None, Terms]] = []
        self._spoken_of = links.spoken_of(conn, [article.article_id for article in given])
        self._moved: dict[int, int] = {}

    def place(self, article: Waiting) -> int:
        """Put an article where it belongs; give its story."""
        here = stories.member(self._conn, article.article_id)
        if article.duplicate_of is not None:
            return self._follow(article, here)
        drawn = self._draw(article)
        if here is None:
            self._counted.append((article.language, self._read(article)))
            return self._settle(article, drawn)
        return self._look_again(article, drawn, here)

    def finish(self) -> None:
        """Count the words and tell the change log."""
        count(self._conn, [(language, found.hashes) for language, found in self._counted])
        stories.forget_old_keys(self._conn, now=self._now)
        stories.announce(self._conn, self._moved, now=self._now)

    def _read(self, article: Waiting) -> Terms:
        if article.article_id not in self._terms:
            self._terms[article.article_id] = terms(article.title, article.text, article.language)
        return self._terms[article.article_id]

    def _draw(self, article: Waiting) -> Drawn:
        found = self._read(article)
        return draw(found, self._vocabulary.holders(found.hashes), self._vocabulary.articles(article.language))

    def _follow(self, article: Waiting, here: Member | None) -> int:
        """A copy is where the article is that it copies."""
        assert article.duplicate_of is not None
        root = stories.get_candidate(self._conn, article.duplicate_of)
        if root is None:
            (waiting,) = stories.read(self._conn, [article.duplicate_of])
            self.place(waiting)
            root = stories.get_candidate(self._conn, article.duplicate_of)
            assert root is not None
        evidence = {"copy_of": article.duplicate_of}
        if here is not None:
            if here.story_id == root.story_id and here.portrait is None:
                return root.story_id
            stories.leave(self._conn, here, to=root.story_id, evidence=evidence, now=self._now)
            root = stories.get_candidate(self._conn, article.duplicate_of)
            assert root is not None
            self._take_stock(here.story_id)
        self._join(root, Member(article.article_id, 0, article.host, article.at, None), evidence)
        return root.story_id

    def _settle(self, article: Waiting, drawn: Drawn) -> int:
        """Let an article that is in no story join the best one, or open its own."""
        given = Member(article.article_id, 0, article.host, article.at, drawn.portrait)
        said = self._said(article)
        candidates = stories.candidates(self._conn, drawn.keys, article.at)
        chosen = place(drawn, article.at, candidates, said.barred)
        if said.wanted is not None:
            (story,) = stories.among_stories(self._conn, [said.wanted])
            self._join(story, given, {"by": "hand"})
            return story.story_id
        if chosen.story_id is None:
            evidence = {"score": chosen.score} if candidates else {}
            return stories.open_story(self._conn, given, article.language, evidence=evidence, now=self._now)
        story = next(candidate for candidate in candidates if candidate.story_id == chosen.story_id)
        self._join(story, given, {"score": chosen.score, "words": list(chosen.words)})
        if chosen.same_story is not None:
            return self._merge(story, chosen)
        return story.story_id

    def _look_again(self, article: Waiting, drawn: Drawn, here: Member) -> int:
        """An article that was rewritten or taken out of its group stays, unless it is about other things now."""
        story = stories.get_candidate(self._conn, article.article_id)
        assert story is not None
        said = self._said(article)
        likeness = round(drawn.portrait.likeness(story.portrait), 4)
        alone = stories.stands_alone(self._conn, article.article_id, story.story_id)
        if alone or (story.story_id not in said.barred and (likeness >= STAYS or said.wanted == story.story_id)):
            words = shared_words(drawn, story.portrait)
            evidence = {} if alone else {"score": likeness, "words": list(words)}
            stories.repaint(self._conn, article.article_id, drawn.portrait, evidence=evidence)
            self._take_stock(story.story_id)
            return story.story_id
        stories.leave(self._conn, here, to=None, evidence={"score": likeness}, now=self._now)
        self._take_stock(story.story_id)
        settled = self._settle(article, drawn)
        self._moved[article.article_id] = settled
        # Its copies come after it.
        stories.put_copies(self._conn, article.article_id)
        return settled

    def _said(self, article: Waiting) -> links.Said:
        spoken_of = article.article_id in self._spoken_of
        return links.stories_of(self._conn, article.article_id) if spoken_of else links.NOTHING

    def _join(self, story: Candidate, given: Member, evidence: Mapping[str, Any]) -> None:
        takes_part = given.portrait is not None and takes_stock(story.articles + 1)
        stories.join(self._conn, story, given, evidence=evidence, now=self._now, stock_follows=takes_part)
        if story.articles == 1:
            # So far nobody was told: a story of one is no news.
            self._moved.update((member.article_id, story.story_id) for member in self._portraits(story.story_id))
        self._moved[given.article_id] = story.story_id
        if takes_part:
            self._take_stock(story.story_id)

    def _portraits(self, story_id: int) -> list[Member]:
        return stories.portraits(self._conn, story_id)

    def _merge(self, story: Candidate, chosen: Placement) -> int:
        assert chosen.same_story is not None
        other_id, alike = chosen.same_story
        found = {
            candidate.story_id: candidate for candidate in stories.among_stories(self._conn, [story.story_id, other_id])
        }
        # Taking stock may just have split one of them.
        if len(found) < 2 or links.kept_apart(self._conn, story.story_id, other_id):
            return story.story_id
        # The larger one stays, so that fewer articles change their story; of equals the one that was there first.
        into, other = sorted(found.values(), key=lambda candidate: (-candidate.articles, candidate.story_id))
        self.unite(into.story_id, other.story_id, {"likeness": alike})
        return into.story_id

    def unite(self, into: int, other: int, evidence: Mapping[str, Any]) -> None:
        """Let all articles of one story come over to another."""
        moved = stories.merge(self._conn, into, other, evidence=evidence, now=self._now)
        self._moved.update(dict.fromkeys(moved, into))
        self._take_stock(into)

    def part(self, story_id: int, leaving: Sequence[int], evidence: Mapping[str, Any]) -> int:
        """Let some articles of a story become one of their own; give its id."""
        new_id = stories.move(self._conn, story_id, leaving, evidence=evidence, now=self._now)
        self._moved.update(dict.fromkeys(stories.article_ids(self._conn, new_id), new_id))
        self._take_stock(story_id)
        self._take_stock(new_id)
        return new_id

    def _take_stock(self, story_id: int) -> None:
        """Find the article that tells a story best, and whether it is one story."""
        found = self._portraits(story_id)
        if not found:
            return
        parts = [member.portrait for member in found if member.portrait is not None]
        halves = division(parts)
        if halves is not None:
            leaving = [found[place].article_id for place in halves[1]]
            staying = [found[place].article_id for place in halves[0]]
            if not links.said_together(self._conn, staying, leaving):
                self.part(story_id, leaving, {})
                return
        whole = mean(parts, [1] * len(parts))
        best = found[representative(parts, whole)].article_id
        stories.take_portrait(self._conn, story_id, whole, best)
