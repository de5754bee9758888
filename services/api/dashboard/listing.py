"""Articles as the pages list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from schemas.article import Article
from wirecopy.ledger import articles


@dataclass(frozen=True)
class ListedArticle:
    """An article with the number of its copies."""

    article: Article
    copies: int


def listed(conn: Connection, found: Sequence[Article]) -> list[ListedArticle]:
    """Count the copies of each of the articles `found`."""
    copies = articles.copy_counts(conn, [article.id for article in found])
    return [ListedArticle(article, copies.get(article.id, 0)) for article in found]
