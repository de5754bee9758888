"""Articles: the records. `storing` writes them, `reading` shows and finds them, `figures` counts them.

What a person decides about copies stands in `byhand`.
"""

from wirecopy.ledger.articles.figures import Counts, copy_counts, counts, throughput
from wirecopy.ledger.articles.reading import by_ids, copies, evidence, get, group, held, page, revisions, search
from wirecopy.ledger.articles.storing import (
    Addition,
    add_all_urls,
    add_urls,
    describe,
    put_back,
    reserve,
    revise,
    serialize_stores,
    store,
    store_all,
)
from wirecopy.ledger.search import indexed_words

__all__ = [
    "Addition",
    "Counts",
    "add_all_urls",
    "add_urls",
    "by_ids",
    "copies",
    "copy_counts",
    "counts",
    "describe",
    "evidence",
    "get",
    "group",
    "held",
    "indexed_words",
    "page",
    "put_back",
    "reserve",
    "revise",
    "revisions",
    "search",
    "serialize_stores",
    "store",
    "store_all",
    "throughput",
]
