"""Stories that stand only in the data which a page carries for its scripts."""

from __future__ import annotations

import json

from wirecopy.cleaning.pagestate import state_paragraphs
from wirecopy.cleaning.tree import parse_page

FIRST = "The harbour office closed the outer pier on Monday after the storm had moved two of its stones."
SECOND = "Divers will look at the footing this week, the harbour master said, and repairs may last until June."
SEO = "All the news of the bay, every day, with pictures, opinions and the tide tables of the whole coast."


def found(script: str) -> list[str]:
    tree = parse_page(f"<html><body><div id=root></div>{script}</body></html>")
    assert tree is not None
    return state_paragraphs(tree)


def test_blocks_of_a_next_page_come_in_their_order():
    state = {
        "props": {
            "seo": {"description": SEO},
            "article": {"body": [{"type": "p", "value": FIRST}, {"type": "p", "value": SECOND}]},
            "related": [{"title": "Elsewhere", "value": "x" * 70 + " and more of it than the story itself has. " * 20}],
        }
    }
    assert found(f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(state)}</script>") == [FIRST, SECOND]


def test_html_in_an_assigned_state_is_read_as_html():
    state = json.dumps({"story": {"html": f"<p>{FIRST}</p><p>{SECOND}</p>"}})
    assert found(f"<script>window.__STATE__ = {state};</script>") == [FIRST, SECOND]


def test_code_labels_and_json_ld_are_no_state():
    assert found(f"<script>window.dataLayer = []; var text = '{FIRST}';</script>") == []
    assert found(f"<script type=application/ld+json>{json.dumps({'body': FIRST})}</script>") == []
    assert found(f"<script type=application/json>{json.dumps({'label': 'Read more'})}</script>") == []


def test_data_without_end_is_read_in_bounded_time():
    deep = '{"a":' * 5000 + "1" + "}" * 5000
    assert found(f"<script type=application/json>{deep}</script>") == []


def test_markup_that_a_script_would_write_is_read():
    for tag, end in (("script type='text/template'", "script"), ("noscript", "noscript"), ("template", "template")):
        assert found(f"<div itemprop=articleBody><{tag}><p>{FIRST}</p><p>{SECOND}</p></{end}></div>") == [FIRST, SECOND]
