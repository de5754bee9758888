"""Bytes to text: which charset a page is in.

Evidence in order of weight: a byte order mark; bytes that are valid UTF-8 (hardly any other text is, whatever the
labels say); the HTTP header; the <meta> prescan (WHATWG HTML, 13.2.3.2); detection by statistics. Text that was
already broken when it was published (mojibake) is `damage`'s matter.
"""

from __future__ import annotations

import codecs
import re

import chardet

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})"
    rb"|<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
# The standard prescans 1024 bytes; many pages put scripts before their charset.
_PRESCAN_BYTES = 8192
_DETECT_BYTES = 60_000
# Charsets that browsers read as something wider (WHATWG Encoding Standard).
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
}
# A list, because Python also knows UTF-7 (a road for script injection), zlib, rot13 and escapes under such labels.
_CHARSETS = frozenset(
    """
    utf-8 gb18030 big5hkscs cp949 cp932 johab euc_jp iso2022_jp hz koi8-r koi8-u mac-roman mac-cyrillic cp437 cp850
    cp852 cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4
    iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16
    """.split()
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """The page's text; `content_type` is the HTTP header's value. Never fails: bytes that fit nothing become U+FFFD."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    labels = _declared(body, content_type)
    # Its bytes are all ASCII, and so would be valid UTF-8.
    if b"\x1b" in body and "iso2022_jp" in labels:
        return body.decode("iso2022_jp", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(_charset(body, labels), "replace")


def _charset(body: bytes, labels: list[str]) -> str:
    """The charset of a body that is not clean UTF-8."""
    sample = body[:_DETECT_BYTES]
    high = sum(byte >= 0x80 for byte in sample)
    mostly_utf8 = sample.decode("utf-8", "replace").count("\ufffd") * 10 < high
    if mostly_utf8:
        return "utf-8"
    for label in labels:
        if label != "utf-8":
            return label
    return _known(chardet.detect(sample)["encoding"] or "") or "cp1252"


def _declared(body: bytes, content_type: str | None) -> list[str]:
    header = _HTTP_CHARSET.search(content_type or "")
    meta = _META_CHARSET.search(body, 0, _PRESCAN_BYTES)
    labels = [_known(header[1]) if header else None]
    if meta:
        labels.append(_known((meta[1] or meta[2]).decode("ascii")))
    # Latin-1 is what servers say when they do not know: then the page itself is asked first.
    if labels[0] == "cp1252":
        labels.reverse()
    return [label for label in labels if label]


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _CHARSETS else None
