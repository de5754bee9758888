"""A visit: one page's dealings with its site's memory, there and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from schemas.site import Lesson
from wirecopy.cleaning.sites.judging import judge
from wirecopy.cleaning.sites.lesson import Block, read, read_lesson
from wirecopy.cleaning.sites.memory import Memory
from wirecopy.cleaning.sites.verdicts import Judged

_KNOWN_ARTICLES = 3


class Visit:
    """Weighs the blocks of one page by its site's memory, and keeps what the page teaches in turn.

    Whoever has a page cleaned makes one, hands it to `clean`, and takes the lesson out afterwards. It changes no
    memory: that is `learn`, once it is known that the article is a new one.
    """

    def __init__(self, memory: Memory, *, at: datetime, with_words: bool = False) -> None:
        """`with_words`: the lesson holds the words of all lines, for who will learn from several pages at once."""
        self.memory = memory
        self.lesson: Lesson | None = None
        """What the page teaches; None until it was weighed, and for a page without an address."""
        self._at = at
        self._with_words = with_words

    @property
    def knows_its_site(self) -> bool:
        """Whether enough is known to tell where the site's stories stand."""
        return self.memory.articles >= _KNOWN_ARTICLES or bool(self.memory.taught)

    def weigh(
        self,
        blocks: Sequence[Block],
        chances: Sequence[float],
        *,
        url: str | None,
        title: str,
        own: Sequence[str] = (),
    ) -> list[Judged]:
        """The chance of each block to be of the story, by page and site, given the `chances` by the page alone.

        `own` are texts that are this article's wherever else they stand, such as its headline and summary. With an
        empty memory, or no address, the chances come back as they were.
        """
        has_word = bool(self.memory.pins or self.memory.taught)
        reading = read(blocks, chances, everything=has_word)
        memory = None if self._with_words else self.memory
        self.lesson = read_lesson(reading, url=url or "", title=title, at=self._at, memory=memory)
        if self.lesson is None or self.memory.is_empty:
            return [Judged(chance) for chance in chances]
        return judge(self.memory, reading, self.lesson, own=own)
