"""The lead picture with its caption and the name of who took it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from schemas.article import Image
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import Node, first_string, nodes_under, strings
from wirecopy.cleaning.marks import is_elsewhere, words_of
from wirecopy.cleaning.paragraphs import plain_line

_LONGEST_CAPTION, _LONGEST_CREDIT = 1000, 200
_UNREAD = frozenset(("script", "style", "button", "noscript", "svg", "title"))
_MOST_FIGURES, _MOST_PICTURES, _MOST_BESIDE = 30, 60, 20
_MOST_INSIDE, _MOST_CREDITS = 100, 5
# What stands in for a picture, or is the site's own.
_NO_PICTURE = re.compile(
    r"(?i)(?:^|[/_.-])(?:logos?|placeholder|fallback|avatar|gravatar|icons?|sprite|blank|spacer|pixel|1x1|favicon|"
    r"apple-touch-icon|default[-_]?(?:image|og|share|social))(?:[/_.-]|$)|^data:|\.svg(?:$|\?)"
)
_SIZE = re.compile(
    r"(?i)(?:[-_]?\d{2,4}x\d{2,4}|[-_](?:scaled|large|medium|small|thumb\w*|original|[whms]?\d{2,4}w?))+$"
)
# A name of a file or folder that only one picture has: an id, a hash. Sizes and years are on many.
_TELLING = re.compile(r"(?i)(?=[a-z-]*\d)[a-z0-9]{6,}(?:-[a-z0-9]{4,})*|\d{6,}")
_MEASURE = re.compile(r"(?i)\d{2,4}x\d{2,4}|(?:19|20)\d{6}|\d{3,4}[a-z]{1,3}|[a-z]{1,2}\d{3,4}")
_METAS = "og:image:secure_url og:image og:image:url twitter:image twitter:image:src thumbnail image".split()
_WORDY = ("span", "p", "div", "small", "cite", "figcaption", "em", "i", "a", "li", "dd")
_SOURCES = ("src", "srcset", "data-src", "data-srcset", "data-original", "data-lazy-src")
_CAPTION_CLASS = re.compile(
    r"(?i)caption|legend\b|bildunterschrift|bildtext|subtitle-?text|cutline|didascalia|epigrafe|byline-?image"
)
_CREDIT_CLASS = re.compile(
    r"(?i)credit|copyright|photographer|fotogra|\bsource|rights|quelle|bildautor|image-?author|media-?author|agency"
)
_LABELS = (
    r"(?:Fotos?|Photos?(?:\s+credit)?|Photographs?|Pictures?|Image(?:\s+credit)?|Bild(?:er|rechte|quelle|nachweis)?|"
    r"Quelle|Source|Cr[eé]dit(?:s|\s+photo)?|Cr[eé]dito|Fotograf\w*|Fotografía|Imagen|Imagem|Immagine|Illustration|"
    r"Grafik|Graphic|Montage|Zdjęcie|Фото|Fotó|写真|撮影|图片来源|图源|사진(?:\s*출처)?)"
)
_LABELLED = re.compile(
    rf"[\s(\[|/—–-]*(?<!\w)(?:{_LABELS}(?:\s*[:：=]\s*|\s+by\s+)|(?:{_LABELS}\s*[:：]?\s*)?(?:©|\(c\)|Copyright)\s*:?\s*)"
    r"(?P<credit>[^\[\]]{2,120})\]?\s*$",
    re.IGNORECASE,
)
_BEFORE_CREDIT = re.compile(rf"(?:(?:{_LABELS}(?:\s*[:：=]|\s+by\b)|©|\(c\)|Copyright\b:?|By\s|Von\s)\s*)+", re.I)
_AGENCY = (
    r"(?:AP|AFP|APA|dpa|EFE|EPA|ANSA|PA(?: Wire)?|TT|NTB|Ritzau|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|"
    r"Alamy|IMAGO|imago|Keystone|Bloomberg|Xinhua|Europa Press|Magnum|Unsplash|iStock|Adobe ?Stock|picture alliance)"
)
# A last sentence that is no sentence: "Ann Berg / AFP", "AP Photo/Jacquelyn Martin", "Bo Lind via Getty Images".
_SIGNED = re.compile(
    rf"(?:(?<=[.!?…\"”»)])|\|)\s*(?P<credit>(?:[^.!?|]{{0,60}}?[\s/(])?{_AGENCY}\b(?:\s+Photos?)?[^.!?|]{{0,60}})\s*$"
)


def read_image(evidence: Evidence) -> tuple[Image | None, str]:
    """The lead picture and its source: JSON-LD's, OpenGraph's, microdata's, else the first figure of the story."""
    for address, node, source in _claims(evidence):
        if _NO_PICTURE.search(address):
            continue
        figure = _figure_of(evidence, address)
        caption, credit = ("", "") if figure is None else _told_by(figure)
        said, named = _parted(first_string(node, "caption", "description") if node else "")
        caption = said if len(said) > len(caption) else caption
        return Image(
            url=address,
            caption=caption[:_LONGEST_CAPTION] or None,
            credit=(_credit_of(node) or credit or named)[:_LONGEST_CREDIT] or None,
        ), source
    return None, ""


