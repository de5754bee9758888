"""Names out of a byline: "By Ann Berg and Bo Lind, with Cy Moe in Paris" names three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wirecopy.cleaning.paragraphs import plain_line
from wirecopy.cleaning.titles import folded

MOST_NAMES = 12
_LONGEST, _MOST_WORDS, _LONGEST_TEXT = 60, 6, 300
_BY = re.compile(
    r"""
    ^(?:\w+\s+){0,3}(?:by|par|por|geschreven\ door|skr[ie]v[ei]t?n?\ a[vf])\s*:?\s+(?=\S)
    # "Ein Kommentar von Ann Berg", and not "Anna von Berg".
    | ^(?:(?:\w+\s+)?[\w-]*(?:artikel|beitr[aä]g|kommentar|analyse|text|interview|reportage|kolumne|bericht|essay|
      kritik|rezension|porträt|glosse|protokoll|geschrieben|verfasst|veröffentlicht|erstellt|gepostet|aufgezeichnet)\w{0,2}
      (?:\s+\w+){0,2}?\s+)?von\s*:?\s+(?=\S)
    | ^(?:di|da|door|av|af|yazan|tekst|text|автор|oleh)\s*:?\s+
    | ^(?:(?:read\s+)?more\s+about|show\s+all\s+articles\s+of|scritto\s+da|a\s+cura\s+di)\s*:?\s+
    | ^(?:(?:the\s)?authors?|by|autor(?:in|en|es)?|auteure?s?|autore|byline|von|yazar|автор|作者|記者|记者|文)
      (?:\s*[:：/]\s*|\s+(?=[A-ZÀ-Þ]))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Who took the pictures did not write the story.
_OF_PICTURES = re.compile(
    r"(?i)^(?:photo|foto|bild|image|picture|illustration|video|grafik|graphic|cover|translat|übersetz)"
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||、|，|•|·|/|\n|\s&\s|\s(?:and|und|et|y|e|och|og|en|ve|oraz|и|及|和)\s"
    # "with AFP" belongs to the name before it, "with Cy Moe" is one more.
    r"|,?\s(?:with|mit|avec|con|com)\s(?=[^\s,]+\s[^\s,]))\s*",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"\s*,\s*")
