"""Rights signals: what a page, its response and its site say of how it may be used. Recorded, not interpreted.

Every signal is a slug and has its sources; docs/rights.md lists them. A signal that is meant for one robot carries that
robot's name in front: `googlebot:noarchive`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from schemas.article import CleanPage
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import Node, first_string, is_article, nodes_under
from wirecopy.cleaning.paragraphs import plain_line

Signal = tuple[str, str]
"""A slug and its source: `robots-meta`, `x-robots-tag`, `tdm-meta`, `tdm-header`, `tdmrep.json`, `robots.txt`,
`json-ld` or `link`."""

OUR_NAME = "wirecopy"

_TELLING = frozenset(("x-robots-tag", "tdm-reservation", "tdm-policy"))
# What a robots directive says of the copy; `nofollow` and the like say something of links or of looks.
_DIRECTIVES = frozenset(("noai", "noimageai", "noarchive", "nocache", "nosnippet", "noindex", "none", "notranslate"))
_EVERYBODY = frozenset(("robots", OUR_NAME))
_SNIPPET = re.compile(r"max-snippet\s*:\s*(\d{1,9})")
# In X-Robots-Tag a robot's name stands before its directives; these directives have a colon of their own.
_WITH_COLON = frozenset(("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"))
_AGENT = re.compile(r"([a-z][a-z0-9_-]{0,60})\s*:\s*(.*)")
_ROBOT_META = re.compile(r"robots|[a-z][a-z-]{0,40}bot(?:-news)?|bingpreview")
_LONGEST, _MOST = 500, 40
_OF_A_SLUG = "rights."
_MOST_RULES, _LONGEST_PATTERN = 1000, 500


def telling_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of a response's header fields those that speak of rights, by lower-case name; repeated ones a line each."""
    kept: dict[str, str] = {}
    for name, value in pairs:
        if (key := name.lower()) in _TELLING:
            kept[key] = f"{kept[key]}\n{value}" if key in kept else value
    return kept


def read_rights(evidence: Evidence, headers: Mapping[str, str]) -> list[Signal]:
    """What the page and its response say (see `telling_headers`); in no order, and each as often as it is said."""
    found = [*_robots(evidence, headers), *_reservations(evidence, headers), *_licences(evidence)]
    return [(slug[:_LONGEST], source) for slug, source in found][: 4 * _MOST]


def sourced(signals: Iterable[Signal]) -> dict[str, str]:
    """Each signal once, sorted, with all its sources."""
    sources: dict[str, list[str]] = {}
    for slug, source in signals:
        named = sources.setdefault(slug, [])
        if source not in named:
            named.append(source)
    return {slug: ", ".join(sources[slug]) for slug in sorted(sources)[:_MOST]}


def rights_sources(signals: Mapping[str, str]) -> dict[str, str]:
    """For `provenance.fields`: where each signal came from, and under `rights` all sources together."""
    every = sorted({name for sources in signals.values() for name in sources.split(", ")})
    return {"rights": ", ".join(every), **{_OF_A_SLUG + slug: sources for slug, sources in signals.items()}}


def with_site_rights(page: CleanPage, said: Iterable[Signal]) -> CleanPage:
    """A page with what its site says of all its pages (robots.txt, tdmrep.json) beside what it says itself."""
    named = {
        key.removeprefix(_OF_A_SLUG): text for key, text in page.provenance.fields.items() if key.startswith(_OF_A_SLUG)
    }
    own = [(slug, source) for slug, sources in named.items() for source in sources.split(", ")]
    rights = sourced([*own, *said])
    kept = {
        key: text for key, text in page.provenance.fields.items() if key != "rights" and not key.startswith(_OF_A_SLUG)
    }
    fields = kept | (rights_sources(rights) if rights else {})
    return page.model_copy(
        update={"rights": tuple(rights), "provenance": page.provenance.model_copy(update={"fields": fields})}
    )


