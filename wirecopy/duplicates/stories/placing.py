"""Which story an article joins, which two stories are one, and when one story is two.

    article ── its heaviest words ──▶ candidates ── likeness, fading with the days between ──▶ the best, if enough
                                                                                            └▶ else its own story
    the runner-up is enough too, and like the best ──▶ one story
    a story that has grown falls into two halves that are hardly alike ──▶ two stories

An article is compared with stories, not with articles: with all that a story holds on average, since a chain of
tellings that are each a bit like the next ends up nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from wirecopy.duplicates.stories.portrait import Drawn, Portrait, mean

JOIN = 0.22
"""Likeness from which an article joins a story; bench/stories.py shows what other values would do."""
_HEADLINE_WORDS = 2
"""So many words of its headline, those of grammar aside, must be the story's too: what papers print around every
article (newsletters, house style, a byline) is not in headlines."""
ONE_STORY = 0.24
"""Likeness from which two stories that both claim an article are one."""
TWO_STORIES = 0.12
"""Likeness of a story's halves below which it is two stories."""
STAYS = 0.12
"""Likeness below which an article that was rewritten leaves its story."""
REACH = timedelta(days=7)
"""Between an article and the nearest of a story's; what comes later is another event, or an anniversary."""
_FADES = timedelta(days=4)
"""Time in which a likeness fades by half: the same words a few days on are likely the next thing to happen."""
_EVIDENCE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that an article might belong to."""

    story_id: int
    portrait: Portrait
    first_at: datetime
    last_at: datetime
    articles: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs."""

    story_id: int | None
    """None: it opens a story of its own."""
    score: float = 0.0
    """Faded likeness to the best candidate, also where it was not enough."""
    words: tuple[str, ...] = ()
    """The words that speak most for it, the strongest first."""
    same_story: tuple[int, float] | None = None
    """A second story that is this one too, and how alike they are."""


def place(drawn: Drawn, at: datetime, candidates: Sequence[Candidate], barred: Collection[int] = ()) -> Placement:
    """Choose a story for an article of `at`; `barred` are those that a person took it out of."""
    scored = sorted(
        (
            (drawn.portrait.likeness(story.portrait) * fading(at, at, story.first_at, story.last_at), story)
            for story in candidates
            if story.story_id not in barred and _knows_the_headline(story, drawn)
        ),
        key=lambda pair: (-pair[0], pair[1].story_id),
    )
    if not scored:
        return Placement(None)
    score, best = scored[0]
    if score < JOIN:
        return Placement(None, round(score, 4))
    twin = None
    if len(scored) > 1 and scored[1][0] >= JOIN:
        other = scored[1][1]
        alike = best.portrait.likeness(other.portrait)
        alike *= fading(best.first_at, best.last_at, other.first_at, other.last_at)
        if alike >= ONE_STORY:
            twin = (other.story_id, round(alike, 4))
    return Placement(best.story_id, round(score, 4), shared_words(drawn, best.portrait), twin)


def fading(first: datetime, last: datetime, other_first: datetime, other_last: datetime) -> float:
    """1 for stretches of time that meet, half for each `_FADES` between them, 0 beyond `REACH`."""
    between = max(other_first - last, first - other_last, timedelta(0))
    return 0.0 if between > REACH else 0.5 ** (between / _FADES)


def _knows_the_headline(story: Candidate, drawn: Drawn) -> bool:
    known = int((drawn.portrait.parts_shared(story.portrait)[drawn.heading] > 0).sum())
    return known >= min(_HEADLINE_WORDS, int(drawn.heading.sum()))


def shared_words(drawn: Drawn, story: Portrait) -> tuple[str, ...]:
    """The words of an article that make it most like a story, the strongest first."""
    parts = drawn.portrait.parts_shared(story)
    strongest = np.argsort(-parts, kind="stable")[:_EVIDENCE_WORDS]
    return tuple(drawn.words[place] for place in strongest.tolist() if parts[place] > 0)


def takes_stock(articles: int) -> bool:
    """Whether a story of so many articles is looked at as a whole: while it is small always, then as it doubles."""
    return articles <= 8 or articles & (articles - 1) == 0


def representative(portraits: Sequence[Portrait], whole: Portrait) -> int:
    """Which of a story's articles tells it best: the one most like the whole; the first of several."""
    return int(np.argmax([portrait.likeness(whole) for portrait in portraits]))


def division(portraits: Sequence[Portrait]) -> tuple[list[int], list[int]] | None:
    """The two stories that a story's articles really are, as places in `portraits`; None where it is one.

    Halves grow around the two articles least alike. The first half is the one that keeps the story: the larger one, or
    at equal size the one with the earliest article.
    """
    if len(portraits) < 4:
        return None
    likeness = np.array([[one.likeness(other) for other in portraits] for one in portraits])
    left, right = (int(place) for place in np.unravel_index(np.argmin(likeness), likeness.shape))
    sides = likeness[left] >= likeness[right]
    for _ in range(3):
        halves = [np.flatnonzero(sides), np.flatnonzero(~sides)]
        if not (halves[0].size and halves[1].size):
            return None
        centres = [mean([portraits[place] for place in half.tolist()], [1] * half.size) for half in halves]
        closer = np.array([portrait.likeness(centres[0]) >= portrait.likeness(centres[1]) for portrait in portraits])
        if (closer == sides).all():
            break
        sides = closer
    halves = [np.flatnonzero(sides), np.flatnonzero(~sides)]
    # One article that is unlike the rest is a loose member; two make a story.
    if min(half.size for half in halves) < 2:
        return None
    centres = [mean([portraits[place] for place in half.tolist()], [1] * half.size) for half in halves]
    if centres[0].likeness(centres[1]) >= TWO_STORIES:
        return None
    kept, leaving = sorted((half.tolist() for half in halves), key=lambda half: (-len(half), half[0]))
    return kept, leaving
