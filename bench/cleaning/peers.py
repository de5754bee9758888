"""The peers, each with the options that its own documents or benchmarks recommend for the main text."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from bench.cleaning.corpora import Page
from bench.cleaning.described import Described, split_names
from bench.cleaning.folds import Predict
from bench.cleaning.reading import Reading

# The names of jusText's stop lists; for other languages it is run as its documents say, without a list.
_STOP_LISTS = dict(
    pair.split(":")
    for pair in (
        "ar:Arabic bg:Bulgarian ca:Catalan cs:Czech da:Danish de:German el:Greek en:English es:Spanish et:Estonian "
        "fa:Persian fi:Finnish fr:French he:Hebrew hi:Hindi hr:Croatian hu:Hungarian id:Indonesian it:Italian "
        "ko:Korean lt:Lithuanian lv:Latvian nb:Norwegian_Bokmal nl:Dutch nn:Norwegian_Nynorsk no:Norwegian_Bokmal "
        "pl:Polish pt:Portuguese ro:Romanian ru:Russian sk:Slovak sl:Slovenian sq:Albanian sr:Serbian sv:Swedish "
        "ta:Tamil te:Telugu tr:Turkish uk:Ukrainian ur:Urdu vi:Vietnamese"
    ).split()
)
_BLOCKS = "p div li h1 h2 h3 h4 h5 h6 blockquote pre tr td th br section article figure figcaption dt dd ul ol table"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class _Trafilatura:
    """Its plain text, or its text and metadata, as its own benchmark takes them."""

    def __init__(self, *, with_metadata: bool, **options: bool) -> None:
        self._options = {"include_comments": False, **options}
        self._with_metadata = with_metadata

    def __call__(self, pages: Sequence[Page]) -> Predict[Reading]:
        trafilatura = importlib.import_module("trafilatura")
        if not self._with_metadata:
            return lambda page: Reading(trafilatura.extract(page["html"], url=page["url"], **self._options) or "")

        def read(page: Page) -> Reading:
            found = trafilatura.bare_extraction(page["html"], url=page["url"], with_metadata=True, **self._options)
            if found is None:
                return Reading("", Described(authors=()))
            authors = tuple(name.strip() for name in (found.author or "").split(";"))
            return Reading(found.text or "", Described(found.title, found.date, authors, found.image))

        return read


def trafilatura_text(**options: bool) -> _Trafilatura:
    """Text alone, in one of its modes."""
    return _Trafilatura(with_metadata=False, **options)


def trafilatura_record(**options: bool) -> _Trafilatura:
    """Text and metadata, in one of its modes."""
    return _Trafilatura(with_metadata=True, **options)


def readability(pages: Sequence[Page]) -> Predict[Reading]:
    """The text of its summary, with its title and author."""
    document = importlib.import_module("readability").Document

    def read(page: Page) -> Reading:
        found = document(page["html"], url=page["url"])
        # The title is asked first, for the summary takes the page apart.
        title, author = found.short_title(), found.author() if hasattr(found, "author") else ""
        return Reading(
            _text_of(found.summary(html_partial=True)), Described(title, None, tuple(split_names(author or "")))
        )

    return read


def resiliparse(pages: Sequence[Page]) -> Predict[Reading]:
    """Its main content as plain text, by the options of the benchmark of its authors."""
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    options = {"main_content": True, "list_bullets": False, "alt_texts": False, "comments": False, "links": False}
    return lambda page: Reading(extract(page["html"], preserve_formatting=True, **options))


def newspaper(pages: Sequence[Page]) -> Predict[Reading]:
    """An article from HTML that is there already.

    Its tokenizers for Japanese and Korean come as sources, or with downloads, so they are not here; it fails on pages
    in these languages, and the table counts them.
    """
    with warnings.catch_warnings(action="ignore"):  # of parts that we don't use and that are not installed
        module = importlib.import_module("newspaper")

    def read(page: Page) -> Reading:
        found = module.article(page["url"] or "https://news.example/", input_html=page["html"], fetch_images=False)
        return Reading(
            found.text or "", Described(found.title, found.publish_date, tuple(found.authors or ()), found.top_image)
        )

    return read


def justext(pages: Sequence[Page]) -> Predict[Reading]:
    """The paragraphs that it takes for text, by the stop list of the page's language."""
    module = importlib.import_module("justext")

    def read(page: Page) -> Reading:
        name = _STOP_LISTS.get((page.get("lang") or page.get("lang_html") or "")[:2].lower())
        thresholds: dict[str, float] = {} if name else {"stopwords_low": 0, "stopwords_high": 0}
        markup = _XML_DECLARATION.sub("", page["html"])
        found = module.justext(markup, _stop_list(name) if name else frozenset(), **thresholds)
        return Reading("\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate))

    return read


def htmldate(pages: Sequence[Page]) -> Predict[Reading]:
    """The day of publication alone."""
    find = importlib.import_module("htmldate").find_date
    return lambda page: Reading(None, Described(published=find(page["html"], url=page["url"], original_date=True)))


@lru_cache(maxsize=64)
def _stop_list(name: str) -> frozenset[str]:
    words: frozenset[str] = importlib.import_module("justext").get_stoplist(name)
    return words


def _text_of(markup: str) -> str:
    """The text of a fragment, each block on its own line."""
    html: Any = importlib.import_module("lxml.html")
    if not markup.strip():
        return ""
    tree = html.fromstring(markup)
    for block in tree.iter(*_BLOCKS.split()):
        block.text, block.tail = f"\n{block.text or ''}", f"\n{block.tail or ''}"
    text: str = tree.text_content()
    return text
