"""Walls: pages that stand in an article's place and are none. Precision first: a page with a real text is a page.

address ─▶ headline ─▶ marks of guards against robots ─▶ lines of a page that has no text of its own
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from schemas.article import CleanPage
from schemas.feed import FeedEntry
from schemas.wall import Wall
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import first_string
from wirecopy.cleaning.paragraphs import paragraphs_of, plain_line
from wirecopy.cleaning.titles import folded, without_site
from wirecopy.cleaning.wallwords import asks_for_subscription, headline_wall, is_button_of_consent, line_wall
from wirecopy.cleaning.words import word_count
from wirecopy.records.addresses import section_above
from wirecopy.records.urls import same_site

# Fewer words than this, and a page with a wall's line on it has no text of its own.
_POOR = 25
# A lead so short is real where the feed's summary says the same.
_SHORTEST_LEAD = 8
# Walls explain themselves at length (terms, offers, help). No page with so many words of its own is one, unless its
# address or headline says so.
_RICH = 120
# A lead in front of a paywall; longer texts are whole stories on pages that also sell subscriptions.
_LONGEST_LEAD = 250
_MOST_LINES, _MOST_MARKUP = 200, 400_000

# In pages that guards against robots put in front of a site; their counters on ordinary pages have other names.
_GUARDS = re.compile(
    rb"""_cf_chl_opt|cf-browser-verification|cf-challenge-running|challenge-error-text|cf-error-details
    |(?:geo|ct)\.captcha-delivery\.com/(?:captcha|interstitial)|["']host["']\s*:\s*["']geo\.captcha-delivery\.com
    |["']px-captcha|captcha\.px-c(?:dn|loud)\.net|captcha\.perimeterx\.net|human-challenge
    |errors\.edgesuite\.net|sec-if-cpt-container|sec-cpt-if|bm-verify=|/_sec/cp_challenge
    |incapsula\sincident\sid|_incapsula_resource\?[^"'>]{0,200}incident_id
    |gokuprops|awswaf-captcha|captcha\.awswaf\.com|sucuri_cloudproxy_js|sucuri\swebsite\sfirewall
    |ddos-guard/js-challenge|anubis_challenge|/\.well-known/sgcaptcha|_fs-ch-[\w-]{4}|/kpsdk-|ips\.js\?[^"'>]{0,80}kp_uidz
    |distil_r_captcha|vercel\ssecurity\scheckpoint|/cdn-cgi/challenge-platform/h/[bg]/orchestrate""",
    re.VERBOSE | re.IGNORECASE,
)
_GUARD_HEADERS = {
    "cf-mitigated": frozenset(("challenge", "block")),
    "x-amzn-waf-action": frozenset(("challenge", "captcha")),
    "x-vercel-mitigated": frozenset(("challenge", "deny")),
}
# A guard's own words come under these; under others only its header counts.
REFUSALS = frozenset((401, 403, 405, 406, 418, 429, 503))

_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|signup|anmelde[nr]|einloggen|auth(?:orize|enticate|n)?|sso|connexion|acceso|accedi|inloggen"
    r"|logga-in|logowanie|zaloguj|giris|oauth2?|paywall|regwall|abonn?(?:ement|ieren|ez-vous)?|subscribe)(?:$|[/._-])",
    re.IGNORECASE,
)
_CONSENT_PLACE = re.compile(
    r"(?:^|[/._-])(?:consent|collectconsent|cookiewall|cookie-?consent|privacy-?(?:gate|wall)|zustimmung|consentement|toestemming)(?:$|[/._-])",
    re.IGNORECASE,
)
_APP_ROOTS = frozenset(
    ("root", "app", "__next", "__nuxt", "app-root", "main-app", "react-root", "svelte", "gatsby-focus")
)


def guard_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of a response's header fields those by which guards against robots make themselves known, by lower-case name."""
    return {name.lower(): value for name, value in pairs if name.lower() in _GUARD_HEADERS}


def is_challenge(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a refusal (see `REFUSALS`) comes from a guard against robots; `headers` as `guard_headers` gives them."""
    return _told_by(headers) or _GUARDS.search(body[:_MOST_MARKUP]) is not None


def find_wall(
    evidence: Evidence, markup: str, page: CleanPage, *, asked: str | None, entry: FeedEntry, headers: Mapping[str, str]
) -> Wall | None:
    """The wall that this page is, None for an article or what may pass for one.

    `page` is what cleaning made of it, `asked` the entry's address before redirects, `entry` what the feed said: a page
    under the story's own headline is never taken for an error or the front page, and a short text that the feed's
    summary bears out is never taken for a wall's.
    """
    own = page.text if page.provenance.extractor.startswith("page:") else ""
    wordy, words = own, word_count(own)
    if words < 3 * _RICH:  # else what a wall says is not the most of it
        lines = [text for text in own.split("\n\n") if line_wall(text) is None and headline_wall(text) is None]
        wordy = " ".join(lines)
        words = word_count(wordy)
    if _told_by(headers) and words < _RICH:
        return Wall.CHALLENGE
    is_story = _is_headline_of(evidence, page, entry)
    if not is_story:
        if wall := _by_address(evidence, asked, words):
            return wall
        for title in _headlines(evidence, page):
            if (wall := headline_wall(title)) and _stands(wall, evidence, words):
                return wall
    if words < _RICH / 2 and _GUARDS.search(markup[:_MOST_MARKUP].encode("utf-8", "replace")):
        return Wall.CHALLENGE
    if words >= _POOR or any(_bears_out(entry, line) for line in (wordy, *_shown(evidence))):
        return None
    return _by_lines(evidence, is_story=is_story)


def is_cut_off(evidence: Evidence, words: int) -> bool:
    """Whether a page with so many words of text shows a lead only and says that the rest is for subscribers; hidden
    parts say nothing."""
    if not 0 < words < _LONGEST_LEAD:
        return False
    asking = [line for line in _shown(evidence) if asks_for_subscription(line)]
    return bool(asking) and not set(asking) <= set(_hidden(evidence))


def _told_by(headers: Mapping[str, str]) -> bool:
    return any(headers.get(name, "").strip().lower() in values for name, values in _GUARD_HEADERS.items())


def _by_address(evidence: Evidence, asked: str | None, words: int) -> Wall | None:
    here = evidence.url
    if not asked or not here or asked == here:
        return None
    place, wanted = (urlsplit(address) for address in (here, asked))
    for pattern, wall in ((_CONSENT_PLACE, Wall.CONSENT), (_LOGIN_PATH, Wall.LOGIN)):
        there = f"{place.hostname or ''}{place.path}"
        if words < _RICH and pattern.search(there) and not pattern.search(f"{wanted.hostname or ''}{wanted.path}"):
            return wall
    if same_site(here, asked) and section_above(here, asked) and not _claims_article(evidence):
        return Wall.REDIRECTED_HOME
    return None


def _stands(wall: Wall, evidence: Evidence, words: int) -> bool:
    """Whether a page of so many words, with such a headline, is that wall. What calls itself an article is none."""
    if _claims_article(evidence):
        return False
    # Lists of partners and purposes make the one long, lists of other stories the other.
    if wall is Wall.CONSENT:
        return words < 3 * _RICH and _asks_consent(evidence)
    return words < _RICH or wall is Wall.SOFT_404


def _by_lines(evidence: Evidence, *, is_story: bool) -> Wall | None:
    said = {wall for line in _lines(evidence) if (wall := line_wall(line))}
    if Wall.CHALLENGE in said:
        return Wall.CHALLENGE
    if Wall.CONSENT in said and _asks_consent(evidence):
        return Wall.CONSENT
    if Wall.LOGIN in said or (not is_story and _asks_password(evidence)):
        return Wall.LOGIN
    if Wall.NEEDS_SCRIPT in said or _is_empty_app(evidence):
        return Wall.NEEDS_SCRIPT
    return Wall.SOFT_404 if not is_story and _says_missing(evidence) else None


def _headlines(evidence: Evidence, page: CleanPage) -> list[str]:
    """What stands at the top of the page: the window's title without the site's name, and the first heading."""
    host = urlsplit(evidence.url or "").hostname or ""
    window = without_site(plain_line(evidence.tree.findtext(".//title") or "")[:500], page.site_name, host)
    heading = next(evidence.tree.iter("h1"), None)
    if heading is None:
        heading = next(evidence.tree.iter("h2"), None)
    first = "" if heading is None else plain_line("".join(heading.itertext()))
    return [text for text in (page.title, window, first) if text]


def _is_headline_of(evidence: Evidence, page: CleanPage, entry: FeedEntry) -> bool:
    """Whether the page bears the headline that the feed gave."""
    wanted = folded(plain_line(entry.title))
    if len(wanted) < 4:
        return False
    for title in _headlines(evidence, page):
        found = folded(title)
        if wanted == found or (min(len(wanted), len(found)) >= 12 and (wanted in found or found in wanted)):
            return True
        ours, theirs = (set(re.findall(r"\w{3,}", text.lower())) for text in (entry.title, title))
        if len(ours & theirs) >= 3 and len(ours & theirs) >= 0.6 * min(len(ours), len(theirs)):
            return True
    return False


def _claims_article(evidence: Evidence) -> bool:
    """Whether the page calls itself an article: by its OpenGraph type with a date, or JSON-LD of this very address."""
    if evidence.meta("og:type").lower() == "article" and evidence.meta("article:published_time"):
        return True
    article, path = evidence.article, urlsplit(evidence.url or "").path.rstrip("/")
    if not first_string(article, "headline", "name"):
        return False
    entity = article.get("mainEntityOfPage")
    named = [first_string(article, "url", "mainEntityOfPage", "@id")]
    named += [first_string(entity, "@id", "url")] if isinstance(entity, dict) else []
    addresses = [name for name in named if name]
    return not addresses or any(_path(name) == path for name in addresses)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def _shown(evidence: Evidence) -> list[str]:
    """The first lines of the page."""
    body = evidence.tree.find("body")
    return [paragraph.text for paragraph in paragraphs_of(evidence.tree if body is None else body)[:_MOST_LINES]]


def _hidden(evidence: Evidence) -> Iterator[str]:
    """The lines of what the page keeps from its readers, until a program shows it."""
    for element in evidence.tree.iter("div", "section", "aside", "p", "span"):
        style = (element.get("style") or "").replace(" ", "").lower()
        if element.get("hidden") is not None or "display:none" in style or element.get("aria-hidden") == "true":
            yield from (paragraph.text for paragraph in paragraphs_of(element))


def _lines(evidence: Evidence) -> Iterator[str]:
    """The first lines of the page, what it says to those without scripts, and its buttons."""
    yield from _shown(evidence)
    for element in list(evidence.tree.iter("noscript"))[:20]:
        yield plain_line(" ".join(run for run in element.itertext() if isinstance(run, str)))
    for element in list(evidence.tree.iter("button"))[:40]:
        yield plain_line("".join(element.itertext()))


def _asks_consent(evidence: Evidence) -> bool:
    if _CONSENT_PLACE.search(urlsplit(evidence.url or "").path):
        return True
    labels = [*evidence.tree.iter("button", "a")][:400]
    inputs = [element.get("value") or "" for element in evidence.tree.iter("input") if element.get("type") == "submit"]
    return any(map(is_button_of_consent, [*(plain_line("".join(label.itertext())) for label in labels), *inputs]))


def _asks_password(evidence: Evidence) -> bool:
    return any((element.get("type") or "").lower() == "password" for element in evidence.tree.iter("input"))


def _is_empty_app(evidence: Evidence) -> bool:
    """Whether there is an element for a program to fill, and next to nothing else."""
    body = evidence.tree.find("body")
    if body is None or not any(
        element.get("id") in _APP_ROOTS for element in body.iter("div", "main", "section", "app-root")
    ):
        return False
    return word_count(" ".join(paragraph.text for paragraph in paragraphs_of(body))) < _POOR


def _says_missing(evidence: Evidence) -> bool:
    """Whether one of the first lines says that there is no such page."""
    sentences = (part for line in _shown(evidence)[:40] for part in re.split(r"(?<=[.!?。！？])\s*", line[:400])[:3])
    return any(headline_wall(sentence) is Wall.SOFT_404 for sentence in sentences)


def _bears_out(entry: FeedEntry, text: str) -> bool:
    """Whether a short text is a lead: most of its words are in the feed's summary or headline."""
    if word_count(text) < _SHORTEST_LEAD:
        return False
    words = set(re.findall(r"\w+", text.lower()))
    known = set(re.findall(r"\w+", f"{entry.title} {entry.summary}".lower()))
    return len(words & known) > len(words) / 2
