"""Looking for candidates in a large ledger: `python -m bench.index [--articles 10000,100000,1000000]`.

Fills SQLite and PostgreSQL with so many articles' keys (26 each, as the development stream has on average; a seventh of
the articles are copies that share more than half of them, one key in twelve is a phrase that many articles have), then
asks `LedgerKnown.candidates` for articles that are copies and for ones that are not, and stores keys as filing does.
Times are of the clock, with the answer's rows read, in milliseconds.

Beside it in the same run: fetching one row by its primary key, which nothing that asks a database can beat; on
PostgreSQL an array of keys per article under a GIN index, with and without the hot keys in the question; datasketch's
MinHash-LSH in the memory of one process. Exit code 1 if the 99th percentile on PostgreSQL at the largest number is
over 5 ms, or the median at the largest over 1.5 times that at a tenth of it.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psycopg
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray
from sqlalchemy import Connection, make_url, text

from bench.postgres import throwaway
from wirecopy.duplicates.known import HOT_GROUPS
from wirecopy.ledger import Ledger
from wirecopy.ledger.articles.storing import _add_keys
from wirecopy.ledger.known import LedgerKnown

_KEYS = 26
_PHRASES = 50_000
_ASKED = 1000
_CHUNK = 50_000


class Stock(NamedTuple):
    """What the ledger is filled with."""

    keys: NDArray[np.int64]
    """A row for each article, the first of which has the id 1."""
    roots: NDArray[np.int64]
    """The first article of each one's group."""
    hot: frozenset[int]


def stock(articles: int) -> Stock:
    """Invented keys; the same number gives the same ones."""
    chance = np.random.default_rng(articles)
    keys = chance.integers(-(2**63), 2**63 - 1, size=(articles, _KEYS), dtype=np.int64)
    phrases = chance.integers(-(2**63), 2**63 - 1, size=_PHRASES, dtype=np.int64)
    is_phrase = chance.random(keys.shape) < 1 / 12
    keys[is_phrase] = phrases[np.minimum(chance.zipf(1.3, is_phrase.sum()) - 1, _PHRASES - 1)]
    roots = np.arange(1, articles + 1)
    copies = np.flatnonzero(chance.random(articles) < 1 / 7)[1:]
    originals = (copies * chance.random(copies.size)).astype(np.int64)
    for copy, original in zip(copies, originals, strict=True):  # in order: a copy may be of a copy
        shared = chance.random(_KEYS) < 0.6
        keys[copy, shared] = keys[original, shared]
        roots[copy] = roots[original]
    held, counts = np.unique(keys, return_counts=True)
    return Stock(keys, roots, frozenset(held[counts >= HOT_GROUPS].tolist()))


def questions(given: Stock) -> list[list[int]]:
    """Half of them the keys of an article with two in five changed, half of new articles with their common phrases."""
    chance = np.random.default_rng(7)
    rows = given.keys[chance.integers(0, len(given.keys), _ASKED)].copy()
    changed = chance.random(rows.shape) < 0.4
    changed[::2] = ~np.isin(rows[::2], list(given.hot))
    rows[changed] = chance.integers(-(2**63), 2**63 - 1, size=int(changed.sum()), dtype=np.int64)
    return [sorted(set(row.tolist())) for row in rows]


class Times(NamedTuple):
    """Milliseconds."""

    median: float
    p99: float


def timed(ask: Callable[[Sequence[int]], object], asked: Sequence[Sequence[int]]) -> Times:
    """How long each question takes: the best of eight rounds, since others want the processor now and then."""
    rounds = [[_once(ask, keys) for keys in asked] for _ in range(8)]
    spent = [min(times) for times in zip(*rounds, strict=True)]
    cuts = statistics.quantiles(spent, n=100)
    return Times(cuts[49], cuts[98])


def _once(ask: Callable[[Sequence[int]], object], keys: Sequence[int]) -> float:
    start = time.perf_counter()
    ask(keys)
    return (time.perf_counter() - start) * 1000


def row(name: str, times: Times, insert: float | None = None, size: float | None = None) -> None:
    """Print a row of the table."""
    told = "".join(f"{'' if value is None else format(value, '.2f'):>10}" for value in (*times, insert))
    print(f"{name:46}{told}{'' if size is None else format(size, '.0f'):>10}", flush=True)


_ARTICLE = """
INSERT INTO articles (id, url, canonical_url, host, title, text, summary, authors, tags, rights, word_count, revision,
                      content_hash, first_seen_at, provenance, evidence, sketch, duplicate_of)
SELECT n, '', '', 'paper.example', 'Headline', '', '', '[]', '[]', '[]', 600, 1, n, '2026-03-02 00:00:00', '{}', '{}',
"""


