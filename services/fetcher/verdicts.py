"""What an answer to a poll means, and what of it is remembered. Pure: this module decides and does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from schemas.feed import Feed, FeedState, ParsedFeed, PollOutcome, Wishes
from wirecopy.errors import AddressRefused, BadUrl, FetchError, NameNotFound, RobotsRefused, TooLarge
from wirecopy.feeds.backoff import Trouble, is_lost
from wirecopy.ledger.feeds import EntryCounts
from wirecopy.records.urls import LONGEST_FEED_URL
from wirecopy.web.client import Conditions
from wirecopy.web.freshness import retry_after
from wirecopy.web.response import Response

AUDIT_AFTER = timedelta(days=7)
"""A feed that has said 304 for so long is asked once without conditions: some servers say it whatever they have."""

_DISTRUST = timedelta(days=30)
"""How long no validators are sent to a server that was caught saying 304 although there was news."""

_LONGEST_VALIDATOR = 1024
"""Characters; what is longer is no validator but a way to fill our tables."""

_MOVE_POLLS = 3
_MOVE_TIME = timedelta(hours=24)
"""A permanent redirect is believed when so many polls said so, over at least this time: many a 301 is a slip."""

_BURST = 20
"""Requests to a host within ten minutes after which a 403 from it is read as "too many": some say it that way."""

_REFUSALS = frozenset({400, 401, 402, 403, 405, 406, 407, 414, 415, 416, 417, 418, 422, 426, 431, 444, 451})


@dataclass(frozen=True)
class Finding:
    """What one poll came to, before it is written down."""

    outcome: PollOutcome
    response: Response | None = None
    parsed: ParsedFeed | None = None
    found: tuple[str, ...] = ()
    """Feeds to submit in place of a web page or a sitemap index."""
    error: str | None = None
    trouble: Trouble | None = None
    """Why it failed, where it did."""
    state: FeedState | None = None
    """Another state for the feed."""
    wait: float | None = None
    """Seconds that the server asked to be left alone (Retry-After), whatever it answered."""

    @property
    def is_delta(self) -> bool:
        """Whether the document holds only what is new (RFC 3229, 226 IM Used), and not the whole feed."""
        return self.response is not None and self.response.status == 226


def conditions(feed: Feed, *, now: datetime) -> Conditions | None:
    """What makes the next request for a feed conditional; None for one that shall bring the whole document.

    That is: a feed without validators, one whose server was caught with wrong 304s, and once a week one that never
    says anything else.
    """
    if feed.etag is None and feed.last_modified is None:
        return None
    if feed.distrusted_until is not None and now < feed.distrusted_until:
        return None
    if feed.last_status == 304 and feed.read_at is not None and now - feed.read_at >= AUDIT_AFTER:
        return None
    return Conditions(feed.validators_from or feed.url, feed.etag, feed.last_modified)


def body_hash(body: bytes) -> str:
    """Fingerprint of a feed's body, to notice servers that send the same bytes and no 304."""
    return sha256(body).hexdigest()


def judge(feed: Feed, response: Response, *, now: datetime, asked: int) -> Finding:  # noqa: PLR0912 - one case a line
    """What the status line, the headers and the bare bytes say; `CHANGED` means: worth reading.

    `asked` is how many requests the host had within the last minutes, this one included.
    """
    wait = retry_after(response.headers, now)

    def failed(error: str, trouble: Trouble, state: FeedState | None = None) -> Finding:
        return Finding(PollOutcome.FAILED, response, error=error, trouble=trouble, state=state, wait=wait)

    status, said = response.status, f"{response.url} answered {response.status}"
    match status:
        case 304 if _was_conditional(response):
            return Finding(PollOutcome.NOT_MODIFIED, response, wait=wait)
        case 304:
            return failed(f"{said} to a request without conditions", Trouble.UNREADABLE)
        case 200 | 203 | 226 if not response.body:
            return failed(f"{said} with nothing in it", Trouble.UNREADABLE)
        case 200 | 203 | 226:
            same = feed.body_hash is not None and feed.body_hash == body_hash(response.body)
            return Finding(PollOutcome.SAME_BODY if same else PollOutcome.CHANGED, response, wait=wait)
        case 204 | 206:
            return failed(f"{said}, which is no whole document", Trouble.UNREADABLE)
        case 410:
            again = feed.last_status == 410
            later = "it will not be polled again" if again else "it is asked once more, to be sure"
            return failed(f"{said}: gone; {later}", Trouble.MISSING, FeedState.GONE if again else None)
        case 404:
            lost = feed.failing_since is not None and is_lost(now - feed.failing_since)
            more = ", for two weeks now; it will not be polled again" if lost else ""
            return failed(said + more, Trouble.MISSING, FeedState.MISSING if lost else None)
        case 429 | 503:
            return failed(said, Trouble.THROTTLED)
        case 403 if response.headers.get("cf-mitigated", "").lower() == "challenge":
            return failed(f"{said}: a challenge for browsers, which a feed reader can't take", Trouble.REFUSED)
        case 403 if feed.read_at is not None and asked >= _BURST:
            return failed(f"{said} after {asked} requests within minutes: taken as too many", Trouble.THROTTLED)
        case _ if status in _REFUSALS:
            return failed(said, Trouble.REFUSED)
        case _ if 300 <= status < 400:
            return failed(f"{said} and not where to", Trouble.UNREADABLE)
        case _ if 200 <= status < 300:
            return failed(f"{said}, which brings no feed", Trouble.UNREADABLE)
    return failed(said, Trouble.TRANSIENT)


