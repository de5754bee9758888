"""robots.txt (RFC 9309): may we fetch this page, and how slowly.

Rules are fetched once a day per origin, through a function of the caller's, so that these requests keep the pace too.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from protego import Protego

from wirecopy.errors import AddressRefused, FetchError, Unreachable
from wirecopy.feeds.links import absolute
from wirecopy.web.response import Response
from wirecopy.web.target import Target, target

PRODUCT_TOKEN = "wirecopy"  # noqa: S105 - a name, no password
"""The name that robots.txt groups address us by; matched without regard to case (RFC 9309 section 2.2.1)."""

MAX_BYTES = 512 * 1024
"""How much of a robots.txt is read; RFC 9309 section 2.5 asks for at least 500 KiB."""

MAX_DELAY = 300.0
"""Seconds at which Crawl-delay is capped: at more than that, a site's articles would come in days late."""

_LIFETIME = timedelta(hours=24)  # RFC 9309 section 2.4
_RETRY = timedelta(minutes=15)  # how soon an unreachable robots.txt is asked for again
_GIVEN_UP = timedelta(days=30)  # RFC 9309 section 2.3.1.4: after that, unreachable counts as not there
_ORIGINS = 4096

_AGENT_LINE = re.compile(r"\s*user[ -]?agent[\s:]+(.*)", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"\s*site-?map\s*:\s*([^\s#]+)", re.IGNORECASE)
_SITEMAPS = 50
_RULE_LINE = re.compile(r"\s*(?:allow|dis+al+ow|crawl[ -]delay)[\s:]", re.IGNORECASE)  # with the usual misspellings


class RobotsRules:
    """The rules of one robots.txt for us; immutable. Without any, everything is allowed."""

    def __init__(self, body: bytes = b"") -> None:
        """Read the first 512 KiB of a robots.txt. Whatever is not a rule in it (HTML, for one) is passed over."""
        text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace").replace("\0", "")
        self._rules = Protego.parse("\n".join(_our_groups(text)))
        self.sitemaps: tuple[str, ...] = _sitemaps(text)
        """The first 50 sitemaps that it names, for whoever comes (sitemaps.org), as they are written."""

    def allows(self, url: str) -> bool:
        """Whether our group allows the address: the longest match decides, and Allow on a tie (section 2.2.2)."""
        return bool(self._rules.can_fetch(url, PRODUCT_TOKEN))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between requests that our group asks for, at most MAX_DELAY. Not in the RFC, but in wide use."""
        delay = self._rules.crawl_delay(PRODUCT_TOKEN)
        return None if delay is None else min(delay, MAX_DELAY)


def _sitemaps(text: str) -> tuple[str, ...]:
    named = (match[1] for line in text.splitlines() if (match := _SITEMAP_LINE.match(line)))
    return tuple(islice(dict.fromkeys(named), _SITEMAPS))


def _our_groups(text: str) -> list[str]:
    """The lines of the groups that address us or everybody.

    Protego's time and memory grow with the number of agents times the number of rules in a group, which half a
    megabyte can drive into the hundreds of millions; and it takes a group for `wire` as ours. So it gets only what
    concerns us, under exactly our name.
    """
    kept: list[str] = []
    among_agents = ours = False
    for line in text.splitlines():
        content = line.partition("#")[0]
        agent = _AGENT_LINE.match(content)
        if agent is not None:
            ours = ours and among_agents  # the first agent line after a rule begins a new group
            among_agents = True
            name = agent[1].strip().lower()
            # A version after the token is not part of it: "wirecopy/1.0" is us.
            token = "*" if name == "*" or name.startswith("* ") else re.split(r"[^a-z_-]", name, maxsplit=1)[0]
            if token in (PRODUCT_TOKEN, "*"):
                kept.append(f"User-agent: {token}")
                ours = True
        elif _RULE_LINE.match(content):  # no other line ends a group, a Sitemap least of all (section 2.2.4)
            among_agents = False
            if ours:
                kept.append(content)
    return kept


@dataclass
class _Origin:
    """What is known of one origin's robots.txt."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotsRules | None = None
    """The last that were read; None while there never were any."""
    failing_since: datetime | None = None
    ask_again: datetime | None = None


class Robots:
    """Answers whether pages may be fetched. Keeps rules of up to 4,096 origins in memory, for a day each.

    `fetch` gets a robots.txt (it should pace itself and ask for MAX_BYTES with `truncate`), `clock` gives the time
    (aware). What the answers mean, after RFC 9309 section 2.3.1:

    - 2xx: the rules in it.
    - 4xx: no rules, everything is allowed; but 429 counts as unreachable, for it asks for less, not for more.
    - 5xx, no answer, anything else: rules read earlier go on; without any, everything is disallowed for the time being:
      Unreachable, so that the page is tried again. Asked for again after 15 minutes; after 30 days of that in one
      process, everything is allowed.
    - An address that the guard refuses raises AddressRefused, as the page itself would.
    """

    def __init__(self, fetch: Callable[[str], Awaitable[Response]], clock: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._origins: OrderedDict[str, _Origin] = OrderedDict()

    async def allowed(self, url: str) -> bool:
        """Whether `url` may be fetched; fetches the origin's robots.txt first if need be.

        Raises BadUrl, AddressRefused, and Unreachable where the rules can't be had and never were.
        """
        wanted = target(url)
        return (await self._rules(wanted)).allows(wanted.url)

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of the origin of `url` names, absolute. Fetches and raises as `allowed`."""
        origin = target(url)
        named = (await self._rules(origin)).sitemaps
        return [address for name in named if (address := absolute(name, f"{origin.origin}/"))]

    def crawl_delay(self, url: str) -> float | None:
        """Seconds between requests that the origin of `url` asks for, where its rules are known; fetches nothing."""
        known = self._origins.get(target(url).origin)
        return known.rules.crawl_delay if known is not None and known.rules is not None else None

    async def _rules(self, wanted: Target) -> RobotsRules:
        known = self._origins.setdefault(wanted.origin, _Origin())
        self._origins.move_to_end(wanted.origin)
        while len(self._origins) > _ORIGINS:
            self._origins.popitem(last=False)
        async with known.lock:  # whoever comes meanwhile waits for the one request
            if known.ask_again is None or known.ask_again <= self._clock():
                await self._refresh(known, f"{wanted.origin}/robots.txt")
        if known.rules is None:
            raise Unreachable(f"{wanted.origin}/robots.txt can't be had, so its pages are not asked for now")
        return known.rules

    async def _refresh(self, known: _Origin, address: str) -> None:
        try:
            response = await self._fetch(address)
        except AddressRefused:
            raise
        except FetchError:
            status = 599
        else:
            status = response.status
        now = self._clock()
        if 200 <= status < 300:
            known.rules = RobotsRules(response.body)
        elif 400 <= status < 500 and status != 429:
            known.rules = RobotsRules()
        else:
            known.failing_since = known.failing_since or now
            if now - known.failing_since >= _GIVEN_UP:
                known.rules = RobotsRules()
            known.ask_again = now + _RETRY
            return
        known.failing_since, known.ask_again = None, now + _LIFETIME
