"""What changed between two versions of a text, in words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+|\n\n")


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """The passages that differ, in order, as (old, new); either may be empty."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return [
        (" ".join(old[i:j]).strip(), " ".join(new[k:m]).strip())
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind != "equal"
    ]
