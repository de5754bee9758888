"""Full-text search: one index and one meaning of a query on both databases.

A query is a person's words. All of them must occur; "words in quotes" must occur in that order; -word must not. Any
other sign is no more than a gap between words, so no query is a syntax error.

The tables are made by a migration and stand outside the metadata: `article_search` is an FTS5 table on SQLite, and
(article_id, words tsvector) on PostgreSQL. Both get words that are already folded and cut here, so that no database's
own idea of a word, a language or an accent matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    cast,
    column,
    func,
    literal,
    literal_column,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR

from wirecopy.ledger.tables import articles
from wirecopy.records.text import searchable

# Letters and digits with the marks on them: in the scripts of India a mark is a vowel.
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))
_WORD = re.compile(f"[\\w{_MARKS}]+")
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')

_LONGEST_WORD = 60
"""Longer ones are cut here: a tsvector holds no word over 2 KB."""
_MOST_WORDS = 16_000
_MOST_BYTES = 500_000
"""Where an article's index ends. PostgreSQL counts positions up to 16,383 and holds 1 MB a row; the same end on both
databases makes them find the same."""
_MOST_TERMS = 64
"""A pasted page is no query; what goes beyond so many terms is left out."""

_TITLE_WEIGHT, _TEXT_WEIGHT = 5.0, 1.0

_INDEX_SQLITE = text("INSERT OR REPLACE INTO article_search (rowid, title, body) VALUES (:id, :title, :body)")
_INDEX_POSTGRESQL = text(
    "INSERT INTO article_search (article_id, words) VALUES (:id, CAST(:words AS tsvector)) "
    "ON CONFLICT (article_id) DO UPDATE SET words = EXCLUDED.words"
)


@dataclass(frozen=True)
class Query:
    """What to find: phrases (a single word is a phrase of one) that must occur, and others that must not."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...]

    @property
    def finds_nothing(self) -> bool:
        """Nothing is asked for: no word at all, or only words to leave out."""
        return not self.wanted


class IndexedWords(NamedTuple):
    """An article's words as the index holds them."""

    title: list[str]
    body: list[str]


def parse_query(query: str) -> Query:
    """Read a person's words. Takes any text."""
    wanted: dict[tuple[str, ...], None] = {}
    unwanted: dict[tuple[str, ...], None] = {}
    for minus, quoted, bare in _PIECE.findall(query)[:_MOST_TERMS]:
        phrase = tuple(words(quoted or bare))
        if phrase:
            (unwanted if minus else wanted)[phrase] = None
    return Query(tuple(wanted), tuple(unwanted))


def words(content: str) -> list[str]:
    """The words of a text as the index knows them: folded, without signs."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(searchable(content).replace("_", " "))]


def fts5(query: Query) -> str:
    """The query in FTS5's language."""
    found = " AND ".join(f'"{" ".join(phrase)}"' for phrase in query.wanted)
    return f"({found})" + "".join(f' NOT "{" ".join(phrase)}"' for phrase in query.unwanted)


def tsquery(query: Query) -> str:
    """The query in PostgreSQL's language."""
    found = [_tsphrase(phrase) for phrase in query.wanted]
    return " & ".join(found + [f"!{_tsphrase(phrase)}" for phrase in query.unwanted])


def _tsphrase(phrase: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"


def index(conn: Connection, article_id: int, title: str, content: str) -> None:
    """Make an article findable, or findable by its new words."""
    index_all(conn, [(article_id, indexed_words(title, content))])


def indexed_words(title: str, content: str) -> IndexedWords:
    """What an article is found by. Pure, and the dear part of indexing: do it before anybody waits for you."""
    return IndexedWords(_cut(words(title)), _cut(words(content)))


def index_all(conn: Connection, found_by: Sequence[tuple[int, IndexedWords]]) -> None:
    """Make several articles findable by these words, or by these instead of others."""
    if conn.dialect.name == "sqlite":
        conn.execute(
            _INDEX_SQLITE,
            [
                {"id": article_id, "title": " ".join(given.title), "body": " ".join(given.body)}
                for article_id, given in found_by
            ],
        )
    else:
        conn.execute(
            _INDEX_POSTGRESQL, [{"id": article_id, "words": _tsvector(*given)} for article_id, given in found_by]
        )


def _cut(found: list[str]) -> list[str]:
    """As many words as fit the index."""
    kept, size = [], 0
    for word in found[:_MOST_WORDS]:
        size += len(word.encode()) + 1
        if size > _MOST_BYTES:
            break
        kept.append(word)
    return kept


def _tsvector(title_words: list[str], text_words: list[str]) -> str:
    # A gap between title and text, so that no phrase runs from one into the other.
    title = (f"'{word}':{place}A" for place, word in enumerate(title_words, 1))
    body = (f"'{word}':{place}" for place, word in enumerate(text_words, len(title_words) + 2))
    return " ".join(chain(title, body))


def find(conn: Connection, chosen: Select[Any], query: Query) -> Select[Any]:
    """Of the chosen articles, those that match; best match first, newer before older."""
    condition: ColumnElement[bool]
    rank: ColumnElement[float]
    if conn.dialect.name == "sqlite":
        found = table("article_search", column("rowid", Integer))
        condition = literal_column("article_search").op("MATCH", is_comparison=True)(literal(fts5(query)))
        # The better the match, the smaller is bm25.
        rank = func.bm25(literal_column("article_search"), _TITLE_WEIGHT, _TEXT_WEIGHT)
        joined = chosen.join(found, found.c.rowid == articles.c.id)
    else:
        found = table("article_search", column("article_id", BigInteger), column("words", TSVECTOR))
        asked = cast(literal(tsquery(query), Text), TSQUERY)
        condition = found.c.words.op("@@", is_comparison=True)(asked)
        # Words of the title have weight A, the others D; 1 divides by the logarithm of the length.
        weights = literal([_TEXT_WEIGHT / _TITLE_WEIGHT] * 3 + [1.0], ARRAY(REAL))
        rank = -func.ts_rank(cast(weights, ARRAY(REAL)), found.c.words, asked, 1)
        joined = chosen.join(found, found.c.article_id == articles.c.id)
    return joined.where(condition).order_by(rank, articles.c.id.desc())


def is_search_table(name: str) -> bool:
    """Whether a table is the index or one of those that FTS5 keeps behind it."""
    return name == "article_search" or name.startswith("article_search_")
