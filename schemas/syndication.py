"""Syndication: one text in several outlets, who ran it first, whose it is, and what each made of it."""

from __future__ import annotations

from enum import StrEnum

from schemas.article import Source
from schemas.base import Model, Moment


class CreditedBy(StrEnum):
    """Where an article names an agency."""

    OWN_SITE = "own-site"  # it is the agency's own page
    DATELINE = "dateline"  # "PARIS (AFP) -"
    BYLINE = "byline"
    CREDIT_LINE = "credit-line"  # "Reporting by …", "© The Associated Press", "Quelle: dpa"


class Credit(Model):
    """An agency that an article credits."""

    agency: str
    """As the agency is called: `AP`, `Reuters`, `dpa`."""
    by: CreditedBy
    text: str
    """The words that say so."""


class Part(Model):
    """A paragraph."""

    place: int
    """Which one it is in its text, from 1."""
    text: str


class Outlet(Model):
    """One article of a group of copies, held against the one that was published first."""

    article_id: int
    source: Source
    url: str
    title: str
    published_at: Moment | None = None
    first_seen_at: Moment
    credits: tuple[Credit, ...] = ()
    words: int
    copied: float
    """The share of its words that stand in the first article, in the same order."""
    used: float
    """The share of the first article's words that stand here."""
    same_title: bool
    cut: tuple[Part, ...] = ()
    """Paragraphs of the first article that it left out."""
    added: tuple[Part, ...] = ()
    """Paragraphs of its own."""
    edited: int = 0
    """Paragraphs that it took over with changes."""


class Syndication(Model):
    """A group of copies."""

    root_id: int
    """The article that stands for the group: the first that was stored."""
    first_id: int
    """The article that was published first."""
    agencies: tuple[str, ...]
    """Whose text it is, as most of those that credit anybody say; empty where nobody does."""
    outlets: tuple[Outlet, ...]
    """In the order in which they were published."""
