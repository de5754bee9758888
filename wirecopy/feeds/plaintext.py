"""Plain text out of the markup that feeds put into titles and summaries.

By regular expressions and not by an HTML parser: it runs for every entry of every poll, and a title is no page.
Every pattern takes linear time: what has no end runs to the end of the text.
"""

from __future__ import annotations

import re
from html import unescape

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|blink|cite|code|del|dfn|em|font|i|image|img|ins|kbd|mark|marquee|nobr|q|s|small|span|strike|strong|sub"
    "|sup|tt|u|var|wbr"
)
_BLOCK = (
    "address|applet|article|aside|audio|base|blockquote|body|br|button|center|dd|details|div|dl|dt|embed|fieldset|figcaption|figure|footer"
    "|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|input|li|link|main|meta|nav|noscript|object|ol|p|picture|pre|script|section"
    "|source|style|summary|svg|table|tbody|td|tfoot|th|thead|tr|track|ul|video"
)
# A tag ends at the first ">" outside quotes, or, where a quote never ends, at the first ">".
_REST = r"(?:\s[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*>|[^<>]*+>|[^<>]*+\Z)"
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(rf"</?(?:{_BLOCK})(?=[\s/>]|\Z){_REST}", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_INLINE})(?=[\s/>]|\Z){_REST}", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# `&#146;` and mislabelled Windows text: control characters in name, typographic ones in fact (as HTML reads them).
_CONTROLS = re.compile(r"[\x80-\x9f]")
_WINDOWS = {point: bytes([point]).decode("cp1252", "replace") for point in range(0x80, 0xA0)}
_MARKUP = re.compile(
    rf"</(?:{_INLINE}|{_BLOCK})\s*>|<(?:br|img|hr|p)\b[^<>]*>|<(?:{_INLINE}|{_BLOCK})\s+[\w:-]{{1,40}}\s*=",
    re.IGNORECASE,
)


def looks_like_markup(text: str) -> bool:
    """Whether `text` holds HTML: a closing tag, a tag that needs none, or one with an attribute."""
    return "<" in text and _MARKUP.search(text) is not None


def resolve_references(text: str) -> str:
    """Resolve HTML character references once. Only those with a semicolon: `?a=1&copy=2` stays as it is."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: unescape(match[0]), text)


def strip_tags(text: str) -> str:
    """Drop HTML tags, comments, scripts and styles. A `<` that begins no HTML tag stays: `a < b`, `<name>`."""
    if "<" not in text:
        return text
    text = _HIDDEN.sub(" ", text)
    return _TAG.sub("", _BREAK.sub(" ", text))


def plain(text: str, limit: int) -> str:
    """One line of plain text out of a title or summary that may be HTML, at most `limit` characters long.

    Tags go, references are resolved. Publishers escape once too often, so both are done a second time on what the
    first time brought out, if that is plainly markup and nothing was markup before: "the <blink> tag" is a text about a
    tag, and so is the code in an article.
    """
    # Markup is seldom more than three quarters of a summary, and a whole article in one need not be read to its end.
    read = limit * 4
    while len(told := shorten(_without_markup(text[:read]), limit)) < limit and read < len(text):
        read *= 8
    return told


def _without_markup(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    stripped = strip_tags(text)
    if stripped != text:  # markup at the first reading: what is escaped in it is meant to be read, as code is
        return resolve_references(resolve_references(stripped))
    text = resolve_references(text)
    if looks_like_markup(text):
        text = strip_tags(text)
    text = resolve_references(text)
    return strip_tags(text) if looks_like_markup(text) else text


def shorten(text: str, limit: int) -> str:
    """`text` with single spaces, cut after `limit` characters with an ellipsis."""
    if _CONTROLS.search(text):
        text = text.translate(_WINDOWS)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
