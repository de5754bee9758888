"""Learning: a site's memory and the lesson of one page give the next memory.

    lesson ─┬─ no article, or one that is known (address, headline, most of its words) ─▶ nothing: it counts once
            └─ another one ─▶ lines met on earlier articles are counted, places are counted, what is oldest goes

`Memory.learned` goes up by one when pages that were cleaned before might now come out otherwise. That is what
re-cleaning asks for; counts that merely grow do not touch it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from schemas.site import Lesson
from wirecopy.cleaning.sites.lesson import same_article
from wirecopy.cleaning.sites.memory import (
    MOST_KNOWN,
    MOST_LINES,
    MOST_PAGES,
    MOST_PLACES,
    Line,
    Memory,
    Page,
    Place,
    seconds,
)
from wirecopy.cleaning.sites.places import around

# Of an article's counts at a place so much is left when the next has been learned: half after some 35.
_FADING = 0.98
# A count of articles at which a site's places have become much surer than before.
_MILESTONES = frozenset((3, 5, 8, 16, 40, 120))
# At so many articles, and at no smaller share of them, a line begins to be removed that pages alone would have kept.
_TELLING, _TELLING_SHARE = (3, 5), 0.15
# So many articles in a row have to contradict what is known of a place, or of the whole site.
PATIENCE = 3
_OPPOSITE = 0.6
_SETTLED = 4.0
# After a redesign so much is left of what was known of the places.
_AFTER_REDESIGN = 0.2


def learn(memory: Memory, lessons: Iterable[Lesson]) -> Memory:
    """The memory with these lessons in it, in their order; the same object where there was nothing to learn."""
    learned = memory
    for lesson in lessons:
        has_story = any(line.chance >= 50 for line in lesson.lines)
        if not has_story or lesson.page in learned.known or any(same_article(lesson, learned)):
            continue
        if learned is memory:
            learned = memory.copy()
        _learn(learned, lesson)
    return learned


def _learn(memory: Memory, lesson: Lesson) -> None:
    met = _count_lines(memory, lesson)
    redesigned = _is_redesigned(memory, lesson)
    turned = _count_places(memory, lesson, met)
    memory.articles += 1
    lines = {line.key: (line.letters, line.chance >= 50) for line in lesson.lines}
    memory.pages.append(Page(lesson.page, lesson.title, memory.articles, seconds(lesson.at), lines))
    memory.known.append(lesson.page)
    telling = any(_is_telling(memory.lines[key], memory.articles) for key in met)
    if telling or turned or redesigned or memory.articles in _MILESTONES:
        memory.learned += 1
    _bound(memory)


def _is_telling(line: Line, articles: int) -> bool:
    share = line.articles / (articles - line.since + 1)
    return line.articles in _TELLING and line.kept > 0 and share >= _TELLING_SHARE


def _count_lines(memory: Memory, lesson: Lesson) -> set[str]:
    """Count the lesson's lines that earlier articles have; gives their fingerprints."""
    met: set[str] = set()
    at = seconds(lesson.at)
    for line in lesson.lines:
        kept = int(line.chance >= 50)
        known = memory.lines.get(line.key)
        if known is None:
            earlier = next((page for page in memory.pages if line.key in page.lines), None)
            if earlier is None:
                continue
            before = int(earlier.lines[line.key][1])
            known = Line(line.words, 1, before, earlier.number, earlier.at, earlier.at, line.text)
            memory.lines[line.key] = known
        known.articles += 1
        known.kept += kept
        known.first_seen, known.last_seen = min(known.first_seen, at), max(known.last_seen, at)
        known.text = known.text or line.text
        met.add(line.key)
    return met


def _count_places(memory: Memory, lesson: Lesson, met: set[str]) -> bool:
    """Count what stood where; gives whether a place turned out to be something else than before."""
    repeated: Counter[str] = Counter()
    comparable: Counter[str] = Counter()
    for line in lesson.lines:
        name = lesson.places[line.place].name
        comparable[name] += line.letters
        repeated[name] += line.letters if line.key in met else 0
    wide_letters: Counter[str] = Counter()
    wide_kept: Counter[str] = Counter()
    turned = False
    for name, letters, percent in lesson.places:
        wide_letters[around(name)] += letters
        wide_kept[around(name)] += letters * percent
        turned |= _count_place(memory, name, percent / 100)
        place = memory.places[name]
        if comparable[name] and place.seen > 1:
            place.compared = place.compared * _FADING + 1
            place.repeated = place.repeated * _FADING + repeated[name] / comparable[name]
    for name, letters in wide_letters.items():
        _count_place(memory, name, wide_kept[name] / letters / 100 if letters else 0.0)
    return turned


def _count_place(memory: Memory, name: str, kept: float) -> bool:
    place = memory.places.setdefault(name, Place())
    place.last = memory.articles + 1
    usual = place.kept / place.seen if place.seen else kept
    place.against = place.against + 1 if place.seen >= _SETTLED and abs(kept - usual) >= _OPPOSITE else 0
    turned = place.against >= PATIENCE
    if turned:
        place.seen, place.kept, place.against = PATIENCE - 1.0, kept * (PATIENCE - 1), 0
        place.compared = place.repeated = 0.0
    place.seen = place.seen * _FADING + 1
    place.kept = place.kept * _FADING + kept
    return turned


def _is_redesigned(memory: Memory, lesson: Lesson) -> bool:
    """Notice that, of several articles in a row, the story stands where none did before; then old places count less."""
    story = Counter({place.name: place.letters * place.kept for place in lesson.places})
    total = story.total()
    if not total:
        return False
    fits = sum(letters for name, letters in story.items() if _holds_story(memory.places.get(name)))
    if memory.articles < _SETTLED or fits >= total / 2:
        memory.misfits = 0
        return False
    memory.misfits += 1
    if memory.misfits < PATIENCE:
        return False
    memory.misfits = 0
    memory.redesigned_at = seconds(lesson.at)
    for place in memory.places.values():
        if place.seen > PATIENCE:
            place.seen *= _AFTER_REDESIGN
            place.kept *= _AFTER_REDESIGN
    return True


def _holds_story(place: Place | None) -> bool:
    """Whether, on more articles than make a redesign, most of what stood there was the story."""
    return place is not None and place.seen > PATIENCE and place.kept > place.seen / 2


def _bound(memory: Memory) -> None:
    """Forget what goes beyond the bounds: the oldest pages, the lines that recur least, the places not seen lately."""
    del memory.pages[:-MOST_PAGES]
    del memory.known[:-MOST_KNOWN]
    if len(memory.lines) > MOST_LINES:
        newest = max(line.last_seen for line in memory.lines.values())
        day = 86_400

        def worth(key: str) -> float:
            line = memory.lines[key]
            return line.articles / (1 + (newest - line.last_seen) / (30 * day))

        memory.lines = {key: memory.lines[key] for key in sorted(memory.lines, key=worth, reverse=True)[:MOST_LINES]}
    if len(memory.places) > MOST_PLACES:
        lasting = sorted(memory.places.items(), key=lambda item: (item[1].last, item[1].seen), reverse=True)
        memory.places = dict(lasting[:MOST_PLACES])
