"""When a page says it was published and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lxml.html import HtmlElement

from wirecopy.cleaning.dateline import read_dateline
from wirecopy.cleaning.datewords import find_days
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import first_string, strings
from wirecopy.cleaning.marks import is_elsewhere, words_of
from wirecopy.cleaning.moments import Dated, parse_moment

# `/2024/03/05/`, `-20240305-`, and ids that begin with the time: `/A202403051030123`.
_IN_PATH = re.compile(
    r"(?:[/_-]|/[A-Za-z])(20[0-4]\d|199\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:(?!\d)|(?=(?:[01]\d|2[0-3])[0-5]\d))"
)
# When the Internet Archive took its copy says nothing of the story.
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")
_PUBLISHED_METAS = """
    article:published_time og:article:published_time og:published_time datepublished parsely-pub-date
    sailthru.date cxenseparse:recs:publishtime pubdate publishdate publish-date publication_date
    article.published date_published dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date
    dc.date.created rnews:datepublished article:publish_time originalpublicationdate timestamp date
    published_at article_date_original dc:date dcterms:issued citation_publication_date citation_date
    citation_online_date bepress_citation_date created created-date creation_date release_date
""".split()
_KNOWN_METAS = frozenset(_PUBLISHED_METAS)
# Whatever else a system may call it, such as `w-published-date`.
_OTHER_PUBLISHED = re.compile(
    r"(?:.*[-_.:])?(?:first[-_]?)?(?:publi(?:sh|shed|cation)|pub)(?:[-_.]?(?:date|time|on|at))?"
)

_MODIFIED_METAS = """
    article:modified_time og:updated_time og:article:modified_time article:updated_time datemodified
    dcterms.modified dc.date.modified lastmod last-modified modified-date modified-time modified_time last-published
    updated_at dateupdate
