"""What deduplication asks the ledger: which articles have this address, this text, or much in common with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from schemas.article import Draft
from wirecopy.duplicates.decide import Candidate, Match
from wirecopy.duplicates.known import HOT_GROUPS, MOST_CANDIDATES, MOST_OF_A_GROUP
from wirecopy.duplicates.sketch import Sketch
from wirecopy.ledger.dialects import numbered, numbered_values
from wirecopy.ledger.links import Link
from wirecopy.ledger.tables import article_keys, article_urls, articles, links, revisions
from wirecopy.records.addresses import claims
from wirecopy.revisions import Version, version_of

_ROOT = func.coalesce(articles.c.duplicate_of, articles.c.id).label("root_id")
_VERSION = select(articles.c.title, articles.c.text, articles.c.provenance, revisions.c.reverted_to).outerjoin(
    revisions, and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.revision)
)
_MATCH = select(articles.c.id, _ROOT, articles.c.content_hash, articles.c.title)


class LedgerKnown:
    """The ledger as `wirecopy.duplicates.decide.Known`. Sees what its connection's transaction sees; writes nothing.

    Hold `articles.serialize_stores` while deciding, or two workers may both think that a story is new.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def by_url(self, url_keys: Sequence[str]) -> Match | None:
        """The article that answers to one of these addresses; to the first of them, if they lead to several."""
        found = _by_urls(self._conn, url_keys)
        return next((found[url_key] for url_key in url_keys if url_key in found), None)

    def by_hash(self, content_hash: str) -> Match | None:
        """The earliest article with exactly this text."""
        return _by_hashes(self._conn, [content_hash]).get(content_hash)

    def taken_out(self, root_id: int, host: str) -> list[Match]:
        """The articles of this host that a person has said are no copies of this group's."""
        group = select(articles.c.id).where(or_(articles.c.id == root_id, articles.c.duplicate_of == root_id))
        sides = ((links.c.article_id, links.c.other_id), (links.c.other_id, links.c.article_id))
        apart = [select(one).where(other.in_(group), links.c.kind == Link.APART) for one, other in sides]
        chosen: Select[Any] = _MATCH.where(or_(*(articles.c.id.in_(side) for side in apart)), articles.c.host == host)
        matches = (_match(row) for row in self._conn.execute(chosen.order_by(articles.c.id)))
        return [match for match in matches if match.root_id != root_id]

    def version(self, article_id: int) -> Version | None:
        """The article as it stands."""
        row = self._conn.execute(_VERSION.where(articles.c.id == article_id)).one_or_none()
        if row is None:
            return None
        made = row.provenance
        removed = tuple(cut["text"] for cut in made["removed"])
        is_held = row.reverted_to is not None
        return Version(row.title, row.text, made["extractor"], made["version"], removed, is_held)

    def candidates(self, keys: Sequence[int], published_at: datetime | None) -> list[Candidate]:
        """Articles that share keys, those that share the most first; see `Known`.

        The moment of publication narrows nothing here: a story may run again years later.
        """
        return [found.candidate for found in _by_keys(self._conn, {0: keys})[0]]


class BatchKnown(LedgerKnown):
    """`LedgerKnown` for a batch: three questions for all of it, and what it stores is known before it is written.

    Answers only for the articles it was made for. Whatever else changes the ledger meanwhile is not seen.
    """

    def __init__(self, conn: Connection, batch: Sequence[tuple[Draft, Sketch]]) -> None:
        super().__init__(conn)
        self._by_url = _by_urls(
            conn, [key for draft, _ in batch for keys in (draft.url_keys, claims(draft.url_keys)) for key in keys]
        )
        self._by_hash = _by_hashes(conn, [draft.content_hash for draft, _ in batch])
        # Two articles of a batch may have the same keys; then they have the same candidates.
        asked = list({sketch.keys: None for _, sketch in batch})
        found = _by_keys(conn, dict(enumerate(asked)))
        self._candidates = {keys: found[number] for number, keys in enumerate(asked)}
        self._added: list[tuple[Candidate, frozenset[int]]] = []
        self._versions: dict[int, Version] = {}

    def remember(self, draft: Draft, sketch: Sketch, *, article_id: int, root_id: int) -> None:
        """Know an article that the batch will store."""
        match = Match(article_id, root_id, draft.content_hash, draft.title)
        for url_key in draft.url_keys:
            self._by_url.setdefault(url_key, match)
        self._by_hash.setdefault(draft.content_hash, match)
        self._versions[article_id] = version_of(draft)
        candidate = Candidate(
            article_id, root_id, sketch.packed, draft.title, draft.source.host, draft.published_at, draft.word_count
        )
        self._added.append((candidate, frozenset(sketch.keys)))

    def remember_addresses(self, url_keys: Sequence[str], article_id: int) -> None:
        """Know that an article that answers to one of these addresses answers to all that are no other's."""
        match = next(found for found in self._by_url.values() if found.article_id == article_id)
        for url_key in url_keys:
            self._by_url.setdefault(url_key, match)

    def by_url(self, url_keys: Sequence[str]) -> Match | None:
        """As in the ledger."""
        return next((self._by_url[url_key] for url_key in url_keys if url_key in self._by_url), None)

    def by_hash(self, content_hash: str) -> Match | None:
        """As in the ledger."""
        return self._by_hash.get(content_hash)

    def version(self, article_id: int) -> Version | None:
        """As in the ledger."""
        return self._versions.get(article_id) or super().version(article_id)

    def taken_out(self, root_id: int, host: str) -> list[Match]:
        """As in the ledger. Of what the batch stores nobody can have said anything."""
        return super().taken_out(root_id, host) if self._anything_was_taken_out else []

    @cached_property
    def _anything_was_taken_out(self) -> bool:
        """Seldom, and then a question for each copy is saved."""
        said = select(links.c.article_id).where(links.c.kind == Link.APART).limit(1)
        return self._conn.execute(said).first() is not None

    def candidates(self, keys: Sequence[int], published_at: datetime | None) -> list[Candidate]:
        """As in the ledger."""
        wanted = set(keys)
        here = [_Sharing(candidate, len(wanted & held)) for candidate, held in self._added]
        every = self._candidates[tuple(keys)] + [sharing for sharing in here if sharing.shared]
        of_group: Counter[int] = Counter()
        best: list[Candidate] = []
        for candidate, _ in sorted(every, key=lambda sharing: (-sharing.shared, sharing.candidate.article_id)):
            of_group[candidate.root_id] += 1
            if of_group[candidate.root_id] <= MOST_OF_A_GROUP:
                best.append(candidate)
        return best[:MOST_CANDIDATES]


