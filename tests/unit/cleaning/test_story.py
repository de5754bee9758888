"""The story on a page, by the model that ships."""

from __future__ import annotations

import pytest

from wirecopy.cleaning.blocks import read_blocks
from wirecopy.cleaning.comparing import Witnesses
from wirecopy.cleaning.decisions import reason_by_name
from wirecopy.cleaning.story import expected_f1, find_story, model_from, shipped_model
from wirecopy.cleaning.tree import parse_page

PARAGRAPHS = (
    "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships.",
    "The first ferry left at noon with forty passengers, and the second one followed it an hour later.",
    "Divers will look at the footing of the outer pier this week, the harbour master said on Tuesday evening.",
    "Repairs may last until June, and for as long as they do, boats of more than twelve metres have to wait outside.",
)


def page(*around: str) -> str:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        "<html><head><title>Harbour reopens | The Bay Post</title></head><body>"
        "<header class=site-header><nav class=menu><ul><li><a href=/>Home</a></li><li><a href=/a>Sport</a></li></ul>"
        f"</nav></header><main><article><h1>Harbour reopens</h1><div class=article-body>{story}{''.join(around)}</div>"
        "</article></main><footer class=footer><p>© The Bay Post</p></footer></body></html>"
    )


def story(markup: str) -> list[str]:
    tree = parse_page(markup)
    assert tree is not None
    return [
        decision.text for decision in find_story(tree, Witnesses(title="Harbour reopens")).decisions if decision.text
    ]


def test_the_story_is_found_between_menu_and_footer():
    assert story(page()) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<figure><img src=a.jpg><figcaption>The pier on Monday morning.</figcaption></figure>", "caption"),
        ("<div class=share-buttons><a href=#>Share on Facebook</a></div>", "share"),
        ("<aside class=related-stories><ul><li><a href=/a>Gale warning for the sound</a></li></ul></aside>", "related"),
        ("<div class=newsletter-signup><p>Get the morning news by mail, every day before six.</p></div>", "newsletter"),
        ("<ol class=comment-list><li><p>What a storm that was! We lost the shed and a boat.</p></li></ol>", "comments"),
        ("<div class=breadcrumb><a href=/>Home</a> <a href=/news>News</a></div>", "navigation"),
    ],
)  # fmt: skip
def test_what_stands_in_the_story_and_is_none_of_it_says_why(markup, reason):
    tree = parse_page(page(markup))
    assert tree is not None
    decisions = find_story(tree, Witnesses(title="Harbour reopens")).decisions
    assert [decision.text for decision in decisions if decision.text] == list(PARAGRAPHS)
    within = [gone.reason for decision in decisions[1 + len(PARAGRAPHS) :] for gone in decision.removals()]
    assert reason in within


def test_the_same_bytes_give_the_same_decisions():
    first, second = (
        story(page("<p>One more paragraph of it, as long as the others are, to see.</p>")) for _ in range(2)
    )
    assert first == second


def test_reasons_come_from_the_nearest_names_first():
    tree = parse_page(
        "<html><body><aside class=related><div class=author-bio><p>Ann Berg</p></div></aside></body></html>"
    )
    assert tree is not None
    (block,) = read_blocks(tree).blocks
    assert reason_by_name(block) == "related"


def test_what_is_to_be_expected_of_chances():
    tree = parse_page("<html><body><p>aaaaaaaaaa</p><p>bbbbbbbbbb</p></body></html>")
    assert tree is not None
    blocks = read_blocks(tree).blocks
    assert expected_f1(blocks, [1.0, 0.0]) == 1.0
    assert expected_f1(blocks, [0.4, 0.4]) == 0.0
    # Kept 10 letters, of which 5 are right to be expected, of 9 in all.
    assert expected_f1(blocks, [0.5, 0.4]) == pytest.approx(2 * 5 / (10 + 9))


def test_the_model_fits_the_features_and_is_small():
    assert shipped_model().columns.shape[1] >= 100
    with pytest.raises(ValueError, match="no-such-feature"):
        model_from(b'{"bias": 0, "trees": [{"asks": [["no-such-feature", 1]], "adds": [0, 1]}]}')
