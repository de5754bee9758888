"""What a site's own files say of the use of its pages: Content-Signal in robots.txt, and /.well-known/tdmrep.json."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import timedelta

from schemas.site import SiteFile
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet
from wirecopy.cleaning.rights import read_tdmrep
from wirecopy.errors import BadUrl, FetchError
from wirecopy.web.response import Response
from wirecopy.web.robots import Robots, Shelf
from wirecopy.web.target import target

TDMREP_BYTES = 128 * 1024
"""How much of a tdmrep.json is read: a thousand rules."""

_LIFETIME = timedelta(hours=24)
_ORIGINS = 4096


class SiteRights:
    """Knows the rights signals of sites. Asks each origin for its tdmrep.json once a day, after the first page of it.

    `fetch` gets a file, paced and obeying robots.txt; what can't be had says nothing until the next day. Never raises:
    no page waits or fails for what a site may have to say about it.
    """

    def __init__(self, fetch: Callable[[str], Awaitable[Response]], robots: Robots, shelf: Shelf, clock: Clock) -> None:
        self._fetch = fetch
        self._robots = robots
        self._shelf = shelf
        self._clock = clock
        self._files: OrderedDict[str, SiteFile] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def of(self, url: str) -> dict[str, str]:
        """The signals for the page at `url`, after redirects; each with its source."""
        place = target(url)
        signals = {f"content-signal:{said}": "robots.txt" for said in self._robots.content_signals(url)}
        rules = await self._tdmrep(f"{place.origin}/.well-known/tdmrep.json")
        return signals | dict.fromkeys(read_tdmrep(rules, place.request_target) if rules else (), "tdmrep.json")

    async def _tdmrep(self, address: str) -> str:
        lock = self._asking.setdefault(address, asyncio.Lock())
        async with lock:  # whoever comes meanwhile waits for the one request
            file = self._files.get(address)
            if file is None or file.ask_again <= self._clock():
                file = await self._shelf.load(address)
            if file is None or file.ask_again <= self._clock():
                file = await self._read(address)
        self._asking.pop(address, None)
        if file is None:
            return ""
        self._files[address] = file
        self._files.move_to_end(address)
        while len(self._files) > _ORIGINS:
            self._files.popitem(last=False)
        return file.text or ""

    async def _read(self, address: str) -> SiteFile | None:
        """The file of today; None where the site may not be asked now."""
        text = ""
        try:
            response = await self._fetch(address)
        except NotYet:
            return None
        except (BadUrl, FetchError):
            pass
        else:
            # Sites without the file answer with their front page, and 200; that is no JSON, so it says nothing.
            if response.status == 200 and response.body.lstrip().startswith(b"["):
                text = response.body.decode("utf-8", "replace")
        file = SiteFile(url=address, text=text, ask_again=self._clock() + _LIFETIME)
        await self._shelf.save(file)
        return file
