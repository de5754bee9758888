"""`/v1/websub/{token}`: where hubs verify what we asked for and deliver what is new (WebSub, sections 5.3 and 7).

It is the one address that strangers are meant to reach, so it answers no more than it must, and reads nothing of what
is delivered: a fetcher does, in a cell.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from schemas.websub import Subscription, SubscriptionState
from services.api.context import Context, Here
from wirecopy.feeds.websub import granted_lease, is_signed
from wirecopy.ledger import subscriptions

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/v1/websub", tags=["websub"])

Token = Annotated[str, Path(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]

_LATER = timedelta(days=7)


@router.get("/{token}", summary="A hub verifies a subscription", responses={404: {}, 410: {}})
def verify(context: Here, token: Token, request: Request) -> Response:
    """The challenge goes back for what was asked for, and for nothing else."""
    query = request.query_params
    now = context.clock()
    with context.ledger.begin() as conn:
        known = subscriptions.find(conn, token)
        if known is None or query.get("hub.topic") != known.topic_url:
            return Response(status_code=404)
        mode = query.get("hub.mode")
        if mode == "denied":
            reason = f"the hub refused: {query.get('hub.reason', 'no reason given')[:500]}"
            subscriptions.denied(conn, known.id, reason=reason, retry_at=now + _LATER)
            return Response(status_code=200)
        challenge = query.get("hub.challenge")
        if mode != known.pending or not challenge or len(challenge) > 2048:
            return Response(status_code=404)
        if mode == "subscribe":
            subscriptions.confirmed(conn, known.id, lease_seconds=granted_lease(query), now=now)
        else:
            subscriptions.ended(conn, known.id)
    return Response(challenge, media_type="text/plain")


@router.post("/{token}", status_code=202, summary="A hub delivers news", responses={404: {}, 410: {}})
async def deliver(context: Here, token: Token, request: Request) -> Response:
    """Take a document for a fetcher to read. One with a wrong signature is acknowledged and dropped (section 8)."""
    body = await request.body()
    status = await run_in_threadpool(_take, context, token, body, request)
    return Response(status_code=status)


def _take(context: Context, token: str, body: bytes, request: Request) -> int:
    with context.ledger.begin() as conn:
        known = subscriptions.find(conn, token)
        if known is None:
            return 404
        if not _is_wanted(known):
            return 410
        if not is_signed(request.headers.get("x-hub-signature"), body, known.secret):
            logger.warning("feed %s: a push without a good signature was dropped", known.feed_id)
            return 202
        content_type = request.headers.get("content-type")
        subscriptions.push(conn, known, content_type=content_type, body=body, now=context.clock())
    return 202


def _is_wanted(known: Subscription) -> bool:
    return known.feed_id is not None and known.state in (SubscriptionState.ASKED, SubscriptionState.ACTIVE)
