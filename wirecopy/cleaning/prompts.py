"""Prompts: sentences in which the page speaks, and not the story."""

from __future__ import annotations

import re

from wirecopy.cleaning.phrases import KEY_LENGTH, Phrases

# No sentence of this kind is longer; one that is found by a fragment within is shorter still.
_LONGEST = 320
_LONGEST_BY_FRAGMENT = 220
_LONGEST_COMPANION = 120
_LONGEST_LABEL = 240
# One by one: str.translate takes ten times as long. The dot is what lower() makes of a Turkish İ.
_PLAIN_MARKS = (("\u0307", ""), ("’", "'"), ("‘", "'"), ("´", "'"), ("‐", "-"), ("‑", "-"))
_EDGE_MARKS = " \t.!?…。！？:：;,•·▶►▸→➜»›>▼▲↓*|~_–—-[](){}<【】「」（）👉📲✉️🔗#/※"
# Words with what stands within them; all other marks part them.
_WORDS = re.compile(r"[\w@'+&_-]+")
# Said by someone: a line in quotation marks is speech, or a headline being quoted. A name of three words is neither.
_QUOTED = re.compile(r"[\"“”„「『]|«(?!(?:[\w.-]+ ){0,2}[\w.-]+»)")
_PARTING_MARKS = ",:;.?!"
_CORRECTION = re.compile(
    r"""\W*(?:
      correction | clarification | corrected | editor'?s'?\ note | note\ to\ readers | retraction
    | an\ earlier\ version | a\ previous\ version
    | (?:this|an\ earlier\ version\ of\ this)\ (?:article|story|post|piece|report|headline)
      [^.]{0,40}(?:was|has\ been|were)\ (?:amended|corrected|updated|changed|edited|clarified|misstated|revised)
    | korrektur | berichtigung | richtigstellung | transparenzhinweis | in\ einer\ früheren\ version
    | anmerkung\ der\ redaktion
    | correctif | rectificatif | précision | erratum | corrección | rectificación | fe\ de\ errores | correzione
    | rettifica | errata | correção | correctie | rättelse | rettelse | sprostowanie | исправление | уточнение
    | düzeltme | تصحيح | 更正 | 訂正 | 정정
    )\b""",
    re.VERBOSE,
)
# Labels with a colon and something behind it, which may be a quoting headline, and footers that name people.
_TOLD_ANYWAY = frozenset(("related-link", "agency-footer", "topic-list", "photo-credit", "dateline", "reading-aid"))
_NAMES_SOMEONE = re.compile(r"\b[Bb]y (?:the )?[^\W\d_a-zà-ÿ]")
_COUNT = re.compile(r"\(?\d{1,6}\)?")
_COUNTED = frozenset(("comment-prompt", "share-line"))
_LONGEST_COUNTED = 40
_LONGEST_ROW = 80
_BETWEEN_LABELS = re.compile(r" ?[·|•] ?")
# The part before the @ of addresses that readers are asked to write to.
_NEWSROOMS = ("news", "tip", "editor", "reda", "editorial", "desk", "stor", "investig", "letters", "feedback", "jebo")
_ADDRESS = re.compile(r"([\w.+-]{1,40})@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}")
_MARKED_LABEL = re.compile(r"[^:：|»>→©]{0,40}[:：|»>→©]")
_LABEL = re.compile(r"[^:：]{1,30}[:：]\s*(\w)")
_CREDIT = re.compile(r"\w+ (?:by|courtesy of) ")
_CREDITED = re.compile(
    r"\W*\w+ (?:[Bb]y|[Cc]ourtesy of)"
    r"(?:[\s/,|]+(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|and|of|for|the|via|on|in|le|de|van|von))+\W*"
)
_HANDLE = re.compile(r"@\w")


def plain_form(text: str) -> str:
    """What phrases are matched against: lower case, straight apostrophes, single spaces, no marks at either end."""
    form = text.lower()
    for mark, plain in _PLAIN_MARKS if not form.isascii() else ():
        form = form.replace(mark, plain)
    return " ".join(form.split()).strip(_EDGE_MARKS)