def fill_sqlite(path: Path, given: Stock) -> None:
    """Articles and keys, past SQLAlchemy."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA cache_size = -1000000; PRAGMA synchronous = OFF")
    size = len(given.roots)
    connection.execute("CREATE TEMP TABLE root (id INTEGER PRIMARY KEY, root INTEGER)")
    connection.executemany("INSERT INTO root VALUES (?, ?)", enumerate(given.roots.tolist(), 1))
    connection.execute(
        f"{_ARTICLE} randomblob(980), CASE WHEN root <> n THEN root END FROM (SELECT id AS n, root FROM root)"
    )
    for at in range(0, size, _CHUNK):
        connection.executemany("INSERT OR IGNORE INTO article_keys VALUES (?, ?, ?)", key_rows(given, at))
        connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def fill_postgresql(conninfo: str, given: Stock) -> None:
    """Articles and keys, past SQLAlchemy; indexes are built afterwards, as dense as after a REINDEX."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in (
            "SET maintenance_work_mem = '512MB'",
            "ALTER TABLE articles DROP CONSTRAINT fk_articles_duplicate_of",
            *(f"DROP INDEX {name}" for name in _other_indexes(connection)),
            "ALTER TABLE article_keys DROP CONSTRAINT pk_article_keys",
            "CREATE TABLE arrays (article_id bigint, root_id bigint, keys bigint[])",
        ):
            connection.execute(statement.encode())
        with connection.cursor().copy("COPY arrays FROM STDIN") as copy:
            for at in range(0, len(given.roots), _CHUNK):
                part = zip(given.roots[at : at + _CHUNK].tolist(), given.keys[at : at + _CHUNK].tolist(), strict=True)
                rows = (
                    f"{n}\t{root}\t{{{','.join(map(str, set(keys)))}}}" for n, (root, keys) in enumerate(part, at + 1)
                )
                copy.write("\n".join(rows) + "\n")
        for statement in (
            f"{_ARTICLE} decode(repeat(md5(n::text), 61), 'hex'), NULLIF(root_id, n) "
            "FROM (SELECT article_id AS n, root_id FROM arrays) stock",
            "INSERT INTO article_keys SELECT unnest(keys), root_id, article_id FROM arrays",
            "ALTER TABLE article_keys ADD CONSTRAINT pk_article_keys PRIMARY KEY (key, root_id, article_id)",
            "CREATE INDEX ix_article_keys_article_id ON article_keys (article_id)",
            "CREATE INDEX arrays_keys ON arrays USING gin (keys) WITH (fastupdate = off)",
            "VACUUM ANALYZE",
        ):
            connection.execute(statement.encode())


def _other_indexes(connection: psycopg.Connection[tuple[str]]) -> list[str]:
    """Those of the articles that no look-up uses."""
    found = connection.execute(
        "SELECT indexname FROM pg_indexes WHERE tablename IN ('articles', 'article_keys') AND indexname LIKE 'ix_%'"
    )
    return [name for (name,) in found]


def key_rows(given: Stock, at: int) -> Iterator[tuple[int, int, int]]:
    """Key, root and article of so many articles."""
    part = given.keys[at : at + _CHUNK].tolist()
    roots = given.roots[at : at + _CHUNK].tolist()
    for place, (keys, root) in enumerate(zip(part, roots, strict=True), at + 1):
        for key in set(keys):
            yield key, root, place


def inserted(ledger: Ledger, articles: int) -> float:
    """Milliseconds an article to store keys, twenty articles to a transaction."""
    chance = np.random.default_rng(9)
    batches = 25
    start = time.perf_counter()
    for number in range(batches):
        first = articles + 1 + 20 * number
        keys = chance.integers(-(2**63), 2**63 - 1, size=(20, _KEYS), dtype=np.int64).tolist()
        with ledger.begin() as conn:
            _add_keys(conn, [(key, first + place, first + place) for place, some in enumerate(keys) for key in some])
    return (time.perf_counter() - start) * 1000 / (20 * batches)


def by_primary_key(conn: Connection, articles: int) -> Callable[[Sequence[int]], object]:
    """The limit: one row of an article."""
    statement = text("SELECT id, sketch, title, host, published_at, word_count FROM articles WHERE id = :id")
    return lambda keys: conn.execute(statement, {"id": keys[0] % articles + 1}).one()


