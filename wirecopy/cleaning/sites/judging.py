"""Judging: what a site's memory says of each block of one of its pages.

Everything is evidence in log-odds, added to what the page alone says, so that a memory which knows little changes
little and neither side overrules the other by rank:

    a line that stood on other articles at the same place   against it, the more articles the more
    its place, whose blocks were the story or were not       for or against, by how many articles say so
    its place, whose blocks recur from page to page          against: lists of teasers, boxes
    a place that a person has marked, a pin                  decides

A memory can be wrong, and strangers can write parts of a site. So what it may take out of one page is capped, and what
the page alone is sure of has a cap of its own: see `sparing`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from schemas.site import Lesson
from wirecopy.cleaning.sites.lesson import Block, Reading, same_article
from wirecopy.cleaning.sites.lines import words_key
from wirecopy.cleaning.sites.memory import Memory, moment_of
from wirecopy.cleaning.sites.places import around
from wirecopy.cleaning.sites.sparing import spare, with_headings
from wirecopy.cleaning.sites.verdicts import PINNED, PLACE, REPEATS, TAUGHT, Judged, Recurrence

# Log-odds. A chance outside of 1 in 400 is taken for that: no page alone is surer.
_SUREST = 6.0
_DECIDED = 20.0
_BY_ARTICLES = (0.0, 1.2, 2.4, 3.6, 4.6, 5.4, 6.2, 7.0)
# A line on a smaller share of the articles since it was first met says less in proportion; one on nearly all says more.
_USUAL_RATE = 0.3
_EVERYWHERE, _FROM_ARTICLES, _EVERYWHERE_COUNTS = 0.8, 3, 1.3
_LONG_LINE = 280
_LONG_COUNTS, _QUOTE_COUNTS = 0.7, 0.6

_PLACE_WEIGHT, _WIDER_WEIGHT = 1.3, 0.65
_MOST_BY_PLACE, _DOUBT = 3.0, 0.5
# Log-odds of a place, and articles that it was seen on, from which on it is taken at its full word.
_DECIDED_PLACE, _MANY_ARTICLES = 1.2, 3.0
_STORY_REPEATS = 0.15
_REPEATING_WEIGHT = 6.0
_TELLING_SHARE = 0.4
# What stands at a place that is on none of the other articles; full weight from one more than so many of them on.
_NEW_PLACE, _ARTICLES_TO_MISS = 1.2, 2.0
# Counts of places fade, so that one article is a little less than one.
_ONCE = 0.5
# A page is built like the others if so much of its story stands where something stood on them.
_ALIKE = 0.25

# A marked page counts for so many articles.
_TAUGHT_ARTICLES = 4
_TAUGHT_WEIGHT, _TAUGHT_WIDER_WEIGHT = 2.0, 1.0
_MANY_TAUGHT, _UNTAUGHT = 2, 1.5


def judge(memory: Memory, reading: Reading, lesson: Lesson, *, own: Sequence[str] = ()) -> list[Judged]:
    """Weigh the chances that a page alone gives to its blocks against what is known of its site.

    `reading` and `lesson` are of the same page. `own` are texts that are this article's wherever else they stand: its
    headline and summary, which other pages show as teasers. A chance of one half or more is kept.
    """
    court = _Court(memory, reading, lesson, own)
    judged = [court.judge(index) for index in range(len(reading.blocks))]
    return spare(with_headings(judged, reading.blocks), reading.blocks, reading.chances)


class _Court:
    """Holds what is looked up for all blocks of one page."""

    def __init__(self, memory: Memory, reading: Reading, lesson: Lesson, own: Sequence[str]) -> None:
        self._memory = memory
        self._reading = reading
        self._itself = list(same_article(lesson, memory))
        self._others = [page for page in memory.pages if page not in self._itself]
        # An article that is no more among the remembered pages was counted all the same.
        self._was_learned = lesson.page in memory.known and not self._itself
        self._was_counted = bool(self._was_learned or self._itself)
        self._own = {words_key(text) for text in own if text}
        self._articles = memory.articles - self._was_counted
        self._here = {place.name: place.kept / 100 for place in lesson.places}
        self._fits = self._is_built_alike(lesson)
        self._repeating = self._repeating_places(lesson)
        self._marked = _marked_places(memory)

    def judge(self, index: int) -> Judged:
        block, chance = self._reading.blocks[index], self._reading.chances[index]
        words, key, place = self._reading.words[index], self._reading.keys[index], self._reading.places[index]
        if not words:
            return Judged(chance)
        if pin := self._memory.pins.get(words):
            dropped = pin.verdict == "drop"
            return Judged(_chance(-_DECIDED if dropped else _DECIDED), PINNED if dropped else None)
        by_page = _log_odds(chance)
        by_line, recurrence = (0.0, None) if words in self._own else self._by_line(key, block)
        taught = self._by_teaching(key, place)
        by_place = self._by_place(place) if taught is None else taught
        weighed = _chance(by_page + by_line + by_place)
        if weighed >= 0.5 or chance < 0.5:
            return Judged(weighed, recurrence=recurrence)
        if taught is not None and by_page + taught < 0:
            return Judged(weighed, TAUGHT)
        if recurrence is not None and by_line <= min(by_place, -1.0):
            return Judged(weighed, REPEATS, recurrence)
        return Judged(weighed, PLACE, recurrence)

    def _by_line(self, key: str, block: Block) -> tuple[float, Recurrence | None]:
        """What it says that the line stood on other articles."""
        known = self._memory.lines.get(key)
        if known is not None:
            counted = self._was_learned or any(key in page.lines for page in self._itself)
            others, since = known.articles - counted, known.since
            recurrence = Recurrence(others, moment_of(known.first_seen), moment_of(known.last_seen))
        else:
            page = next((page for page in self._others if key in page.lines), None)
            if page is None:
                return 0.0, None
            others, since = 1, page.number
            recurrence = Recurrence(1, moment_of(page.at), moment_of(page.at))
        if others < 1:
            return 0.0, None
        among = max(self._memory.articles - since + 1 - self._was_counted, others)
        weight = min(1.0, others / among / _USUAL_RATE)
        if others >= _FROM_ARTICLES and others >= _EVERYWHERE * among:
            weight = _EVERYWHERE_COUNTS
        if len(block.text) > _LONG_LINE:
            weight *= _LONG_COUNTS
        if block.kind == "quote":
            weight *= _QUOTE_COUNTS
        return -weight * _BY_ARTICLES[min(others, len(_BY_ARTICLES) - 1)], recurrence

    def _by_place(self, name: str) -> float:
        """What it says that the block stands there.

        What stood there on other articles is held against what this page says of the whole place: a line that is
        doubted among others that are not is doubted for itself, and no place speaks for it.
        """
        said = 0.0
        if self._seen_elsewhere(name):
            place, wider = self._memory.places.get(name), self._memory.places.get(around(name))
            known, weight = (place, _PLACE_WEIGHT) if place is not None else (wider, _WIDER_WEIGHT)
            assert known is not None
            here = self._here.get(name)
            itself = self._itself_at(name)
            articles = max(known.seen - itself, 0.0)
            usual = _leaning(articles, known.kept - itself * (here or 0.0))
            now = 0.0 if here is None else _leaning(1.0, here)
            sure = min(1.0, abs(usual) / _DECIDED_PLACE) * min(1.0, articles / _MANY_ARTICLES)
            said = weight * sure * (usual - now)
        elif self._fits:
            # Where nothing stood on any other article, what the page is unsure of is a box more often than not.
            said = -_NEW_PLACE * min(1.0, max(0.0, self._articles - 1) / _ARTICLES_TO_MISS)
        repeating = self._repeating.get(name, 0.0)
        if said > 0:
            # That pages alone keep what stands there is no more than their habit, where it recurs.
            said *= max(0.0, 1.0 - repeating / _TELLING_SHARE)
        against = _REPEATING_WEIGHT * max(0.0, repeating - _STORY_REPEATS)
        return max(-_MOST_BY_PLACE, min(_MOST_BY_PLACE, said)) - against

    def _is_built_alike(self, lesson: Lesson) -> bool:
        """Whether enough of what the page alone takes for its story stands where something stood on other articles."""
        total = sum(place.letters * place.kept for place in lesson.places)
        known = sum(place.letters * place.kept for place in lesson.places if self._seen_elsewhere(place.name))
        return total > 0 and known >= _ALIKE * total

    def _seen_elsewhere(self, name: str) -> bool:
        places = (self._memory.places.get(name), self._memory.places.get(around(name)))
        return any(place is not None and place.seen - self._itself_at(name) > _ONCE for place in places)

    def _itself_at(self, name: str) -> int:
        """How often this very page was counted at a place."""
        return int(self._was_counted and name in self._here)

    def _repeating_places(self, lesson: Lesson) -> dict[str, float]:
        """Which share of what stands at a place recurs, on this page and on the earlier ones."""
        letters: dict[str, int] = {}
        met: dict[str, int] = {}
        for line in lesson.lines:
            name = lesson.places[line.place].name
            letters[name] = letters.get(name, 0) + line.letters
            if self._stood_elsewhere(line.key):
                met[name] = met.get(name, 0) + line.letters
        found: dict[str, float] = {}
        for name, total in letters.items():
            place = self._memory.places.get(name)
            if place is None:
                continue
            share = (place.repeated + met.get(name, 0) / total) / (place.compared + 1)
            # Of two articles it says little: they may share what they quote.
            found[name] = share * min(1.0, place.compared / 3)
        return found

    def _stood_elsewhere(self, key: str) -> bool:
        if key in self._memory.lines:
            counted = self._was_learned or any(key in page.lines for page in self._itself)
            return self._memory.lines[key].articles - counted > 0
        return any(key in page.lines for page in self._others)

    def _by_teaching(self, key: str, name: str) -> float | None:
        """What the pages that a person has marked say; None where there are none, or a few that do not know the place.

        Where a person has shown on several pages where the stories stand, a place on none of them is doubted.
        """
        taught = self._memory.taught.values()
        for page in taught:
            if key in page.dropped or key in page.kept:
                return _DECIDED if key in page.kept else -_DECIDED
        if name in self._marked:
            return _TAUGHT_WEIGHT * self._marked[name]
        if around(name) in self._marked:
            return _TAUGHT_WIDER_WEIGHT * self._marked[around(name)]
        return -_UNTAUGHT if len(taught) >= _MANY_TAUGHT else None


def _marked_places(memory: Memory) -> dict[str, float]:
    """For each place on a marked page, and for the wider one, the log-odds that what stands there belongs."""
    belong: dict[str, float] = defaultdict(float)
    marked: dict[str, float] = defaultdict(float)
    for page in memory.taught.values():
        for name, (yes, no) in page.places.items():
            for place in (name, around(name)):
                belong[place] += _TAUGHT_ARTICLES * yes / (yes + no)
                marked[place] += _TAUGHT_ARTICLES
    return {place: _leaning(articles, belong[place]) for place, articles in marked.items()}


def _leaning(articles: float, kept: float) -> float:
    """The log-odds that what stands at a place is the story, after so many articles that kept this much of it."""
    kept = min(max(kept, 0.0), articles)
    return math.log((kept + _DOUBT) / (articles - kept + _DOUBT))


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, _chance(-_SUREST)), _chance(_SUREST))
    return math.log(bounded / (1 - bounded))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