def _claims(evidence: Evidence) -> Iterator[tuple[str, Node, str]]:
    for node in sorted(nodes_under(evidence.article, "image", evidence.nodes), key=_width, reverse=True):
        address = first_string(node, "url", "contentUrl") or first_string(node, "name", "@id")
        if absolute := evidence.absolute(address) if address else None:
            yield absolute, node, "json-ld"
    for name in _METAS:
        for value in evidence.metas.get(name, ())[:2]:
            if absolute := evidence.absolute(value):
                yield absolute, {}, "opengraph" if name.startswith("og:") else "meta"
    for node in nodes_under(evidence.article, "thumbnailUrl", evidence.nodes):
        if absolute := evidence.absolute(first_string(node, "name")):
            yield absolute, {}, "json-ld"
    around = evidence.around_headline
    for element in (*evidence.marks.properties.get("image", ()), *evidence.all("figure")[:_MOST_FIGURES]):
        if not is_elsewhere(element, around) and (absolute := evidence.absolute(_shown(element))):
            yield absolute, {}, "microdata" if element.tag != "figure" else "figure"


def _width(node: Node) -> int:
    digits = re.match(r"\d{1,5}", str(node.get("width", "")))
    return int(digits[0]) if digits else 0


def _shown(element: HtmlElement) -> str:
    """The address of the picture that an element is or holds; empty where there is none."""
    picture = element if element.tag == "img" else next(element.iter("img"), None)
    if picture is None:
        return element.get("content") or ""
    found = next((value for name in ("src", "data-src", "data-original") if (value := picture.get(name) or "")), "")
    return "" if found.startswith("data:") else found


def _figure_of(evidence: Evidence, address: str) -> HtmlElement | None:
    """What holds this picture together with words on it: a <figure>, or an element with a caption beside it."""
    stem, marks = _marks(address)
    if not stem and not marks:
        return None
    for figure in evidence.all("figure")[:_MOST_FIGURES]:
        if any(_is_same(picture, stem, marks) for picture in islice(figure.iter("img", "source", "a"), _MOST_INSIDE)):
            return figure
    for picture in islice(evidence.tree.iter("img"), _MOST_PICTURES):
        if _is_same(picture, stem, marks):
            for depth, parent in enumerate(picture.iterancestors()):
                if depth == 4:
                    break
                beside = islice(parent.iter("p", "span", "div", "dd", "em"), _MOST_BESIDE)
                if any(_names_caption(element.get("class")) for element in beside):
                    return parent
    return None


@lru_cache(maxsize=5_000)
def _names_caption(name: str | None) -> bool:
    return name is not None and _CAPTION_CLASS.search(name) is not None


