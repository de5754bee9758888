"""How many articles held a word so far: what makes a word telling is learned as articles come in.

Words are counted in a million buckets, by their hash. Two words may share one, which makes a rare word a little less
telling; in exchange the table has an end, however long the ledger runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from zlib import crc32

import numpy as np
from sqlalchemy import Connection, select

from wirecopy.duplicates.sketch import Short
from wirecopy.duplicates.stories.terms import Floats
from wirecopy.ledger.dialects import among, insert_into
from wirecopy.ledger.tables import story_words

_BUCKETS = 2**20
Told = tuple[str | None, Short]
"""An article's language and the hashes of its terms."""


class Vocabulary:
    """The counts that some articles' words need, read at once."""

    def __init__(self, conn: Connection, told: Iterable[Told]) -> None:
        wanted: set[int] = set()
        for language, hashes in told:
            wanted.add(_counter(language))
            wanted.update((hashes % _BUCKETS).tolist())
        rows = conn.execute(select(story_words).where(among(conn, story_words.c.bucket, wanted)))
        self._counts: dict[int, int] = {row.bucket: row.articles for row in rows}

    def articles(self, language: str | None) -> int:
        """How many articles of this language were counted."""
        return self._counts.get(_counter(language), 0)

    def holders(self, hashes: Short) -> Floats:
        """For each word, how many articles held it."""
        return np.array([self._counts.get(bucket, 0) for bucket in (hashes % _BUCKETS).tolist()], dtype=np.float64)


def count(conn: Connection, told: Iterable[Told]) -> None:
    """Count the words of these articles."""
    counted: Counter[int] = Counter()
    for language, hashes in told:
        counted[_counter(language)] += 1
        counted.update(set((hashes % _BUCKETS).tolist()))
    if not counted:
        return
    insert = insert_into(conn, story_words)
    insert = insert.on_conflict_do_update(
        index_elements=["bucket"], set_={"articles": story_words.c.articles + insert.excluded.articles}
    )
    conn.execute(insert, [{"bucket": bucket, "articles": number} for bucket, number in sorted(counted.items())])


def _counter(language: str | None) -> int:
    return -1 - crc32((language or "").encode())
