"""Which language a text is in, cheaply: what the page declares, unless script or small words contradict it.

The workers ask a statistical model later (wirecopy/records). Cleaning runs in many short-lived processes and must not
load one; it needs the language only to choose phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_SMALL_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in that is was for with on as by it from at this are which have has not but",
        "de": "der die und das den von mit für ist auf im dem nicht ein eine auch sich des zu als wird sind",
        "fr": "le la les des et est une dans pour que qui sur pas avec au aux par ce cette sont plus du",
        "es": "el la los las de que en y del una por con para se su al como más pero este fue",
        "it": "il di che la per una del della con non sono alla nel dei gli è anche più le si",
        "pt": "o que de do da em um uma para com não os as dos na no por mais foi ao é",
        "nl": "de het een van en in op dat is voor met zijn te niet aan er door ook bij naar",
        "sv": "och att det som en på är av för med den till inte har ett om från men var sig",
        "da": "og at det som en på er af for med den til ikke har et om fra men der blev",
        "no": "og at det som en på er av for med den til ikke har et om fra men etter mot ble seg",
        "pl": "w i na z że się do nie jest to o jak po przez od za dla oraz był który",
        "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ancak olduğunu dedi ise",
        "cs": "a v na se je že to s z do o ve k pro by za podle jako ale už",
        "ro": "și în de la a că pe cu o să din nu este care pentru mai sunt au fost",
        "hu": "a az és hogy nem is egy van ez meg de mint volt csak már még ha el",
        "fi": "ja on ei se että oli hän myös mutta kun ovat joka ole sen mukaan kuin niin",
        "id": "yang dan di untuk dengan dari ini itu pada tidak dalam akan ke oleh juga sebagai",
        "vi": "của và là có cho không trong được với một các người những này đã khi đến tại",
        "ru": "и в на что не с по он как это для из к его но у был года также",
        "uk": "і в на що не з за до та це як про у для від його але є",
    }.items()
}
_SPOKEN_IN: dict[str, list[str]] = {}
for _code, _words in _SMALL_WORDS.items():
    for _word in _words:
        _SPOKEN_IN.setdefault(_word, []).append(_code)
_SCRIPTS = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "ARABIC": "ar", "CYRILLIC": "ru", "GREEK": "el"}
_SCRIPTS |= {"HEBREW": "he", "THAI": "th", "DEVANAGARI": "hi", "CJK": "zh"}
# What else may stand behind a script, so that a declaration of it is no contradiction.
_ALSO = {"ru": {"uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"}, "ar": {"fa", "ur", "ps", "ckb", "ug"}}
_ALSO |= {"hi": {"mr", "ne", "sa"}, "zh": {"ja", "yue"}, "no": {"nb", "nn", "da"}, "da": {"no", "nb", "nn"}}
_READ = 4000
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 5


def language_of(text: str, declared: str | None) -> tuple[str | None, str]:
    """The primary subtag and whether it came from the `text` or was `declared`; (None, "") where nothing tells."""
    heard = _heard(text[:_READ])
    if heard is None:
        return (declared, "declared") if declared else (None, "")
    if declared and (declared == heard or declared in _ALSO.get(heard, ())):
        return declared, "declared"
    return heard, "text"


def _heard(text: str) -> str | None:
    scripts: Counter[str] = Counter()
    for letter, count in Counter(text[:_READ:3]).items():
        if letter.isalpha():
            scripts[_script(letter)] += count
    total = scripts.total()
    if total < 10:
        return None
    if (scripts["HIRAGANA"] + scripts["KATAKANA"]) * 10 > total:
        return "ja"
    script, count = scripts.most_common(1)[0]
    if script not in ("LATIN", "CYRILLIC"):
        return _SCRIPTS.get(script) if count * 2 > total else None
    votes = dict.fromkeys(_SMALL_WORDS, 0)
    for word, count in Counter(_WORD.findall(text.lower())).items():
        for code in _SPOKEN_IN.get(word, ()):
            votes[code] += count
    (best, most), (_, second) = Counter(votes).most_common(2)
    # A clear lead, or the declaration decides: neighbours share their small words.
    if most >= _LEAST_WORDS and most >= second * 1.15:
        return best
    return "ru" if script == "CYRILLIC" and most >= _LEAST_WORDS else None


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]