def no_answer(error: BadUrl | FetchError) -> Finding:
    """What it means that there is no response at all."""
    match error:
        case AddressRefused():
            return Finding(PollOutcome.FAILED, error=str(error), trouble=Trouble.REFUSED, state=FeedState.BLOCKED)
        case RobotsRefused():
            trouble = Trouble.REFUSED
        case NameNotFound():
            trouble = Trouble.NAME
        case TooLarge() | BadUrl():
            trouble = Trouble.UNREADABLE
        case _:
            trouble = Trouble.TRANSIENT
    return Finding(PollOutcome.FAILED, error=str(error), trouble=trouble)


def remembered(feed: Feed, finding: Finding, counts: EntryCounts, *, now: datetime) -> Feed:
    """The feed as it stands after a poll; when it is polled next is not decided here.

    `counts` is what its entries turned out to be. A failed poll leaves all but the failures alone, the validators
    above all: a 304 to those of a broken document would hide the next good one.
    """
    told: dict[str, object] = {
        "leased_until": None,
        "last_polled_at": now,
        "last_status": finding.response.status if finding.response else None,
        "last_error": finding.error,
        "state": finding.state or feed.state,
    }
    if finding.outcome is PollOutcome.FAILED:
        told |= {"failures": feed.failures + 1, "failing_since": feed.failing_since or now}
        return feed.model_copy(update=told)
    told |= {"failures": 0, "failing_since": None}
    response, parsed = finding.response, finding.parsed
    if response is not None:
        told |= _validators(feed, finding, response, counts, now) | _move(feed, response, now)
    if parsed is not None and not finding.is_delta:
        told |= {
            "kind": parsed.kind,
            "title": parsed.title or feed.title,
            "site_url": parsed.site_url or feed.site_url,
            "wishes": Wishes(ttl_seconds=parsed.ttl_seconds, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days),
        }
    return feed.model_copy(update=told)


def adopted(feed: Feed, *, now: datetime) -> str | None:
    """The address that a feed has moved to for good, once that is proven."""
    if feed.moved_to is None or feed.moved_since is None or feed.moved_polls < _MOVE_POLLS:
        return None
    return feed.moved_to if now - feed.moved_since >= _MOVE_TIME else None


def _validators(
    feed: Feed, finding: Finding, response: Response, counts: EntryCounts, now: datetime
) -> dict[str, object]:
    etag, last_modified = _validator(response, "etag"), _validator(response, "last-modified")
    if finding.outcome is PollOutcome.NOT_MODIFIED:
        # RFC 9111 section 3.2: what a 304 brings replaces what is kept, what it leaves out stays.
        return {"etag": etag or feed.etag, "last_modified": last_modified or feed.last_modified}
    told: dict[str, object] = {"etag": etag, "last_modified": last_modified, "validators_from": response.url}
    if finding.is_delta:
        return told
    told |= {"body_hash": body_hash(response.body), "read_at": now}
    same = (feed.etag, feed.last_modified) == (etag, last_modified) and (etag or last_modified)
    if same and (counts.new or counts.changed) and not _was_conditional(response):
        # The validators are the old ones, but the document is not: they would have brought a 304.
        told["distrusted_until"] = now + _DISTRUST
    return told


def _validator(response: Response, name: str) -> str | None:
    """A validator that can be given back byte for byte; other octets than ASCII do not survive the way."""
    value = response.headers.get(name, "")
    return value if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable() else None


def _move(feed: Feed, response: Response, now: datetime) -> dict[str, object]:
    """Follow the permanent hops that a chain of redirects begins with; what comes after a temporary one may change."""
    there = feed.url
    addresses = [*(hop.url for hop in response.redirects), response.url]
    for hop, after in zip(response.redirects, addresses[1:], strict=True):
        if hop.status not in (301, 308):
            break
        there = after
    if there == feed.url or len(there.encode()) > LONGEST_FEED_URL:
        return {"moved_to": None, "moved_since": None, "moved_polls": 0}
    if there == feed.moved_to:
        return {"moved_polls": feed.moved_polls + 1}
    return {"moved_to": there, "moved_since": now, "moved_polls": 1}


def _was_conditional(response: Response) -> bool:
    return "if-none-match" in response.request_headers or "if-modified-since" in response.request_headers
