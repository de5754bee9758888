"""Residue: lines and sentences in an extracted text that belong to the page and not to the story.

    paragraphs ─▶ repeated title, byline, dateline (by position) ─▶ whole-line phrases
               ─▶ an author's box below ─▶ teasers behind a last "Related stories"
               ─▶ prompts and notices at a paragraph's ends

Precision first: what is judged is a whole sentence, whatever tells of someone saying something stays, and corrections
stay. Nothing is rewritten: what is kept and what is removed together are what came in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.article import Removal
from wirecopy.cleaning.phrases import Phrases, phrases_for
from wirecopy.cleaning.prompts import Judge, gives_own_address, plain_form
from wirecopy.cleaning.sentences import split_sentences
from wirecopy.cleaning.titles import folded

# No prompt is longer; what is longer is prose.
_LONGEST_LINE = 600
_TOP, _BOTTOM = 5, 3
_TITLE_END = 8
_LONGEST_NAME, _LONGEST_BOX = 80, 400
_HEADS_OF_TEASERS = frozenset(("related-link", "topic-list"))
_TEASER_LENGTH = 160
# What is cut off a paragraph's ends: what says of itself, in a whole sentence, that the page is speaking.
_CUT_FROM_PARAGRAPHS = frozenset(
    """
    age-notice related-link newsletter-prompt subscribe-prompt donation-prompt app-prompt share-line follow-line
    comment-prompt contact-line cookie-notice advertisement copyright
    """.split()
)
_SHORTEST_CUT_WORDS, _SHORTEST_CUT_LETTERS = 3, 8
_PUT_IN_QUOTES = re.compile(r"[“„«「『]")
_END_OF_QUOTES = re.compile(r"[”»」』]")
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
# Lines that may as well be an item or a heading of the story: only near its ends.
_EDGE_ONLY = frozenset(("dateline", "topic-list"))
# What stands below a name at the top.
_ROLE = re.compile(
    r"""(?:(?:senior|staff|chief|foreign|political|special|contributing|deputy|local|science|sports|business)\ ){0,3}
    (?: correspondent | reporter | (?:staff|feature|senior|contributing|freelance)\ writer | journalist | columnist
      | korrespondent(?:in)? | redakteur(?:in)? | reporterin | journaliste | correspondante? | redactora? | periodista
      | corresponsal | giornalista | inviat[oa] | jornalista | repórter | verslaggever | redacteur | журналист
      | корреспондент | dziennikarz | dziennikarka | muhabir | 記者 | 기자 | 记者 )""",
    re.VERBOSE,
)
# A story may be about a reporter; then it tells what happened.
_HAPPENED = re.compile(
    r"\b(?:was|were|had|has been|died|killed|wurde|wurden|war|a été|fue|foi|è stat[oa]|werd|var|был[ао]?)\b"
)


class Stripped(NamedTuple):
    """What became of one paragraph."""

    text: str
    """What is left; empty where all of it went."""
    removed: tuple[Removal, ...] = ()


def strip_residue(
    paragraphs: Sequence[str], *, title: str, authors: Sequence[str], language: str | None
) -> tuple[list[str], list[Removal]]:
    """Split paragraphs into the story and what was removed, each removal with its text and a reason slug.

    `language` is a primary subtag; None tries the phrases of all languages. Datelines of agencies ("LONDON (Reuters) -
    ...") stay: they open a sentence, and the place is part of the news.
    """
    stripped = strip_each(paragraphs, title=title, authors=authors, language=language)
    return [left.text for left in stripped if left.text], [gone for left in stripped for gone in left.removed]


def strip_each(
    paragraphs: Sequence[str], *, title: str, authors: Sequence[str], language: str | None
) -> list[Stripped]:
    """`strip_residue`, paragraph by paragraph."""
    phrases = phrases_for(language)
    judge = Judge(phrases)
    last = len(paragraphs)
    reasons: list[str | None] = []
    plain: list[bool] = []
    split = [split_sentences(paragraph) for paragraph in paragraphs]
    for index, (paragraph, sentences) in enumerate(zip(paragraphs, split, strict=True)):
        at_top, at_bottom = index < _TOP, index >= last - _BOTTOM
        plain.append(_is_plain(sentences, judge))
        reasons.append(
            _reason_by_place(paragraph, title, authors, phrases, at_top=at_top, at_bottom=at_bottom)
            or (None if plain[-1] else _reason_by_phrase(sentences, judge, index=index, last=last))
            or ("author-bio" if at_bottom and _is_author_box(sentences, authors, judge) else None)
        )
    _mark_teasers(paragraphs, reasons)
    stripped: list[Stripped] = []
    for paragraph, sentences, is_plain, reason in zip(paragraphs, split, plain, reasons, strict=True):
        if reason:
            stripped.append(Stripped("", (Removal(text=paragraph, reason=reason),)))
        elif is_plain:
            stripped.append(Stripped(paragraph))
        else:
            text, cut = _without_prompts(paragraph, sentences, judge)
            stripped.append(Stripped(text, tuple(cut)))
    return stripped


def reasons_of(lines: Sequence[str], *, title: str, authors: Sequence[str], language: str | None) -> list[str | None]:
    """Of lines that are no part of a story, the reason that the words of each tell; None where they tell none.

    Each is judged as if it stood both first and last.
    """
    phrases = phrases_for(language)
    judge = Judge(phrases)
    return [
        _reason_by_place(line, title, authors, phrases, at_top=True, at_bottom=True)
        or _reason_by_phrase(split_sentences(line), judge, index=0, last=1)
        for line in lines
    ]


def _reason_by_place(
    paragraph: str, title: str, authors: Sequence[str], phrases: Phrases, *, at_top: bool, at_bottom: bool
) -> str | None:
    """The reason of a line that is residue where it stands: the title again at the top, names and dates at the ends."""
    if len(paragraph) > _LONGEST_LINE or not (at_top or at_bottom):
        return None
    if at_top and title and len(paragraph) <= 2 * len(title) + 60 and _repeats_title(paragraph, title):
        return "repeated-title"
    if at_bottom and gives_own_address(paragraph):
        return "contact-line"
    form = plain_form(paragraph) if len(paragraph) <= 140 else ""
    if 0 < len(form) <= 120:
        if _DATE_LINE.fullmatch(form):
            return "dateline"
        if _is_byline(paragraph, form, authors, phrases, at_top=at_top) or (at_top and _ROLE.fullmatch(form)):
            return "byline"
    return None


def _is_byline(line: str, form: str, authors: Sequence[str], phrases: Phrases, *, at_top: bool) -> bool:
    """Whether a line is an author's name, or "By" and an author; without known authors, what looks like a name."""
    names = [folded(author) for author in authors if len(author) > 4 or not author.isascii()]
    if names and folded(form) in names:
        return True
    by = phrases.byline.fullmatch(form)
    if by is None:
        return False
    who = folded(next(part for part in by.groups() if part is not None))
    return any(name in who for name in names) if names else at_top and _looks_like_name(line)


def _looks_like_name(line: str) -> bool:
    words = line.strip(" .:").replace(":", " ").split()[1:]
    if line.lower() == line.upper():  # a script without capitals
        return 1 <= len(words) <= 4 and line[-1:] not in ".؟。！"
    return (
        2 <= len(words) <= 4
        and all(word[:1].isupper() and not word.isupper() for word in words)
        and line[-1:] not in ".!?"
    )


def _repeats_title(paragraph: str, title: str) -> bool:
    # Most lines are told by how they end.
    end = folded(paragraph[-_TITLE_END:])[-4:]
    if not end or not folded(title[-2 * _TITLE_END :]).endswith(end):
        return False
    line, wanted = folded(paragraph), folded(title)
    if line == wanted:
        return True
    # "Kicker: title", as one heading.
    return len(wanted) >= 25 and line.endswith(wanted) and len(paragraph) - len(title) <= 60


def _is_plain(sentences: Sequence[str], judge: Judge) -> bool:
    """Whether both ends of a paragraph are the story's: so it is with most, and then all of it stays."""
    return not (
        sentences
        and (
            judge.reason_of(sentences[0])
            or judge.reason_of(sentences[-1])
            or judge.is_companion(sentences[-1])
            or (len(sentences) > 1 and judge.reason_of_label("".join(sentences)))
        )
    )


def _reason_by_phrase(sentences: Sequence[str], judge: Judge, *, index: int, last: int) -> str | None:
    """The reason of a paragraph all of whose sentences are residue, companions with at least one that is not."""
    paragraph = "".join(sentences)
    if len(paragraph) > _LONGEST_LINE:
        return None
    reason = _shared_reason(sentences, judge)
    # A label and what it names, which may end with a mark of its own: "Read more: Who's next? A guess".
    if reason is None and 1 < len(sentences) <= 3:
        reason = judge.reason_of_label(paragraph)
    at_edge = index < _TOP or index >= last - _BOTTOM
    # Comments stand around a story; within it, "Comments are closed" is a heading.
    if reason == "comment-prompt" and 2 <= index < last - _BOTTOM and _reads_as_heading(paragraph):
        return None
    if reason in _EDGE_ONLY and not at_edge:
        return None
    # "Source: ..." stands below charts as well; sentences about who wrote what only count at the end.
    if reason == "agency-footer" and not at_edge and ":" not in paragraph and "：" not in paragraph:
        return None
    return reason


def _shared_reason(sentences: Sequence[str], judge: Judge) -> str | None:
    """The reason of the first sentence that has one, where every other has one too or is a companion."""
    found: list[str] = []
    for sentence in sentences:
        reason = judge.reason_of(sentence)
        if reason:
            found.append(reason)
        elif not judge.is_companion(sentence):
            return None
    return found[0] if found else None


def _reads_as_heading(line: str) -> bool:
    """Whether a line has several words, no figures and no mark at its end."""
    return 3 <= len(line.split()) <= 6 and line[-1:].isalpha() and not any(map(str.isdigit, line))


def _is_author_box(sentences: Sequence[str], authors: Sequence[str], judge: Judge) -> bool:
    """Whether a paragraph below the story only says who an author is.

    Where the authors are known, what begins with the name of one does: nobody tells of themselves by name. Else it must
    read as such boxes do, and tell of nothing that happened.
    """
    paragraph = "".join(sentences)
    if len(paragraph) > _LONGEST_LINE or _PUT_IN_QUOTES.search(paragraph) or _HAPPENED.search(paragraph):
        return False
    # One word is an organization, or a name that begins many a sentence.
    names = tuple(folded(author) for author in authors if " " in author or not author.isascii())
    if authors:
        beginning = folded(paragraph[:_LONGEST_NAME])
        return bool(names) and len(paragraph) <= _LONGEST_BOX and beginning.startswith(names)
    return (
        len(sentences) > 0
        and judge.is_biography(sentences[0])
        and all(judge.is_biography(sentence) or judge.reason_of(sentence) for sentence in sentences[1:])
    )


def _without_prompts(paragraph: str, sentences: Sequence[str], judge: Judge) -> tuple[str, list[Removal]]:
    """Cut prompts and notices that are the first or the last sentences of a paragraph of the story."""
    start, end = 0, len(sentences)
    if end < 2:
        return paragraph, []
    first = _reason_of_cut(sentences[0], judge)
    if first:
        start = 1
        while start < end and judge.is_companion(sentences[start]):
            start += 1
    last: str | None = None
    for index in range(end - 1, start, -1):
        reason = _reason_of_cut(sentences[index], judge)
        if reason:
            last, end = reason, index
        elif not judge.is_companion(sentences[index]):
            break
    if (start == 0 and last is None) or _is_within_quotes(paragraph):
        return paragraph, []
    cuts = (("".join(sentences[:start]), first), ("".join(sentences[end:]), last))
    kept = "".join(sentences[start:end]).strip()
    return kept, [Removal(text=text.strip(), reason=reason) for text, reason in cuts if reason]


def _reason_of_cut(sentence: str, judge: Judge) -> str | None:
    reason = judge.reason_of(sentence)
    if reason not in _CUT_FROM_PARAGRAPHS:
        return None
    # "Share." and "Read more." may be what someone is told in a story.
    words = sentence.split()
    enough = len(words) >= _SHORTEST_CUT_WORDS or (len(words) == 1 and len(sentence) >= _SHORTEST_CUT_LETTERS)
    return reason if enough else None


def _is_within_quotes(paragraph: str) -> bool:
    """Whether a quotation is still open at the paragraph's end, as in speeches that run over several paragraphs."""
    opened, closed = (len(marks.findall(paragraph)) for marks in (_PUT_IN_QUOTES, _END_OF_QUOTES))
    return opened > closed or paragraph.count('"') % 2 == 1


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
