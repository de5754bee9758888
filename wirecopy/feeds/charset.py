"""Bytes to text: which charset a feed document is in.

Evidence in order of weight: a byte order mark; bytes that are valid UTF-8 (hardly any other text is, whatever
the labels say); the HTTP header (RFC 7303, section 3) unless it says Latin-1, which is what servers say when they
do not know; the XML declaration; detection by statistics.
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
# How "<" looks in wide encodings without a byte order mark (XML 1.0, appendix F).
_WIDE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# Charsets that are written as something wider, as browsers read them (WHATWG Encoding Standard).
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
    {"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030", "big5hkscs", "cp949", "cp932", "johab"}
    | {
        "euc_jp",
        "iso2022_jp",
        "hz",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "cp437",
        "cp850",
        "cp866",
        "cp874",
    }
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
_DETECT_BYTES = 100_000


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
    labels = _declared(body, content_type)
    if b"\x1b" in body and "iso2022_jp" in labels:  # its bytes are all ASCII, and so valid UTF-8 too
        return _read(body, "iso2022_jp")
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _read(body, _narrow_charset(body, labels))


def _narrow_charset(body: bytes, labels: list[str]) -> str:
    """The charset of a body that is neither clean UTF-8 nor UTF-16 or wider, whatever its labels say."""
    for label in labels:
        if not label.startswith("utf-"):
            return label
    sample = body[:_DETECT_BYTES]
    wide = sum(byte >= 0x80 for byte in sample)
    if sample.decode("utf-8", "replace").count("\ufffd") * 10 < wide:  # UTF-8 with a few bad bytes
        return "utf-8"
    return known_charset(chardet.detect(sample)["encoding"] or "") or "cp1252"


def known_charset(label: str) -> str | None:
    """Python's name of the charset that `label` stands for in practice; None for one we do not read."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _CHARSETS else None


def _declared(body: bytes, content_type: str | None) -> list[str]:
    header = _HTTP_CHARSET.search(content_type or "")
    declaration = _XML_ENCODING.search(body, 0, 1024)
    labels = [
        known_charset(header[1]) if header else None,
        known_charset(declaration[1].decode("ascii")) if declaration else None,
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
