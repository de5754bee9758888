"""The few marks of Markdown that stories are written in."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from services.demo.blocks import read_blocks, words

STORY = """
One line
that goes on.

## A heading

> Somebody said this.

- first
- second
"""


def test_marks_make_headings_quotes_and_lists_and_lines_are_joined():
    assert [(block.kind, block.lines) for block in read_blocks(STORY)] == [
        ("paragraph", ("One line that goes on.",)),
        ("heading", ("A heading",)),
        ("quote", ("Somebody said this.",)),
        ("list", ("first", "second")),
    ]


def test_the_items_of_a_list_are_paragraphs_of_the_text():
    assert read_blocks(STORY)[-1].text == "first\n\nsecond"


def test_words_are_counted_and_japanese_by_its_characters():
    assert words(read_blocks(STORY)) == 12
    assert words(read_blocks("港町の毎日")) == 5


def test_a_link_is_one_in_html_and_its_words_in_the_text():
    (block,) = read_blocks("As [we <said>](/a?b&c), it rains.")
    assert block.html == ('As <a href="/a?b&amp;c">we &lt;said&gt;</a>, it rains.',)
    assert block.text == "As we <said>, it rains."


@given(st.text(alphabet=st.sampled_from("ab <>&\"'[]()/\n-#>。")))
def test_html_without_its_links_says_what_the_text_says(text):
    for block in read_blocks(text):
        shown = [html.unescape(re.sub(r'<a href="[^"]*">|</a>', "", str(line))) for line in block.html]
        assert "\n\n".join(shown) == block.text