class _Sharing(NamedTuple):
    candidate: Candidate
    shared: int
    """Keys it has in common with the article in question."""


def _by_urls(conn: Connection, url_keys: Iterable[str]) -> dict[str, Match]:
    rows = conn.execute(
        _MATCH.add_columns(article_urls.c.url_key)
        .join(article_urls, article_urls.c.article_id == articles.c.id)
        .where(article_urls.c.url_key.in_(list(dict.fromkeys(url_keys))))
    )
    return {row.url_key: _match(row) for row in rows}


def _by_hashes(conn: Connection, hashes: Iterable[str]) -> dict[str, Match]:
    """The earliest article for each."""
    wanted = list(dict.fromkeys(hashes))
    rows = conn.execute(_MATCH.where(articles.c.content_hash.in_(wanted)).order_by(articles.c.id.desc()))
    return {row.content_hash: _match(row) for row in rows}


def _by_keys(conn: Connection, keys: Mapping[int, Sequence[int]]) -> dict[int, list[_Sharing]]:
    """For each number the candidates that share its keys."""
    dialect = conn.dialect.name
    asked = [(number, key) for number, some in keys.items() for key in sorted(set(some))]
    found: defaultdict[int, list[_Sharing]] = defaultdict(list)
    for row in conn.execute(_sharing(dialect), numbered_values(dialect, "asked", asked)):
        candidate = Candidate(
            row.id, row.root_id, bytes(row.sketch), row.title, row.host, row.published_at, row.word_count
        )
        found[row.number].append(_Sharing(candidate, row.shared))
    return found


@cache
def _sharing(dialect: str) -> Select[Any]:
    """The query for candidates. Built once: building it takes several times as long as running it."""
    asked = numbered(dialect, "asked")
    each = select(asked.c.value.label("key")).distinct().cte("each_key")
    # Counting stops at the limit: some key may be on every article.
    some = select(article_keys.c.root_id).where(article_keys.c.key == each.c.key).distinct().limit(HOT_GROUPS)
    groups = select(func.count()).select_from(some.correlate(each).subquery()).scalar_subquery()
    telling = select(each.c.key).where(groups < HOT_GROUPS).cte("telling")
    shared = func.count().label("shared")
    sharing = (
        select(asked.c.number, article_keys.c.root_id, article_keys.c.article_id, shared)
        .join(telling, telling.c.key == asked.c.value)
        .join(article_keys, article_keys.c.key == telling.c.key)
        .group_by(asked.c.number, article_keys.c.root_id, article_keys.c.article_id)
        .cte("sharing")
    )
    place = func.row_number().over(
        partition_by=(sharing.c.number, sharing.c.root_id), order_by=(sharing.c.shared.desc(), sharing.c.article_id)
    )
    groups_best = select(sharing, place.label("place")).cte("groups_best")
    rank = func.row_number().over(
        partition_by=groups_best.c.number, order_by=(groups_best.c.shared.desc(), groups_best.c.article_id)
    )
    best = select(groups_best, rank.label("rank")).where(groups_best.c.place <= MOST_OF_A_GROUP).cte("best")
    return (
        select(
            best.c.number,
            best.c.shared,
            articles.c.id,
            _ROOT,
            articles.c.sketch,
            articles.c.title,
            articles.c.host,
            articles.c.published_at,
            articles.c.word_count,
        )
        .join(best, best.c.article_id == articles.c.id)
        .where(best.c.rank <= MOST_CANDIDATES)
        .order_by(best.c.number, best.c.rank)
    )


def _match(row: Row[*tuple[Any, ...]]) -> Match:
    return Match(article_id=row.id, root_id=row.root_id, content_hash=row.content_hash, title=row.title)