@lru_cache(maxsize=5_000)
def _names_credit(name: str | None, stated: str | None) -> bool:
    return stated in ("copyrightHolder", "creditText") or (name is not None and _CREDIT_CLASS.search(name) is not None)


def _marks(address: str) -> tuple[str, set[str]]:
    """The stem of a picture's file name without its size, if it is long enough to tell, and its ids."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    name = path.rstrip("/").rsplit("/", 1)[-1]
    stem = _SIZE.sub("", re.sub(r"(?:\.[a-z]{3,4}){1,2}$", "", name, flags=re.I))
    found = {mark.lower() for mark in _TELLING.findall(path.partition("//")[2].partition("/")[2])}
    return (stem.lower() if len(stem) > 7 else ""), {mark for mark in found if not _MEASURE.fullmatch(mark)}


def _is_same(picture: HtmlElement, stem: str, marks: set[str]) -> bool:
    names = _SOURCES if picture.tag != "a" else ("href",)
    for name in names:
        if value := picture.get(name):
            value = value[:4000].lower()
            if (stem and stem in value) or any(mark in value for mark in marks):
                return True
    return False


def _told_by(figure: HtmlElement) -> tuple[str, str]:
    """Caption and credit out of a figure's words."""
    inside = list(islice(figure.iter(*_WORDY), _MOST_INSIDE))
    credits = [element for element in inside if _names_credit(element.get("class"), element.get("itemprop"))]
    credits = credits[:_MOST_CREDITS]
    # The innermost says it; what is around may hold the caption as well.
    outer = {parent for element in credits for parent in element.iterancestors()}
    credits = [element for element in credits if element not in outer]
    texts = (words_of(element, _LONGEST_CREDIT) for element in credits)
    credit = next((text for text in texts if 0 < len(text) <= _LONGEST_CREDIT), "")
    captions = [element for element in inside if element.tag == "figcaption"] or [
        element for element in inside if _names_caption(element.get("class"))
    ]
    caption, named = _parted(_words_without(captions[0], credits) if captions else "")
    return caption, _bare_credit(credit) or named


def _words_without(element: HtmlElement, others: list[HtmlElement]) -> str:
    """The words of an element without those inside the others."""
    left_out = {inner for other in others if other is not element for inner in islice(other.iter(), _MOST_INSIDE)}
    pieces: list[str] = []
    for inner in islice(element.iter(), _MOST_INSIDE):
        if inner.text and inner not in left_out and inner.tag not in _UNREAD:
            pieces.append(inner.text)
        if inner.tail and inner is not element and inner.getparent() not in left_out:
            pieces.append(inner.tail)
    return plain_line(" ".join(pieces))


def _parted(caption: str) -> tuple[str, str]:
    """A caption and the credit that stands at its end, either of them empty."""
    caption = plain_line(caption)[: _LONGEST_CAPTION + _LONGEST_CREDIT]
    for pattern in (_LABELLED, _SIGNED):
        # Only the end is searched: credits are short, and captions may be long.
        start = max(0, len(caption) - 200)
        if match := pattern.search(caption, start):
            return caption[: match.start()].strip(" |/–—-"), _bare_credit(match["credit"])
    return caption, ""


def _bare_credit(text: str) -> str:
    bare = _BEFORE_CREDIT.sub("", plain_line(text).lstrip(" ([|,;:·•–—-")).strip(" |,;:·•–—-[]")
    return bare if bare.count("(") == bare.count(")") else bare.strip("() ")


def _credit_of(node: Node) -> str:
    for name in ("creditText", "credit", "copyrightNotice"):
        if text := first_string(node, name):
            return _bare_credit(text)
    for name in ("author", "creator", "copyrightHolder"):
        value = node.get(name)
        for item in value if isinstance(value, list) else [value]:
            for text in strings(item.get("name")) if isinstance(item, dict) else strings(item):
                return _bare_credit(text)
    return ""