class Judge:
    """Tells what sentences of one page are; remembers, because a paragraph's first and last are asked for twice."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._forms: dict[str, str] = {}
        self._reasons: dict[str, str | None] = {}

    def reason_of(self, sentence: str) -> str | None:
        """The reason slug of a sentence that is a prompt, notice or label as a whole; None for anything else."""
        if len(sentence) > _LONGEST:
            return None
        if sentence not in self._reasons:
            self._reasons[sentence] = self._judged(sentence)
        return self._reasons[sentence]

    def reason_of_label(self, line: str) -> str | None:
        """The reason slug of a line of several sentences that is one label: "Read more: Who's next? A guess"."""
        labelled = len(line) <= _LONGEST_LABEL and _MARKED_LABEL.match(line) is not None
        form = plain_form(line) if labelled else ""
        return self._unless_told(_by_expression(line, form, self.phrases), line, form) if form else None

    def is_companion(self, sentence: str) -> bool:
        """Whether a sentence goes when all others of its paragraph do: it says nothing, or speaks to the reader."""
        if len(sentence) > _LONGEST_BY_FRAGMENT:
            return False
        form = self._form(sentence)
        if not form or self.phrases.companions.fullmatch(form):
            return True
        return (
            len(form) <= _LONGEST_COMPANION
            and self.phrases.reader.search(form) is not None
            and not self._is_told(sentence, form)
        )

    def is_biography(self, sentence: str) -> bool:
        """Whether a sentence presents an author: "Ann Berg is a reporter for the Bay Post and covers housing"."""
        return (
            len(sentence) <= _LONGEST
            and _QUOTED.search(sentence) is None
            and self.phrases.bios.fullmatch(self._form(sentence)) is not None
        )

    def _form(self, sentence: str) -> str:
        form = self._forms.get(sentence)
        if form is None:
            form = self._forms[sentence] = plain_form(sentence)
        return form

    def _judged(self, sentence: str) -> str | None:
        form = self._form(sentence)
        if not form:
            return None
        phrases = self.phrases
        reason = (
            _by_expression(sentence, form, phrases) or _by_fragment(form, phrases) or _by_parts(sentence, form, phrases)
        )
        return self._unless_told(reason, sentence, form)

    def _unless_told(self, reason: str | None, sentence: str, form: str) -> str | None:
        if reason is None or _CORRECTION.match(form):
            return None
        return reason if reason in _TOLD_ANYWAY or not self._is_told(sentence, form) else None

    def _is_told(self, sentence: str, form: str) -> bool:
        """Whether someone else speaks: in quotation marks, or with a word of telling. Handles are for readers."""
        if _QUOTED.search(sentence):
            return True
        return self.phrases.reported.search(form) is not None and not _HANDLE.search(sentence)


def gives_own_address(sentence: str) -> bool:
    """Whether a short line holds the e-mail address of someone whom it names: a reporter's, hardly ever a source's."""
    found = _ADDRESS.search(sentence) if "@" in sentence and len(sentence) <= 160 else None
    if found is None:
        return False
    owner = found[1].lower()
    names = [word for word in re.findall(r"\w{3,}", sentence[: found.start()]) if word[0].isupper()]
    return sum(name.lower() in owner for name in names) >= 2


def _by_expression(sentence: str, form: str, phrases: Phrases) -> str | None:
    return next((reason for reason in phrases.lines.matches(form) if _bears_out(reason, sentence, form)), None)


def _by_parts(sentence: str, form: str, phrases: Phrases) -> str | None:
    """The reason of a row of labels ("Print · Copy link"), and of a label with a count in it ("Show 12 comments")."""
    if len(form) <= _LONGEST_COUNTED and (bare := " ".join(_COUNT.sub("", form).split())) not in ("", form):
        reason = _by_expression(sentence, bare, phrases)
        if reason in _COUNTED:
            return reason
    if len(form) > _LONGEST_ROW or len(parts := _BETWEEN_LABELS.split(form)) < 2:
        return None
    found = [_by_expression(part, part.strip(_EDGE_MARKS), phrases) for part in parts]
    return found[0] if all(found) else None


def _by_fragment(form: str, phrases: Phrases) -> str | None:
    """The reason of a sentence by what it holds, what it asks for and of whom it speaks."""
    if len(form) > _LONGEST_BY_FRAGMENT:
        return None
    words = form
    for mark in _PARTING_MARKS:
        words = words.replace(mark, " ")
    beginnings = [word[:KEY_LENGTH] for word in words.split()]
    # In the order of the sentence: what it names first is what it is about.
    keys = sorted(phrases.fragments.keys() & set(beginnings), key=beginnings.index)
    if "@" in form or (phrases.unspaced is not None and phrases.unspaced.search(form)):
        keys.append("")
    if not keys:
        return None
    text = f" {' '.join(_WORDS.findall(form))} "
    found = [fragment for key in keys for fragment in phrases.fragments[key] if fragment.text in text]
    for fragment in sorted(found, key=lambda fragment: fragment.needs):
        if fragment.needs and not phrases.asks.search(form):
            return None
        if fragment.needs < 2 or phrases.voice.search(form):
            return fragment.reason
    address = _ADDRESS.search(form) if "@" in form else None
    if address and address[1].startswith(_NEWSROOMS) and phrases.asks.search(form):
        return "contact-line"
    return None


def _bears_out(reason: str, sentence: str, form: str) -> bool:
    """What the expressions can't say: a dateline is mostly figures, credits name someone."""
    if reason == "dateline":
        figures = sum(map(str.isdigit, form))
        return figures * 5 >= sum(map(str.isalpha, form)) or (figures > 0 and len(form) <= 25)
    if reason == "photo-credit" and (label := _LABEL.match(sentence)):
        return not label[1].islower()
    # "Photos by Ann Berg show the pier" tells something, "Photo by Ann Berg for the Bay Post" does not.
    if reason == "photo-credit" and _CREDIT.match(form):
        return _CREDITED.fullmatch(sentence) is not None
    if reason == "agency-footer":
        return " by " not in form or _NAMES_SOMEONE.search(sentence) is not None
    return True