def read_tdmrep(text: str, path: str) -> list[str]:
    """What a /.well-known/tdmrep.json says of `path` (path and query): the slugs of its first rule that matches.

    TDM Reservation Protocol, W3C Community Group, 2024; patterns are those of robots.txt, `*` and `$`. What is not to
    be understood says nothing.
    """
    try:
        rules = json.loads(text)
    except (ValueError, RecursionError):
        return []
    for rule in rules[:_MOST_RULES] if isinstance(rules, list) else []:
        if isinstance(rule, dict) and _matches(rule.get("location"), path):
            return list(_reservation(rule.get("tdm-reservation"), rule.get("tdm-policy")))
    return []


def _robots(evidence: Evidence, headers: Mapping[str, str]) -> Iterator[Signal]:
    for name, values in evidence.metas.items():
        if _ROBOT_META.fullmatch(name) or name == OUR_NAME:
            for value in values:
                yield from ((_for(name, slug), "robots-meta") for slug in _directives(value))
    for line in headers.get("x-robots-tag", "").lower().splitlines():
        agent = "robots"  # a name holds until the field ends, or the next name
        for part in line.split(","):
            named = _AGENT.fullmatch(part.strip())
            if named and named[1] not in _WITH_COLON:
                agent = named[1]
            yield from ((_for(agent, slug), "x-robots-tag") for slug in _directives(part))


def _directives(value: str) -> Iterator[str]:
    lowered = value.lower()
    yield from (token for token in re.split(r"[\s,;:]+", lowered) if token in _DIRECTIVES)
    if limit := _SNIPPET.search(lowered):
        yield f"max-snippet:{int(limit[1])}"


def _for(agent: str, slug: str) -> str:
    return slug if agent in _EVERYBODY else f"{agent}:{slug}"


def _reservations(evidence: Evidence, headers: Mapping[str, str]) -> Iterator[Signal]:
    for said, policy, source in (
        (evidence.meta("tdm-reservation"), evidence.meta("tdm-policy"), "tdm-meta"),
        (headers.get("tdm-reservation"), headers.get("tdm-policy"), "tdm-header"),
    ):
        yield from ((slug, source) for slug in _reservation(said, policy))


def _reservation(said: object, policy: object) -> Iterator[str]:
    value = str(said).strip() if isinstance(said, int | str) and not isinstance(said, bool) else ""
    if value in ("0", "1"):
        yield "tdm-reservation" if value == "1" else "tdm-reservation:0"
    if isinstance(policy, str) and policy.strip().startswith(("http://", "https://")):
        yield f"tdm-policy:{policy.strip()}"


def _licences(evidence: Evidence) -> Iterator[Signal]:
    for link in (*evidence.all("link"), *evidence.all("a")):
        is_licence = "license" in (link.get("rel") or "").lower().split()
        href = (link.get("href") or "").strip()
        if is_licence and href and (address := evidence.absolute(href)):
            yield f"license:{address}", "link"
    article = evidence.article
    for node in (article, *(node for node in evidence.nodes if node is not article and is_article(node))):
        said = str(node.get("isAccessibleForFree", "")).lower().rsplit("/", 1)[-1]
        if said in ("true", "false"):
            yield f"accessible-for-free:{said}", "json-ld"
            break
    for name in _named(article, "license", evidence.nodes, "url", "@id", "name"):
        yield f"license:{name}", "json-ld"
    for name in _named(article, "copyrightHolder", evidence.nodes, "name", "@id"):
        yield f"copyright-holder:{name}", "json-ld"


def _named(article: Node, field: str, nodes: list[Node], *names: str) -> Iterator[str]:
    for node in nodes_under(article, field, nodes):
        if text := plain_line(first_string(node, *names)):
            yield text


def _matches(pattern: object, path: str) -> bool:
    """Whether a pattern of robots.txt matches from the path's beginning (RFC 9309 section 2.2.3); in linear time."""
    if not isinstance(pattern, str) or not pattern or len(pattern) > _LONGEST_PATTERN:
        return False
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    here = len(first)
    for number, piece in enumerate(rest):
        if anchored and number == len(rest) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= here
        found = path.find(piece, here)
        if found < 0:
            return False
        here = found + len(piece)
    return not anchored or here == len(path)