def by_gin(conn: Connection, hot: frozenset[int]) -> Callable[[Sequence[int]], object]:
    """The other layout: arrays under GIN; those that share most, ranked in the database."""
    statement = text(
        "SELECT a.id, a.sketch, a.title, a.host, a.published_at, a.word_count FROM articles a JOIN ("
        "SELECT article_id, (SELECT count(*) FROM unnest(keys) key WHERE key = ANY(:asked)) AS shared FROM arrays "
        "WHERE keys && CAST(:asked AS bigint[]) ORDER BY shared DESC, article_id LIMIT 32) best "
        "ON best.article_id = a.id"
    )
    return lambda keys: conn.execute(statement, {"asked": [key for key in keys if key not in hot]}).all()


def measure(name: str, url: str, articles: int, given: Stock) -> Times:
    """The rows of one database."""
    asked = questions(given)
    ledger = Ledger(url)
    with ledger.read() as conn:
        known = LedgerKnown(conn)
        times = timed(lambda keys: known.candidates(keys, None), asked)
        sizes = _sizes(conn, ledger.is_sqlite)
        limit = timed(by_primary_key(conn, articles), asked)
        others = {}
        if not ledger.is_sqlite:
            others["GIN on arrays, hot keys left out"] = timed(by_gin(conn, given.hot), asked)
            if articles <= 100_000:
                others["GIN on arrays, hot keys asked too"] = timed(by_gin(conn, frozenset()), asked[:100])
    row(f"{articles:9,} {name}", times, inserted(ledger, articles), sizes["article_keys"] / articles)
    row(f"{'':9} {name}, a row by its primary key", limit)
    for other, other_times in others.items():
        row(f"{'':9} {name}, {other}", other_times, size=sizes["arrays"] / articles)
    ledger.close()
    return times


def _sizes(conn: Connection, is_sqlite: bool) -> dict[str, int]:
    """Bytes of the tables with their indexes."""
    if not is_sqlite:
        names = ("article_keys", "arrays")
        return {
            name: int(conn.execute(text(f"SELECT pg_total_relation_size('{name}')")).scalar_one()) for name in names
        }
    pages = text("SELECT sum(pgsize) FROM dbstat WHERE name IN ('article_keys', 'ix_article_keys_article_id')")
    return {"article_keys": int(conn.execute(pages).scalar_one())}


def datasketch_row(articles: int) -> None:
    """MinHash-LSH at .5, its signatures invented too: copies have more than half of theirs in common."""
    index = MinHashLSH(threshold=0.5, num_perm=128)
    chance = np.random.default_rng(3)
    signatures = chance.integers(0, 2**32, size=(articles, 128), dtype=np.uint64)
    start = time.perf_counter()
    for number, signature in enumerate(signatures):
        index.insert(number, MinHash(num_perm=128, hashvalues=signature, scheme="legacy"))
    insert = (time.perf_counter() - start) * 1000 / articles
    asked = [
        MinHash(num_perm=128, hashvalues=signature, scheme="legacy") for signature in signatures[:: articles // _ASKED]
    ]
    row(
        f"{articles:9,} datasketch in memory",
        timed(lambda place: index.query(asked[place[0]]), [[n] for n in range(len(asked))]),
        insert,
    )


@contextmanager
def sqlite_file() -> Iterator[str]:
    """The address of a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'ledger.db'}"


def main() -> None:
    """Print the table; fail where PostgreSQL is slow or does not stay flat."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", default="10000,100000,1000000")
    counts = [int(count) for count in parser.parse_args().articles.split(",")]
    print(f"{'':46}{'median':>10}{'p99':>10}{'insert':>10}{'bytes':>10}")
    postgres: dict[int, Times] = {}
    for articles in counts:
        given = stock(articles)
        for name, fresh in (("PostgreSQL", throwaway), ("SQLite", sqlite_file)):
            with fresh() as url:
                ledger = Ledger(url)
                ledger.migrate()
                ledger.close()
                if name == "SQLite":
                    fill_sqlite(Path(str(make_url(url).database)), given)
                    measure(name, url, articles, given)
                else:
                    fill_postgresql(url.replace("+psycopg", ""), given)
                    postgres[articles] = measure(name, url, articles, given)
    largest = max(counts)
    datasketch_row(min(100_000, largest))
    smaller = postgres.get(largest // 10, postgres[largest])
    too_slow = postgres[largest].p99 > 5
    steeper = postgres[largest].median > 1.5 * smaller.median
    if too_slow or steeper:
        raise SystemExit("PostgreSQL is over 5 ms" if too_slow else "the cost does not stay flat")


if __name__ == "__main__":
    main()
