"""Words, counted."""

from __future__ import annotations

import re

# Scripts that put no space between words: each letter counts. Thai, Lao, Burmese, Khmer; kana; Han.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’-][^\W_{_UNSPACED}]+)*")


def word_count(text: str) -> int:
    """Words of a text; each letter of a script without spaces (Chinese, Japanese, Thai, ...) counts as one."""
    return len(_WORD.findall(text))
