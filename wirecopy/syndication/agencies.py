"""Which agency an article credits: in a dateline, in its byline, in a credit line, or by being the agency's own page.

What the agency reported ("the mayor told Reuters") and whose picture it is ("Photo: AP") are no credits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.article import Article
from schemas.syndication import Credit, CreditedBy
from wirecopy.revisions.calendar import DAYS, MONTHS
from wirecopy.syndication.names import AGENCIES

_SIGNS = {sign: agency.name for agency in AGENCIES for sign in (*agency.short, *agency.long)}
_NAMES = {name: agency.name for agency in AGENCIES for name in agency.long}
_HOSTS = {host: agency.name for agency in AGENCIES for host in agency.hosts}


def _any_of(names: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


_SIGN = _any_of(_SIGNS)
# One agency, or several: "dpa/AFP", "Reuters, AP", "dpa/lno" with a regional service behind it.
_SIGNED = rf"(?P<signed>{_SIGN}(?:\s?(?:[/,+&=]|und|and|et|y|e)\s?(?:{_SIGN}|(?!{_SIGN})[a-z]{{2,4}})){{0,4}})"
_PLACE = r"(?P<place>[^()\n!?]{0,80}?)"
_DATELINE = (
    # PARIS, March 3 (AFP) - …; BERLIN (dpa/lno) - …; Madrid, 3 mar (EFE).- …; (Reuters) - …
    re.compile(rf"\s*{_PLACE}[(（\[]{_SIGNED}[)）\]]\s?(?:[.:]?\s?[-–—=:/]|\.|\s[A-ZÄÖÜ])"),
    # (ANSA) - ROMA, 3 MAR - …; (서울=연합뉴스) 홍길동 기자 = …
    re.compile(rf"\s*[(（][^()（）\n]{{0,20}}=\s?{_SIGNED}[)）]"),
    # MOSCOW, March 3. /TASS/. …; МОСКВА, 3 марта. /ТАСС/.
    re.compile(rf"\s*[^()\n/!?]{{0,60}}/{_SIGNED}/"),
    # 新华社北京3月3日电; 【ワシントン共同】; 【AFP=時事】
    re.compile(rf"\s*(?P<signed>{_SIGN})[^\s，。]{{0,12}}\d{{1,2}}日(?:电|電|讯|訊)"),
    re.compile(rf"\s*【[^】]{{0,16}}?{_SIGNED}(?:=[^】]{{1,10}})?】"),
    # AP — …, Reuters - … with nothing before it
    re.compile(rf"\s*(?P<signed>{_any_of(sign for sign in _SIGNS if len(sign) > 3)})\s?[-–—]\s"),
)
_CREDITS = (
    # Reuters ends so, and nobody else.
    (
        re.compile(
            r"[(\[]?\s?(?:Additional\s)?Reporting by [^()]{3,300}[;,.]\s?(?:Writing by [^()]{3,120}[;,.]\s?)?Editing by .{3,200}"
        ),
        "Reuters",
    ),
    (
        re.compile(
            rf".{{0,40}}(?:©|\(c\)|[Cc]opyright)\s?(?:©|\(c\))?\s?(?:\d{{4}}(?:[-–]\d{{2,4}})?)?,?\s?(?:[Bb]y )?{_SIGNED}\b.{{0,120}}"
        ),
        None,
    ),
    (
        re.compile(
            rf"\W*(?:[Ss]ources?|SOURCE|[Qq]uellen?|[Ff]uentes?|[Ff]onti|[Ff]onte|[Bb]ron|[Kk]ilde|[Kk]älla|Źródło|Источник|Kaynak|来源|來源|出典|記事提供|المصدر)\s?[:：]\s?{_SIGNED}\W*.{{0,60}}"
        ),
        None,
    ),
    (
        re.compile(
            rf"\W*(?:[Ww]ith|[Aa]vec|[Mm]it (?:Material|Informationen|Agenturmaterial) (?:von|der)|[Cc]on (?:información|informaciones) de|[Cc]om informações d[aeo]|[Mm]et (?:medewerking|informatie) van|[Ff]rom)\s(?:l'|the |der |la )?{_SIGNED}\W*"
        ),
        None,
    ),
    (re.compile(rf"[(\[/–—-]\s?{_SIGNED}\s?[)\]/]?\s?\.?"), None),
    (re.compile(rf"{_SIGNED}\s?/?"), None),
    (
        re.compile(
            rf"(?P<signed>{_any_of(_NAMES)}) (?:[Ww]riters?|[Jj]ournalists?|[Rr]eporters?|[Cc]orrespondents?) .{{3,300}}(?:contributed|reported).{{0,200}}"
        ),
        None,
    ),
    (
        re.compile(
            rf"(?:This (?:story|article|report|content) (?:was|is|has been) (?:published|provided|produced|reported|syndicated|distributed|written) (?:from|by|through|in) (?:an? |the )?){_SIGNED}\b.{{0,160}}"
        ),
        None,
    ),
)
# "(dpa)" behind the last sentence of a text.
_SIGNED_OFF = re.compile(rf"[.!?…\"”“»]\s?(?:[(\[]{_SIGNED}[)\]]|[–—/]\s?{_SIGNED.replace('signed', 'dashed')})\s?\.?$")
_BYLINE = re.compile(
    rf"(?:(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor)\s)?(?:.{{2,60}}(?:[,/|(–—-]|\sof|\sfor|\sfrom)\s?)?(?:the |The )?{_SIGNED}\)?"
)
_IN_DATELINES = MONTHS | DAYS | frozenset("de del da do di la le los am an der on st sur upon of d l i den и г".split())
_PICTURES = frozenset(("photo-credit", "caption"))
_LONGEST_CREDIT = 500
_LONGEST_BYLINE = 120
_DATELINED, _ENDING = 2, 3


def agency_credits(article: Article) -> tuple[Credit, ...]:
    """The agencies that an article credits, each once, by the first of its words that does."""
    found: dict[str, Credit] = {}
    for credit in _all(article):
        found.setdefault(credit.agency, credit)
    return tuple(found.values())


def _all(article: Article) -> Iterator[Credit]:
    host = article.source.host.removeprefix("www.")
    for site, agency in _HOSTS.items():
        if host == site or host.endswith(f".{site}"):
            yield Credit(agency=agency, by=CreditedBy.OWN_SITE, text=host)
    paragraphs = [part for part in article.text.split("\n\n") if part.strip()]
    for paragraph in paragraphs[:_DATELINED]:
        for pattern in _DATELINE:
            if (said := pattern.match(paragraph[:200])) and _is_place(said.groupdict().get("place") or ""):
                yield from _credits(said["signed"], CreditedBy.DATELINE, said[0])
    for name in article.authors:
        if said := _BYLINE.fullmatch(name[:_LONGEST_BYLINE].strip()):
            yield from _credits(said["signed"], CreditedBy.BYLINE, name)
    removed = [removal for removal in article.provenance.removed if removal.reason not in _PICTURES]
    for removal in removed:
        if removal.reason == "byline" and (said := _BYLINE.fullmatch(removal.text[:_LONGEST_BYLINE].strip())):
            yield from _credits(said["signed"], CreditedBy.BYLINE, removal.text)
    for line in (*paragraphs[-_ENDING:], *(removal.text for removal in removed)):
        yield from _credit_line(line.strip())
    if paragraphs and (said := _SIGNED_OFF.search(paragraphs[-1])):
        yield from _credits(said["signed"] or said["dashed"], CreditedBy.CREDIT_LINE, said[0][1:].strip())


def _is_place(words: str) -> bool:
    """Whether what stands before an agency's sign is a place, a date, or both, and not the beginning of a sentence."""
    return all(
        not word[:1].islower() or word.strip(".,:").lower() in _IN_DATELINES
        for word in words.replace("'", " ").replace("’", " ").split()
    )


def _credit_line(line: str) -> Iterator[Credit]:
    if len(line) > _LONGEST_CREDIT:
        return
    for pattern, agency in _CREDITS:
        if said := pattern.fullmatch(line):
            yield from _credits(agency or said["signed"], CreditedBy.CREDIT_LINE, line)
            return


def _credits(signed: str, by: CreditedBy, text: str) -> Iterator[Credit]:
    """A credit for each agency that is named in `signed`."""
    for said in re.finditer(_SIGN, signed):
        yield Credit(agency=_SIGNS[said[0]], by=by, text=text.strip()[:200])