""".split()
_IN_PROGRAM = re.compile(
    r"""[\"'](?:date_?published|(?:first_?)?publish(?:ed)?(?:_?(?:date|time|at|on))?)\\?["']\s{0,3}:\s{0,3}\\?["'](20\d\d-[01]\d-[0-3]\d[^"'\\]{0,30})""",
    re.IGNORECASE,
)
_LONGEST_PROGRAM = 1_000_000
_MOST_TIMES = 20
_CLASS = re.compile(r"(?:^|\s)(?:dt-)?published(?:\s|$)")
_CHANGED_CLASS = re.compile(r"^(?!.*publi).*(?:updated|modified)")
# A day covers zones that were mistaken and clocks that are wrong; what lies further ahead is an event's date.
_AHEAD = timedelta(days=1)


class Judged(NamedTuple):
    """A date, and the claims that were refused with the reason of each."""

    dated: Dated | None
    refused: tuple[str, ...] = ()


class Dates(NamedTuple):
    """When a story was published and last changed."""

    published: Judged
    modified: Judged


def read_dates(evidence: Evidence, *, now: datetime) -> Dates:
    """Judge what a page says of its dates. What lies ahead of `now` is refused.

    The words that readers see are searched only where nothing that is meant for machines gives the date of
    publication, and the page's scripts only where those are silent too.
    """
    published, modified = _Judge(evidence, now), _Judge(evidence, now)
    for text, source in _modified_claims(evidence):
        modified.hear(text, source)
        if modified.best is not None:
            break
    for text, source in _published_claims(evidence):
        published.hear(text, source)
    published.put_right([element.get("datetime") or "" for element in evidence.all("time")[:_MOST_TIMES]])
    if published.best is None or published.best.is_day:
        for text, source in _elements(evidence):
            published.hear(text, source)
            if published.best is not None and not published.best.is_day:
                break
    if published.best is None:
        visible = read_dateline(evidence)
        published.weigh(visible.published)
        if modified.best is None:
            modified.weigh(visible.modified)
    if published.best is None:
        for text in _in_programs(evidence.programs):
            published.hear(text, "page-state")
    return Dates(published.judged, modified.judged)


class _Judge:
    """Takes the claims on one date in the order of trust. Keeps the best so far, and what was refused."""

    def __init__(self, evidence: Evidence, now: datetime) -> None:
        self.best: Dated | None = None
        self.refused: list[str] = []
        self._evidence = evidence
        self._latest = now + _AHEAD

    @property
    def judged(self) -> Judged:
        """What it came to."""
        return Judged(self.best, tuple(self.refused))

    def hear(self, text: str, source: str) -> None:
        """A date as it is written."""
        if text and (dated := parse_moment(text, source, month_first=self._evidence.month_first)):
            self.weigh(dated)

    def weigh(self, dated: Dated | None) -> None:
        """A date: the first that is believable stands, but a day gives way to a time on that day, in any zone."""
        if dated is None:
            return
        if dated.moment > self._latest:
            self.refused.append(f"{dated.source} says {dated.moment:%Y-%m-%d}, over a day ahead")
        elif self.best is None or (
            self.best.is_day and not dated.is_day and abs(dated.moment - self.best.moment) < timedelta(hours=38)
        ):
            self.best = dated
        else:
            self._correct(dated)

    def put_right(self, others: Iterable[str]) -> None:
        """Compare the best with the other times that the page states, of which one may have the zone right."""
        if self.best is not None and not self.best.is_day and self.best.is_in_utc:
            for text in others:
                if text and (dated := parse_moment(text, self.best.source, month_first=self._evidence.month_first)):
                    self._correct(dated)

    def _correct(self, dated: Dated) -> None:
        # Systems write the newsroom's clock and a Z behind it. Who states the same clock with a zone knows better.
        best = self.best
        if best is None or best.is_day or dated.is_day or not best.is_in_utc or dated.is_in_utc:
            return
        if dated.clock == best.clock:
            self.refused.append(f"{best.source} says {best.clock:%H:%M} in UTC: the clock of {dated.moment:UTC%z}")
            self.best = dated


def _published_claims(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield first_string(evidence.article, "datePublished"), "json-ld"
    for name in _PUBLISHED_METAS:
        for value in evidence.metas.get(name, ())[:1]:
            yield value, "meta"
    for name, values in evidence.metas.items():
        if "pub" in name and name not in _KNOWN_METAS and _OTHER_PUBLISHED.fullmatch(name):
            yield values[0], "meta"
    yield first_string(evidence.article, "dateCreated", "uploadDate"), "json-ld"
    for node in evidence.nodes:
        if any(name.endswith("Page") for name in strings(node.get("@type"))):
            yield first_string(node, "datePublished"), "json-ld"


def _modified_claims(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield first_string(evidence.article, "dateModified"), "json-ld"
    for name in _MODIFIED_METAS:
        yield evidence.meta(name), "meta"


def _elements(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Those that say they are the publication's, then the only <time> there is (one of many may be a teaser's)."""
    around = evidence.around_headline
    for name in ("datepublished", "datecreated"):
        for element in evidence.marks.properties.get(name, ()):
            if not is_elsewhere(element, around):
                yield _machine_date(element) or words_of(element, 60), "time" if element.tag == "time" else "microdata"
    stated = [element for element in evidence.all("time") if element.get("datetime")]
    unchanged = [element for element in stated if not _CHANGED_CLASS.search(element.get("class") or "")]
    marked = [e for e in unchanged if e.get("pubdate") is not None or "publi" in (e.get("class") or "")]
    marked = [element for element in marked if not is_elsewhere(element, around)]
    alone = unchanged if len({element.get("datetime") for element in unchanged}) == 1 else []
    for element in marked or alone:
        yield element.get("datetime") or "", "time"
    for element in evidence.marks.dates:
        # Microformats: <abbr class="published" title="2024-03-05T10:00:00Z">.
        if _CLASS.search(element.get("class") or "") and not is_elsewhere(element, around):
            yield _machine_date(element), "time"
    if evidence.url and (match := _IN_PATH.search(_ARCHIVE.sub("", evidence.url))):
        yield "-".join(match.groups()), "url"


def _machine_date(element: HtmlElement) -> str:
    return element.get("datetime") or element.get("content") or element.get("title") or ""


def day_in_print(evidence: Evidence, dated: Dated) -> date:
    """The day as the newsroom has it: in the zone that was stated, else as the page shows it beside the same moment, or
    in its address; where nothing tells, the day in UTC."""
    day = dated.moment.date()
    if dated.is_day or not dated.is_in_utc:
        return day
    shown: list[date] = []
    for element in evidence.all("time")[:_MOST_TIMES]:
        stated = parse_moment(element.get("datetime") or "", "time")
        if stated is not None and stated.moment == dated.moment:
            days = find_days(words_of(element, 60), month_first=evidence.month_first)
            shown.extend(date(found.year, found.month, found.day) for found in days[:1])
    if evidence.url and (match := _IN_PATH.search(_ARCHIVE.sub("", evidence.url))):
        with suppress(ValueError):
            shown.append(date(*map(int, match.groups())))
    return next((other for other in shown if abs(other - day) == timedelta(days=1)), day)


def _in_programs(programs: Iterable[str]) -> Iterator[str]:
    """The date of publication in a page's state, where all that it holds are of one day: else it tells of others."""
    found: list[str] = []
    for program in programs:
        found.extend(match[1] for match in _IN_PROGRAM.finditer(program[:_LONGEST_PROGRAM]))
    if len({text[:10] for text in found}) == 1:
        yield found[0]
