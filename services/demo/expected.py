"""What a run over the demo newsroom must end with, worked out from its content."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from services.demo.content import CORRECTED, Article, Site, articles

Key = tuple[str, str]
"""Site slug and article slug."""


@dataclass(frozen=True)
class Expected:
    """The outcome of reading all feeds in every edition up to one."""

    texts: dict[Key, str]
    """The text of every record: one for each article whose page, or whose full text in a feed, can be had.

    Without the datelines ("SALTMERE (Coastline Press) — ", "Grünau.") that papers print before a first sentence.
    """
    by_title: dict[str, Key]
    """The articles by their titles, no two of which are the same."""
    copies: dict[Key, Key]
    """Each copy of an agency story, and the first of its records by the date of publication."""
    events: frozenset[frozenset[Key]]
    """The records that tell of one event, each in words of its own."""
    revised: frozenset[Key]
    """Articles that were changed after they had been read."""
    rejected: frozenset[Key]
    """Articles of which nothing but a title can be had."""
    same_url: int
    """Entries that lead to an article which another feed of its site lists as well."""
    removals: dict[Key, tuple[str, ...]]
    """What must be among a record's removals: the age notice of an old article. No other record has one of those."""
    boilerplate: dict[Key, tuple[str, ...]]
    """What stands between and around an article's paragraphs on its page: none of it may be a paragraph of its text."""

    @property
    def stored(self) -> frozenset[Key]:
        """Everything that becomes a record, copies included."""
        return frozenset(self.texts)

    @property
    def age_notices(self) -> frozenset[Key]:
        """The records of old articles."""
        return frozenset(self.removals)

    @property
    def entries(self) -> int:
        """How many entries with a link the feeds hold together."""
        return len(self.texts) + len(self.rejected) + self.same_url

    @property
    def stories(self) -> frozenset[frozenset[Key]]:
        """The records that come into one story: those of an event, and those with one text."""
        return self.families | self.events

    @property
    def families(self) -> frozenset[frozenset[Key]]:
        """The records that tell the same story. Which of them comes in first is a matter of timing."""
        roots = set(self.copies.values())
        return frozenset(frozenset({root} | {copy for copy, of in self.copies.items() if of == root}) for root in roots)


def expected(edition: int = CORRECTED) -> Expected:
    """For all feeds, read in every edition up to `edition`."""
    found = articles(edition)
    stored = [article for article in found if article.has_text_somewhere]
    return Expected(
        texts={article.key: article.text for article in stored},
        by_title={article.title: article.key for article in found},
        copies=_copies(stored),
        events=_events(stored),
        revised=frozenset(article.key for article in stored if article.note),
        rejected=frozenset(article.key for article in found if not article.has_text_somewhere),
        same_url=sum(len(article.feeds) - 1 for article in found),
        removals={article.key: (str(article.site.words["age_notice"]),) for article in stored if article.is_old},
        boilerplate={article.key: boilerplate(article.site) for article in stored},
    )


def boilerplate(site: Site) -> tuple[str, ...]:
    """The phrases of a paper that are the same on all of its pages."""
    names = ("cookies", "newsletter", "share", "comments", "more", "footer")
    return tuple(str(site.words[name]) for name in names)


def _events(stored: list[Article]) -> frozenset[frozenset[Key]]:
    names = {article.event for article in stored if article.event}
    return frozenset(frozenset(article.key for article in stored if article.event == name) for name in names)


def _copies(stored: list[Article]) -> dict[Key, Key]:
    agency = sorted(
        (article for article in stored if article.agency_story), key=lambda a: (a.agency_story or "", -a.age)
    )
    copies = {}
    for _, group in groupby(agency, key=lambda article: article.agency_story):
        first, *rest = group
        copies.update({copy.key: first.key for copy in rest})
    return copies
