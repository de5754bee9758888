"""Words, counted."""

from __future__ import annotations

import re

# Scripts that put no space between words: each letter counts. Thai, Lao, Burmese, Khmer; kana; Han.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’-][^\W_{_UNSPACED}]+)*")
# The same for text in Windows-1252, many times as fast: what each byte is, a letter, a joining mark or neither.
_SHAPES = bytes(
    ord("a" if mark.isalnum() else "-" if mark in ("'", "’", "-") else " ")
    for mark in (bytes([byte]).decode("cp1252", "replace") for byte in range(256))
)


def word_count(text: str) -> int:
    """Words of a text; each letter of a script without spaces (Chinese, Japanese, Thai, ...) counts as one."""
    try:
        letters = text.encode("cp1252").translate(_SHAPES)
    except UnicodeEncodeError:
        return len(_WORD.findall(text))
    # Twice, because a letter between two marks is the end of one word and the beginning of the next: "M-F-A".
    return len(letters.replace(b"a-a", b"aaa").replace(b"a-a", b"aaa").replace(b"-", b" ").split())
