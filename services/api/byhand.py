"""What people decide over HTTP, in the API and on the pages: which articles are copies, and of one story."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from services.api.context import Context
from services.api.problems import Conflict
from wirecopy import grouping
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger.articles import byhand


def split_article(context: Context, article_id: int) -> int:
    """Take an article out of its group of copies. Raises NotFound, and Conflict where it has none."""
    return _decide(context, lambda conn: byhand.split(conn, article_id, now=context.clock()))


def merge_articles(context: Context, article_id: int, other_id: int) -> int:
    """Put two articles' groups together; give the first article. Raises NotFound, and Conflict where they are one."""
    return _decide(context, lambda conn: byhand.merge(conn, article_id, other_id, now=context.clock()))


def split_story(context: Context, story_id: int, article_id: int) -> int:
    """Take an article out of a story; give its new one. Raises NotFound, and Conflict where that can't be."""
    return _decide(context, lambda conn: grouping.split_story(conn, story_id, article_id, now=context.clock()))


def merge_stories(context: Context, story_id: int, other_id: int) -> int:
    """Make two stories one; give the one that stays. Raises NotFound, and Conflict where one has no articles."""
    return _decide(context, lambda conn: grouping.merge_stories(conn, story_id, other_id, now=context.clock()))


def _decide(context: Context, act: Callable[[Connection], int]) -> int:
    try:
        with context.ledger.begin() as conn:
            decided = act(conn)
    except NotFound:
        raise
    except UsageError as error:
        raise Conflict(str(error)) from error
    # What follows from it for stories shows at once.
    grouping.place_waiting(context.ledger, now=context.clock())
    return decided
