"""Articles: the records. `storing` writes them, `reading` shows and finds them, `figures` counts them.

What a person decides about copies stands in `byhand`.
"""

from wirecopy.ledger.articles.figures import Counts, copy_counts, counts, throughput
from wirecopy.ledger.articles.reading import by_ids, copies, evidence, get, group, held, page, revisions, search
from wirecopy.ledger.articles.storing import add_urls, describe, put_back, revise, serialize_stores, store

__all__ = [
    "Counts",
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
    "page",
    "put_back",
    "revise",
    "revisions",
    "search",
    "serialize_stores",
    "store",
    "throughput",
]
