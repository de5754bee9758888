"""What has run before, held in memory: for `wirecopy dedupe`, benchmarks and tests."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from schemas.article import Draft
from wirecopy.duplicates.known import HOT_GROUPS, MOST_CANDIDATES, MOST_OF_A_GROUP, Candidate, Match
from wirecopy.duplicates.sketch import Sketch
from wirecopy.revisions import Version, version_of


class MemoryKnown:
    """Answers `decide`. Grows with every article, some three kilobytes each; it forgets nothing."""

    def __init__(self) -> None:
        self._by_url: dict[str, Match] = {}
        self._by_hash: dict[str, Match] = {}
        self._articles: dict[int, Candidate] = {}
        self._versions: dict[int, tuple[Version, bytes]] = {}
        self._holders: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)

    def add(self, draft: Draft, sketch: Sketch, *, article_id: int, root_id: int) -> None:
        """Remember an article, or, under an id that is known, its new revision."""
        match = Match(article_id, root_id, draft.content_hash, draft.title)
        for url_key in draft.url_keys:
            earlier = self._by_url.get(url_key)
            if earlier is None or earlier.article_id == article_id:
                self._by_url[url_key] = match
        self._by_hash.setdefault(draft.content_hash, match)
        self._articles[article_id] = Candidate(
            article_id, root_id, sketch.packed, draft.title, draft.source.host, draft.published_at, draft.word_count
        )
        if draft.url_keys:
            bare = replace(version_of(draft), text="")
            self._versions[article_id] = bare, zlib.compress(draft.text.encode("utf-8", "surrogatepass"), 1)
        for key in sketch.keys:
            groups = self._holders[key]
            if root_id in groups:
                if article_id not in groups[root_id]:
                    groups[root_id].append(article_id)
            elif len(groups) < HOT_GROUPS:
                groups[root_id] = [article_id]

    def by_url(self, url_keys: Sequence[str]) -> Match | None:
        """The article that answers to one of these keys; to the first of them, if they lead to several."""
        return next((self._by_url[key] for key in url_keys if key in self._by_url), None)

    def by_hash(self, content_hash: str) -> Match | None:
        """The earliest article with this content hash."""
        return self._by_hash.get(content_hash)

    def taken_out(self, root_id: int, host: str) -> Sequence[Match]:
        """None: nobody decides anything by hand here."""
        return ()

    def version(self, article_id: int) -> Version | None:
        """The article as it was last added; None for one without an address, which has no revisions."""
        found = self._versions.get(article_id)
        if found is None:
            return None
        bare, packed = found
        return replace(bare, text=zlib.decompress(packed).decode("utf-8", "surrogatepass"))

    def candidates(self, keys: Sequence[int], published_at: datetime | None) -> list[Candidate]:
        """Articles that share keys, those that share most first, and at most a few of each group."""
        shared: Counter[int] = Counter()
        roots: dict[int, int] = {}
        for key in keys:
            groups = self._holders.get(key)
            if groups is None or len(groups) >= HOT_GROUPS:
                continue
            for root_id, articles in groups.items():
                shared.update(articles)
                roots.update(dict.fromkeys(articles, root_id))
        of_group: Counter[int] = Counter()
        best: list[Candidate] = []
        for article, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if of_group[roots[article]] == MOST_OF_A_GROUP:
                continue
            of_group[roots[article]] += 1
            best.append(self._articles[article])
            if len(best) == MOST_CANDIDATES:
                break
        return best
