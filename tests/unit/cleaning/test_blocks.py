"""A page as the pieces a reader sees."""

from __future__ import annotations

import time

import pytest

from wirecopy.cleaning.blocks import MOST_BLOCKS, Page, read_blocks
from wirecopy.cleaning.signs import BIT, signs_of
from wirecopy.cleaning.tree import parse_page


def page_of(body: str) -> Page:
    tree = parse_page(f"<html><body>{body}</body></html>")
    assert tree is not None
    return read_blocks(tree)


def texts(body: str) -> list[str]:
    return [block.text for block in page_of(body).blocks]


def test_blocks_come_in_document_order_with_their_kinds():
    page = page_of(
        "<h2>Tide tables</h2><p>High water at <b>six</b>.</p><ul><li>Low</li><li><p>High</p></li></ul>"
        "<blockquote><p>We waited.</p></blockquote><table><tr><td>Mon</td><td>06:10</td></tr></table>"
    )
    assert [(block.kind, block.text) for block in page.blocks] == [
        ("heading", "Tide tables"),
        ("text", "High water at six."),
        ("item", "Low"),
        ("item", "High"),
        ("quote", "We waited."),
        ("row", "Mon\t06:10"),
    ]
    assert [block.index for block in page.blocks] == list(range(6))


def test_inline_markup_and_custom_elements():
    assert texts("<p>one <em>two</em><span>three</span></p>") == ["one twothree"]
    assert texts("before<x-paragraph>of its own</x-paragraph>after") == ["before", "of its own", "after"]


def test_two_line_breaks_part_and_one_does_not():
    page = page_of("<div>First line<br>goes on.<br><br>Second.<br> <br>Third.</div>")
    assert [block.text for block in page.blocks] == ["First line goes on.", "Second.", "Third."]
    assert [block.parted for block in page.blocks] == [True, True, True]
    assert not page_of("<div>One<br>line</div>").blocks[0].parted


TOLD = f"<p>{'The harbour board met again on Tuesday, and said that the ferry would be back. ' * 8}</p>"


@pytest.mark.parametrize("tag", ["nav", "header", "footer", "aside"])
def test_landmarks_of_the_page_are_left_out_unless_asked_for(tag):
    body = f"<{tag}><ul><li><a href=/>Home</a></li></ul><div>Imprint</div></{tag}>after{TOLD}"
    page = page_of(body)
    assert [block.text for block in page.blocks] == ["after", page.blocks[-1].text]
    assert page.landmarks == set()

    tree = parse_page(f"<html><body>{body}</body></html>")
    assert tree is not None
    whole = read_blocks(tree, with_landmarks=True)
    assert [block.text for block in whole.blocks[:3]] == ["Home", "Imprint", "after"]
    assert whole.landmarks == {0, 1}


@pytest.mark.parametrize(
    "box",
    [
        "<article><{tag}>Kept</{tag}></article>",
        "<main><div><{tag}>Kept</{tag}></div></main>",
        "<section><{tag}>Kept</{tag}></section>",
        "<blockquote><{tag}>Kept</{tag}></blockquote>",
        "<{tag}><h1>Kept</h1></{tag}>",
        "<{tag}><article>Kept</article></{tag}>",
        "<{tag}><div><main>Kept</main></div></{tag}>",
    ],
)
@pytest.mark.parametrize("tag", ["header", "footer", "aside"])
def test_what_may_be_a_story_or_a_part_of_one_is_no_landmark(box, tag):
    assert texts(box.format(tag=tag) + TOLD)[0] == "Kept"


def test_a_menu_is_one_wherever_it_stands_and_an_open_one_is_none():
    assert texts(f"<article><nav>Contents</nav>{TOLD}</article>")[0] != "Contents"
    assert texts(f"<nav><a href=/>Home</a><h1>Ferry back</h1>{TOLD}")[:2] == ["Home", "Ferry back"]
    assert texts(f"<header><h2>Ferry back</h2></header>{TOLD}")[0] == "Ferry back"


def test_landmarks_are_read_where_hardly_anything_stands_outside_of_them():
    assert texts(f"<aside>{TOLD}</aside><p>Imprint</p>")[-1] == "Imprint"
    assert len(texts(f"<aside>{TOLD}</aside><p>Imprint</p>")) == 2


def test_a_flood_of_headers_in_deep_boxes_takes_no_time():
    began = time.process_time()
    page_of("<div>" * 180 + "<div><header>x</header></div>" * 20_000 + TOLD)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "select", "textarea", "svg", "iframe"])
def test_what_no_browser_shows_as_text_is_none(tag):
    assert texts(f"<p>Seen.</p><{tag}>unseen</{tag}><p>Seen as well.</p>") == ["Seen.", "Seen as well."]


def test_letters_in_links_and_in_bold_are_counted():
    (block,) = page_of("<p>See <a href=/a>the tables</a> and <b>mind</b>.</p>").blocks
    assert (block.linked, block.links, block.strong) == (len("the tables"), 1, len("mind"))


def test_a_picture_is_known_to_stand_before_its_caption():
    page = page_of("<p>Text.</p><img alt='The  pier at dawn'><p>The pier at dawn</p><p>More.</p>")
    assert [block.after_picture for block in page.blocks] == [False, True, False]
    assert page.alts == {"the pier at dawn"}


def test_boxes_have_paths_and_what_their_names_say():
    page = page_of("<div class='layout wide'><aside id=x class='related-stories'><p>Also</p></aside></div>")
    (block,) = page.blocks
    assert block.path == "body>div.layout.wide>aside.related-stories>p"
    assert block.scope.around & BIT["related"]
    assert block.scope.around & BIT["sidebar"]
    assert not block.scope.signs & BIT["related"]


@pytest.mark.parametrize("markup", ["<div hidden>", "<div style='display: none'>", "<div class='visually-hidden'>"])
def test_hidden_boxes_say_so(markup):
    (block,) = page_of(f"{markup}<p>Not shown</p></div>").blocks
    assert block.scope.around & BIT["hidden"]


@pytest.mark.parametrize("name", ["article-body", "articleBody", "ArticleBody__text", "c-article_body"])
def test_names_are_read_in_every_spelling(name):
    assert signs_of(name) & BIT["body"]


def test_a_page_of_endless_blocks_ends():
    assert len(page_of("<p>x</p>" * (MOST_BLOCKS + 50)).blocks) == MOST_BLOCKS


def test_a_page_without_a_body_is_read_whole():
    tree = parse_page("<p>bare")
    assert tree is not None
    assert [block.text for block in read_blocks(tree).blocks] == ["bare"]


def test_a_block_of_endless_line_breaks_ends_as_well():
    assert len(page_of("<div>" + "x<br><br>" * (MOST_BLOCKS + 50) + "</div><p>y</p>").blocks) == MOST_BLOCKS


def test_a_page_without_some_of_its_blocks_numbers_the_others_anew():
    whole = page_of("<h1>one</h1><p>two</p><p>three</p><p>four</p>")
    left = whole.without({0, 2})
    assert [(block.text, block.index) for block in left.blocks] == [("two", 0), ("four", 1)]
    assert [block.index for block in whole.blocks] == [0, 1, 2, 3]
