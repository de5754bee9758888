"""Stories: `reading` shows them, `finding` offers those an article might belong to, `writing` changes them.

`vocabulary` counts words, `queue` holds the articles that wait to be placed. How one leads to the other stands in
`wirecopy.grouping`.
"""

from wirecopy.ledger.stories.finding import among_stories, candidates, get_candidate
from wirecopy.ledger.stories.queue import Waiting, put, put_copies, read, take, waiting
from wirecopy.ledger.stories.reading import Order, events, get, members, membership, page, timeline
from wirecopy.ledger.stories.writing import (
    Member,
    announce,
    article_ids,
    forget_old_keys,
    join,
    leave,
    member,
    merge,
    move,
    open_story,
    portraits,
    repaint,
    serialize,
    stands_alone,
    take_portrait,
    tellings,
)

__all__ = [
    "Member",
    "Order",
    "Waiting",
    "among_stories",
    "announce",
    "article_ids",
    "candidates",
    "events",
    "forget_old_keys",
    "get",
    "get_candidate",
    "join",
    "leave",
    "member",
    "members",
    "membership",
    "merge",
    "move",
    "open_story",
    "page",
    "portraits",
    "put",
    "put_copies",
    "read",
    "repaint",
    "serialize",
    "stands_alone",
    "take",
    "take_portrait",
    "tellings",
    "timeline",
    "waiting",
]