_TRAILING = re.compile(
    r"""
    \s*(?:
      [(\[<][^)\]>]{0,80}[)\]>] | \s[|–—-]\s.* | \S+@\S+ | @\w+ | \s(?:in|for|at|aus|à|en|w)\s+[A-Z].*
    | \b\d{1,2}[./\ ]\d{1,2}[./\ ]\d{2,4}.*
    | \s(?:am|on|le|el|il|em|op|på|den|om)
    | [,.]?\s*\b(?:last\ updated|last\ modified|updated|published|posted|says|aktualisiert|reviewed\ by)\b.*
    | \s기자
    )\s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_JOB = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|staff|news ?desk|bureau|contribut\w+|columnist|redaktion|redaktör|"
    r"journalist\w*|redacci[oó]n|r[eé]daction|redazione|redactie|redakcja|redaksjon\w*|редакция|producer|photographer|"
    r"chief|director|manager|specialist|analyst|professor|founder|ceo|cto|korrespondent\w*|reporterin|redakteur\w*|"
    r"consultant|expert|attorney|officer|president|grader|journalism)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?i)\b(?:news|nachrichten|noticias|notizie|nouvelles|nyheter|haber\w*|post|times|daily|media|blog|press\w*|journal|"
    r"magazine?|zeitung|tageszeitung|redaktion|online|digital|tv|radio|team|staff|desk|editors?|group|inc|ltd|llc|gmbh|"
    r"agency|agentur|ajans\w*|company|institute|university|society|association|foundation|web)\b|^(?:le|la|das|die|der|the)\b"
)
_NOBODY = frozenset(
    """
    admin administrator author staff unknown none null anonymous editor editors root webmaster redaktion online
    newsroom newsdesk staffwriter staffreporter editorialstaff editorialteam editorialboard theeditors guest
    guestauthor guestcontributor user wordpress contributor contributors webdesk newsteam team press undefined
    default superuser redaction laredaction redaccion redazione redactie redakcja newsstaff stafftemplate developer
    editorial theteam dieredaktion unserredaktionsteam redakcija redakce toimitus noreply support marketing nachrichten
    auteur auteurs autor autoren autorin autore autori autores
    """.split()
)
# Press agencies are named behind a comma as people are: "Ann Berg, dpa".
_AGENCIES = frozenset(
    """
    dpa dpaafx afp ap apa rtr reuters sid kna epd efe ansa agi adnkronos lusa ntb tt ritzau belga anp pap ctk tass
    tanjug mti aap pti ani ians xinhua kyodo yonhap upi bloomberg sda keystonesda afx iha dha anka cp lapresse
    europapress
    """.split()
)
_MARKS = " -–—,:|\"'&+→›»>"
# Of labels behind which no name came: "Artikel von".
_OPEN_ENDS = (" von", " by", " par", " por", " di", " door")
_INITIAL = re.compile(r"(?:^|[\s.])\w\.$")
_PARTICLES = frozenset(
    "de del della di da do dos das du des von vom van der den het ten ter zu zur la le lo al el bin ibn abu ben bint "
    "y e i af av op o mac mc st san".split()
)
# Words that begin headlines and labels, and no names.
_NO_NAMES = frozenset(
    """
    in on at the a an of for with under over our all alle das die der den dem ein eine dank mit aus bei zum zur im am
    les des une un el los las una il lo gli i this that how why what when who where more latest top best new your you
    we my his her their its introducing revised edited published updated veröffentlicht erstellt bestimmte themen guide
    guides tips travel articles article news home search menu share login sign subscribe comments comment tags category
    """.split()
)
_ACCOUNT = re.compile(r"[^\s.]*[a-z\d][._]\S+|[a-z]\S*\d")
# What stands where a name should: labels of links.
_LABEL = re.compile(
    r"(?i)\b(?:more|posts?|view|follow|share|subscribe|website|contact|bluesky|twitter|facebook|linkedin|instagram|"
    r"about|author|see all|read|min)\b"
)


def names_in(byline: str) -> Iterator[str]:
    """The names of a byline in order. Jobs, places, mail addresses and accounts such as `admin` are none."""
    text = plain_line(byline)
    if not text or len(text) > _LONGEST_TEXT or "://" in text or text.startswith(("www.", "@", "{")):
        return
    if _OF_PICTURES.search(text):
        return
    text = _BY.sub("", text)
    for part in _BETWEEN.split(text):
        for name in _people(_COMMAS.split(part)):
            if not text.startswith(name) and _is_description(name):
                continue
            cleaned = _TRAILING.sub("", _BY.sub("", name)).strip(_MARKS)
            if not _INITIAL.search(cleaned):
                cleaned = cleaned.rstrip(".")
            if _is_name(cleaned):
                yield cleaned


def looks_like_person(name: str) -> bool:
    """Whether a text that only stands where a name should is one: two to four words, written large but for particles.

    In scripts without capitals any short text passes.
    """
    words = name.split()
    if not words or len(words) > 5 or words[0].lower() in _NO_NAMES or is_organisation(name):
        return False
    if not any(letter.isupper() or letter.islower() for letter in name):
        return len(name) <= 20
    return all(
        word.lower() in _PARTICLES or not word[0].islower() or (number > 0 and "'" in word[:3])
        for number, word in enumerate(words)
    )


def is_organisation(name: str) -> bool:
    """Whether a word of a name is one of newspapers, firms and institutes."""
    return bool(_ORGANISATION.search(name))


def _people(parts: list[str]) -> list[str]:
    """Of a list parted by commas what may be names: the first, and others that are no place, job or degree."""
    first, *rest = parts
    if len(rest) == 1 and " " not in first and " " not in rest[0] and not {folded(first), folded(rest[0])} & _AGENCIES:
        # "Berg, Ann" as libraries write it.
        return [f"{rest[0]} {first}"] if rest[0].istitle() and first.istitle() else [first]
    return [
        first,
        *(other for other in rest if folded(other) in _AGENCIES or (" " in other and not _JOB.search(other))),
    ]


def _is_description(part: str) -> bool:
    """Whether a part of a byline behind the first says what someone is, in whatever language: "profesor historii"."""
    first, *more = part.split()
    return bool(more) and first[0].islower() and first.lower() not in _PARTICLES


def _is_name(text: str) -> bool:
    return (
        1 < len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and not any(letter.isdigit() for letter in text)
        and any(letter.isalpha() for letter in text)
        and not text.endswith(_OPEN_ENDS)
        and not _LABEL.search(text)
        and not _ACCOUNT.fullmatch(text)
        and folded(text) not in _NOBODY
        and not {"admin", "administrator", "webmaster"} & set(text.lower().split())
    )
