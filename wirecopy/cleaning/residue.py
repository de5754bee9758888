"""Residue: lines and sentences in an extracted text that belong to the page and not to the story.

    paragraphs ─▶ repeated title, byline, dateline (by position) ─▶ whole-line phrases
               ─▶ teasers behind a last "Related stories" ─▶ age notices at a paragraph's edge

Precision first: every expression must match a whole sentence, whatever tells of someone saying something stays, and
corrections stay. Nothing is rewritten: what is kept and what is removed together are what came in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.article import Removal
from wirecopy.cleaning.phrases import Phrases, phrases_for
from wirecopy.cleaning.sentences import split_sentences
from wirecopy.cleaning.titles import folded

# No prompt is longer; what is longer is prose.
_LONGEST_LINE = 600
_LONGEST_SENTENCE = 320
_TOP, _BOTTOM = 5, 3
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "‐": "-", "‑": "-"})
_EDGE_MARKS = " \t.!?…。！？:：;,•·▶►▸→➜»›>▼▲↓*|~_–—-[](){}<【】「」（）👉📲✉️🔗#"
# Said by someone: a line in quotation marks is speech, or a headline being quoted.
_QUOTED = re.compile(r"[\"“”„«»「『]")
_CORRECTION = re.compile(
    r"""\W*(?:
      correction | clarification | corrected | editor'?s'?\ note | note\ to\ readers | retraction
    | an\ earlier\ version | a\ previous\ version
    | (?:this|an\ earlier\ version\ of\ this)\ (?:article|story|post|piece|report|headline)
      [^.]{0,40}(?:was|has\ been|were)\ (?:amended|corrected|updated|changed|edited|clarified|misstated|revised)
    | korrektur | berichtigung | richtigstellung | transparenzhinweis | in\ einer\ früheren\ version
    | correctif | rectificatif | précision | erratum | corrección | rectificación | fe\ de\ errores | correzione
    | rettifica | errata | correção | correctie | rättelse | rettelse | sprostowanie | исправление | уточнение
    | düzeltme | تصحيح | 更正 | 訂正 | 정정
    )\b""",
    re.VERBOSE,
)
_AGE_ONLY = "age-notice"
_EDGE_REASONS = frozenset((_AGE_ONLY,))
_HEADS_OF_TEASERS = frozenset(("related-link", "topic-list"))
_TEASER_LENGTH = 160
_DATE_LINE = re.compile(
    r"""
    (?:\w{2,12}[.,]?\ )?
    (?: \d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}) | \d{4}[./-]\d{1,2}[./-]\d{1,2} | \d{4}年\d{1,2}月\d{1,2}日
      | \d{1,2}\.?\ \w{3,10}\.?,?\ \d{4} | \w{3,10}\.?\ \d{1,2},?\ \d{4} )
    (?: [\ ,|·–—-]{0,4} (?:at\ |um\ |à\ |a\ las\ |kl\.?\ |o\ )? \d{1,2}[:.h]\d{2}(?::\d{2})?
        (?:\ ?(?:[ap]\.?m\.?|uhr|h|utc|gmt|[a-z]{2,4}))? )?
    """,
    re.VERBOSE,
)
# Labels with a colon and something behind it, which may be a quoting headline, and footers that name people.
_TOLD_ANYWAY = frozenset(("related-link", "agency-footer", "copyright", "topic-list", "photo-credit"))
# Lines that may as well be an item or a heading of the story: only near its ends.
_EDGE_ONLY = frozenset(("dateline", "topic-list"))
_NAMES_SOMEONE = re.compile(r"\b[Bb]y (?:the )?[^\W\d_a-zà-ÿ]")


def strip_residue(
    paragraphs: Sequence[str], *, title: str, authors: Sequence[str], language: str | None
) -> tuple[list[str], list[Removal]]:
    """Split paragraphs into the story and what was removed, each removal with its text and a reason slug.

    `language` is a primary subtag; None tries the phrases of all languages. Datelines of agencies ("LONDON (Reuters) -
    ...") stay: they open a sentence, and the place is part of the news.
    """
    phrases = phrases_for(language)
    kept: list[str] = []
    removed: list[Removal] = []
    last = len(paragraphs)
    reasons: list[str | None] = []
    for index, paragraph in enumerate(paragraphs):
        at_top, at_bottom = index < _TOP, index >= last - _BOTTOM
        reasons.append(
            _reason_by_place(paragraph, title, authors, phrases, at_top=at_top, at_bottom=at_bottom)
            or _reason_by_phrase(paragraph, phrases, at_edge=at_top or at_bottom)
        )
    _mark_teasers(paragraphs, reasons)
    for paragraph, reason in zip(paragraphs, reasons, strict=True):
        if reason:
            removed.append(Removal(text=paragraph, reason=reason))
            continue
        text, cut = _without_edge_notices(paragraph, phrases)
        removed.extend(cut)
        if text:
            kept.append(text)
    return kept, removed


def plain_form(text: str) -> str:
    """What phrases are matched against: lower case, straight apostrophes, single spaces, no marks at either end."""
    # The dot is what lower() makes of a Turkish İ.
    return " ".join(text.translate(_APOSTROPHES).lower().replace("\u0307", "").split()).strip(_EDGE_MARKS)


def reason_of(sentence: str, phrases: Phrases) -> str | None:
    """The reason slug of a sentence that is a prompt, notice or label as a whole; None for anything else."""
    if len(sentence) > _LONGEST_SENTENCE:
        return None
    form = plain_form(sentence)
    if not form or _CORRECTION.match(form):
        return None
    told = _QUOTED.search(sentence) is not None or phrases.reported.search(form) is not None
    for reason, expression in phrases.lines:
        if (not told or reason in _TOLD_ANYWAY) and expression.fullmatch(form) and _bears_out(reason, sentence, form):
            return reason
    return None


def _bears_out(reason: str, sentence: str, form: str) -> bool:
    """What the expressions can't say: a dateline is mostly figures, a credit names someone."""
    if reason == "dateline":
        figures = sum(map(str.isdigit, form))
        return figures * 5 >= sum(map(str.isalpha, form)) or (figures > 0 and len(form) <= 25)
    if reason == "agency-footer":
        return " by " not in form or _NAMES_SOMEONE.search(sentence) is not None
    return True


def _reason_by_place(
    paragraph: str, title: str, authors: Sequence[str], phrases: Phrases, *, at_top: bool, at_bottom: bool
) -> str | None:
    """The reason of a line that is residue where it stands: the title again at the top, names and dates at the ends."""
    if len(paragraph) > _LONGEST_LINE or not (at_top or at_bottom):
        return None
    if at_top and _repeats_title(paragraph, title):
        return "repeated-title"
    form = plain_form(paragraph)
    if 0 < len(form) <= 120:
        if _DATE_LINE.fullmatch(form):
            return "dateline"
        if _is_byline(paragraph, form, authors, phrases, at_top=at_top):
            return "byline"
    return None


def _is_byline(line: str, form: str, authors: Sequence[str], phrases: Phrases, *, at_top: bool) -> bool:
    """Whether a line is an author's name, or "By" and an author; without known authors, what looks like a name."""
    names = [folded(author) for author in authors if len(author) > 4]
    if folded(form) in names:
        return True
    by = phrases.byline.fullmatch(form)
    if by is None:
        return False
    who = folded(next(part for part in by.groups() if part is not None))
    return any(name in who for name in names) if names else at_top and _looks_like_name(line)


def _looks_like_name(line: str) -> bool:
    words = line.strip(" .:").replace(":", " ").split()[1:]
    return (
        2 <= len(words) <= 4
        and all(word[:1].isupper() and not word.isupper() for word in words)
        and line[-1:] not in ".!?"
    )


def _repeats_title(paragraph: str, title: str) -> bool:
    line, wanted = folded(paragraph), folded(title)
    if not line or not wanted:
        return False
    if line == wanted:
        return True
    # "Kicker: title", as one heading.
    return len(wanted) >= 25 and line.endswith(wanted) and len(paragraph) - len(title) <= 60


def _reason_by_phrase(paragraph: str, phrases: Phrases, *, at_edge: bool) -> str | None:
    """The reason of a paragraph all of whose sentences are residue, companions with at least one that is not."""
    if len(paragraph) > _LONGEST_LINE:
        return None
    reason = reason_of(paragraph, phrases)
    if reason is None:
        found: list[str] = []
        for sentence in split_sentences(paragraph):
            of_sentence = reason_of(sentence, phrases)
            if of_sentence:
                found.append(of_sentence)
            elif not phrases.companions.fullmatch(plain_form(sentence)):
                return None
        reason = found[0] if found else None
    if reason in _EDGE_ONLY and not at_edge:
        return None
    # "Source: ..." stands below charts as well; sentences about who wrote what only count at the end.
    if reason == "agency-footer" and not at_edge and ":" not in paragraph and "：" not in paragraph:
        return None
    return reason


def _without_edge_notices(paragraph: str, phrases: Phrases) -> tuple[str, list[Removal]]:
    """Cut notices of age that stand as the first or the last sentences of a paragraph of the story."""
    sentences = split_sentences(paragraph)
    if len(sentences) < 2:
        return paragraph, []
    start, end = 0, len(sentences)
    if reason_of(sentences[0], phrases) in _EDGE_REASONS:
        start = 1
        while start < end and phrases.companions.fullmatch(plain_form(sentences[start])):
            start += 1
    if end > start and reason_of(sentences[-1], phrases) in _EDGE_REASONS:
        end -= 1
    cuts = ["".join(sentences[:start]), "".join(sentences[end:])]
    kept = "".join(sentences[start:end]).strip()
    return kept, [Removal(text=cut.strip(), reason=_AGE_ONLY) for cut in cuts if cut.strip()]


def _mark_teasers(paragraphs: Sequence[str], reasons: list[str | None]) -> None:
    """Behind a label such as "Related stories" that only short lines without an end follow, those are its links."""
    start = len(paragraphs)
    while start > 0 and (reasons[start - 1] or _is_teaser(paragraphs[start - 1])):
        start -= 1
    # Lists in the first half are the story's, whatever stands above them.
    for index in range(max(start, len(paragraphs) // 2), len(paragraphs)):
        if reasons[index] in _HEADS_OF_TEASERS and len(paragraphs[index]) <= 60:
            for other in range(index + 1, len(paragraphs)):
                reasons[other] = reasons[other] or "related-link"
            return


def _is_teaser(line: str) -> bool:
    return len(line) <= _TEASER_LENGTH and not line.rstrip("\"”»')").endswith((".", "!", "。", "！", ":", "…"))
