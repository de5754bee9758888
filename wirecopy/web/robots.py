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
from functools import cached_property
from itertools import islice
from typing import Protocol

from protego import Protego

from schemas.site import SiteFile
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
RETRY = timedelta(minutes=15)
"""How soon an unreachable robots.txt is asked for again."""

_GIVEN_UP = timedelta(days=30)  # RFC 9309 section 2.3.1.4: after that, unreachable counts as not there
_ORIGINS = 4096

_AGENT_LINE = re.compile(r"\s*user[ -]?agent[\s:]+(.*)", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"\s*site-?map\s*:\s*([^\s#]+)", re.IGNORECASE)
_SITEMAPS = 50
_RULE_LINE = re.compile(r"\s*(?:allow|dis+al+ow|crawl[ -]delay)[\s:]", re.IGNORECASE)  # with the usual misspellings
_SIGNAL_LINE = re.compile(r"\s*content-signal\s*:(.*)", re.IGNORECASE)
_SIGNAL = re.compile(r"\s*(search|ai-input|ai-train)\s*=\s*(yes|no)\s*", re.IGNORECASE)


class Shelf(Protocol):
    """Where sites' files are kept beyond the end of this process."""

    async def load(self, url: str) -> SiteFile | None:
        """The file of this address as last read, if ever."""

    async def save(self, file: SiteFile) -> None:
        """Keep a file in place of the one of the same address."""


class RobotsRules:
    """The rules of one robots.txt for us; immutable. Without any, everything is allowed."""

    def __init__(self, body: bytes = b"") -> None:
        """Read the first 512 KiB of a robots.txt. Whatever is not a rule in it (HTML, for one) is passed over."""
        text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace").replace("\0", "")
        groups = _our_groups(text)
        self._rules = Protego.parse("\n".join(groups))
        self.sitemaps: tuple[str, ...] = _sitemaps(text)
        """The first 50 sitemaps that it names, for whoever comes (sitemaps.org), as they are written."""
        self.text = "\n".join([*groups, *(f"Sitemap: {address}" for address in self.sitemaps)])
        """What of it concerns us; to read it again gives the same rules and sitemaps."""

    def allows(self, url: str) -> bool:
        """Whether our group allows the address: the longest match decides, and Allow on a tie (section 2.2.2)."""
        return bool(self._rules.can_fetch(url, PRODUCT_TOKEN))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between requests that our group asks for, at most MAX_DELAY. Not in the RFC, but in wide use."""
        delay = self._rules.crawl_delay(PRODUCT_TOKEN)
        return None if delay is None else min(delay, MAX_DELAY)

    @cached_property
    def content_signals(self) -> tuple[str, ...]:
        """What our group says of the use of its pages, such as `ai-train=no` (Content-Signal, contentsignals.org).

        Where two lines say different things the later one counts; a group in our name replaces the one for everybody.
        """
        said = _signals(self.text)
        return tuple(f"{use}={answer}" for use, answer in sorted(said.get(PRODUCT_TOKEN, said.get("*", {})).items()))


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
        elif _SIGNAL_LINE.match(content) and ours:
            kept.append(content)
    return kept


def _signals(text: str) -> dict[str, dict[str, str]]:
    """Agent to use to `yes` or `no`, out of the lines that `_our_groups` keeps."""
    by_agent: dict[str, dict[str, str]] = {}
    agents: list[str] = []
    among_agents = False
    for line in text.splitlines():
        if agent := _AGENT_LINE.match(line):
            agents = [*agents, agent[1]] if among_agents else [agent[1]]
            by_agent.setdefault(agent[1], {})
            among_agents = True
            continue
        among_agents = False
        if signal_line := _SIGNAL_LINE.match(line):
            signals = [signal for part in signal_line[1].split(",") if (signal := _SIGNAL.fullmatch(part))]
            for name in agents:
                by_agent[name].update((signal[1].lower(), signal[2].lower()) for signal in signals)
    return by_agent


@dataclass
class _Origin:
    """What is known of one origin's robots.txt."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotsRules | None = None
    """The last that were read; None while there never were any."""
    failing_since: datetime | None = None
    ask_again: datetime | None = None

    def remember(self, file: SiteFile) -> None:
        """Take over what was read earlier, or by another process."""
        self.rules = None if file.text is None else RobotsRules(file.text.encode())
        self.failing_since, self.ask_again = file.failing_since, file.ask_again

    def file(self, address: str, ask_again: datetime) -> SiteFile:
        """What is known, to be remembered."""
        text = None if self.rules is None else self.rules.text
        return SiteFile(url=address, text=text, ask_again=ask_again, failing_since=self.failing_since)


class Robots:
    """Answers whether pages may be fetched. Keeps rules of up to 4,096 origins in memory, for a day each.

    `fetch` gets a robots.txt (it should pace itself and ask for MAX_BYTES with `truncate`), `clock` gives the time
    (aware), and `shelf` keeps what was read for other processes, and for this one when it starts anew. What the answers
    mean, after RFC 9309 section 2.3.1:

    - 2xx: the rules in it.
    - 4xx: no rules, everything is allowed; but 429 counts as unreachable, for it asks for less, not for more.
    - 5xx, no answer, anything else: rules read earlier go on; without any, everything is disallowed for the time being:
      Unreachable, so that the page is tried again. Asked for again after 15 minutes; after 30 days of that,
      everything is allowed.
    - An address that the guard refuses raises AddressRefused, as the page itself would.
    """

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[Response]],
        clock: Callable[[], datetime],
        shelf: Shelf | None = None,
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._shelf = shelf
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
            address = f"{wanted.origin}/robots.txt"
            if self._is_stale(known) and self._shelf is not None and (file := await self._shelf.load(address)):
                known.remember(file)
            if self._is_stale(known):
                await self._refresh(known, address)
                if self._shelf is not None and known.ask_again is not None:
                    await self._shelf.save(known.file(address, known.ask_again))
        if known.rules is None:
            raise Unreachable(f"{wanted.origin}/robots.txt can't be had, so its pages are not asked for now")
        return known.rules

    def content_signals(self, url: str) -> tuple[str, ...]:
        """What robots.txt says of the use of `url`'s page, where its rules are known; fetches nothing."""
        known = self._origins.get(target(url).origin)
        return known.rules.content_signals if known is not None and known.rules is not None else ()

    def _is_stale(self, known: _Origin) -> bool:
        return known.ask_again is None or known.ask_again <= self._clock()

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
            known.ask_again = now + RETRY
            return
        known.failing_since, known.ask_again = None, now + _LIFETIME
