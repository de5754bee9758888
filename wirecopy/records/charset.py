"""Bytes to text: which charset a feed, a page or a list of feeds is in.

Evidence in order of weight: a byte order mark; the shape of `<` in wide encodings; bytes that are valid UTF-8 (hardly
any other text is, whatever the labels say); the HTTP header (RFC 7303, section 3) unless it says Latin-1, which is
what servers say when they do not know; the document's own declaration (XML 1.0, appendix F; the <meta> prescan of
WHATWG HTML, 13.2.3.2); detection by statistics. Text that was broken before it was published (mojibake) is another
matter: see `cleaning.damage`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<" looks in wide encodings without a byte order mark.
_WIDE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_LABEL = r"[\"']?\s*([A-Za-z0-9_.:-]{1,40})"
_HTTP_CHARSET = re.compile(rf"charset\s*=\s*{_LABEL}", re.IGNORECASE)
_XML_ENCODING = re.compile(rf"<\?xml\b[^>]{{0,200}}?encoding\s*=\s*{_LABEL}".encode(), re.IGNORECASE)
_META_CHARSET = re.compile(rf"<meta\b[^>]{{0,300}}?charset\s*=\s*{_LABEL}".encode(), re.IGNORECASE)
# The standard prescans 1,024 bytes; many pages put scripts before their charset.
_PRESCAN_BYTES = 8192
_SAMPLE_BYTES = 50_000
"""What is looked at on either side of the first byte that is no UTF-8."""
_CONTEXT_BYTES = 1_000
"""What statistics see of the ASCII before it; much of it would count as evidence for English."""
_HIGH = bytes(range(0x80, 0x100))
# Labels that browsers know (WHATWG Encoding Standard) and Python does not.
_NUMBERED = re.compile(
    r"(?:x-)?(?:(?P<iso>iso[-_]?8859[-_]?)|windows-?|win-?|cp-?|dos-?)(?P<number>\d{1,4})(?:-[ei])?\Z"
)
_LABELS = {
    "csgb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "x-x-big5": "big5",
    "x-euc-jp": "euc_jp",
    "x-sjis": "cp932",
    "cp31j": "cp932",
    "windows-31j": "cp932",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode-1-1-utf-8": "utf-8",
}
# Charsets that are written as something wider, as browsers read them.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
# What a label may stand for. A list, because Python's registry also holds UTF-7 (a road for script injection),
# codecs that are not text (zlib, rot13) and some that run escapes.
_CHARSETS = frozenset(
    """
    utf-8 utf-16-le utf-16-be utf-32-le utf-32-be gb18030 big5hkscs cp949 cp932 johab euc_jp iso2022_jp koi8-r koi8-u
    mac-roman mac-cyrillic cp437 cp850 cp852 cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
    iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15
    iso8859-16
    """.split()
)


@dataclass(frozen=True)
class Decoded:
    """A document's text, the charset it was read in, and what was odd about it."""

    text: str
    charset: str
    warning: str | None = None


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Read `body` as text, by what it holds and what its labels say.

    `content_type` is the HTTP header's value. Never fails: bytes that fit no charset become U+FFFD, with a warning.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _read(body[len(mark) :], charset)
    for start, charset in _WIDE_STARTS:
        if body.startswith(start):
            return _read(body, charset)
    # Its bytes are all ASCII, and so would be valid UTF-8.
    if b"\x1b" in body and "iso2022_jp" in _declared(body, content_type):
        return _read(body, "iso2022_jp")
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _read(body, _narrow_charset(body, error.start, _declared(body, content_type)))


def known_charset(label: str) -> str | None:
    """Python's name of the charset that `label` stands for in practice; None for one we do not read."""
    label = label.lower()
    if numbered := _NUMBERED.match(label):
        label = f"{'iso8859-' if numbered['iso'] else 'cp'}{numbered['number']}"
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _CHARSETS else None


def _narrow_charset(body: bytes, start: int, labels: list[str]) -> str:
    """The charset of a body that is neither UTF-16 nor wider and, from `start` on, no clean UTF-8, labelled or not."""
    around = body[max(0, start - _SAMPLE_BYTES) : start + _SAMPLE_BYTES]
    high = len(around) - len(around.translate(None, _HIGH))
    if around.decode("utf-8", "replace").count("\ufffd") * 10 < high:  # UTF-8 with a few bad bytes
        return "utf-8"
    for label in labels:
        if not label.startswith("utf-"):
            return label
    telling = body[max(0, start - _CONTEXT_BYTES) : start + _SAMPLE_BYTES]
    return known_charset(chardet.detect(telling)["encoding"] or "") or "cp1252"


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The charsets that the labels name, the weightier first."""
    header = _HTTP_CHARSET.search(content_type or "")
    inside = _XML_ENCODING.search(body, 0, 1024) or _META_CHARSET.search(body, 0, _PRESCAN_BYTES)
    labels = [
        known_charset(header[1]) if header else None,
        known_charset(inside[1].decode("ascii")) if inside else None,
    ]
    if labels[0] == "cp1252":
        labels.reverse()
    return [label for label in labels if label]


def _read(body: bytes, charset: str) -> Decoded:
    try:
        return Decoded(body.decode(charset), charset)
    except UnicodeDecodeError:
        text = body.decode(charset, "replace")
        return Decoded(text, charset, f"some bytes are not {charset} and were replaced")
