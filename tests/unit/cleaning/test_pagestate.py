"""Stories that stand only in the data which a page carries for its scripts."""

from __future__ import annotations

import json
import time

from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning import clean
from wirecopy.cleaning.jsonld import text_paragraphs
from wirecopy.cleaning.pagestate import state_paragraphs
from wirecopy.cleaning.tree import parse_page

FIRST = "The harbour office closed the outer pier on Monday after the storm had moved two of its stones."
SECOND = "Divers will look at the footing this week, the harbour master said, and repairs may last until June."
SEO = "All the news of the bay, every day, with pictures, opinions and the tide tables of the whole coast."


def found(script: str) -> list[str]:
    tree = parse_page(f"<html><body><div id=root></div>{script}</body></html>")
    assert tree is not None
    return state_paragraphs(tree, lambda texts: [line for text in texts for line in text_paragraphs(text)])


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


def test_what_a_script_hands_to_a_queue_or_reads_from_a_string_is_data():
    state = json.dumps({"detail": {"contentHtml": f"<p>{FIRST}</p><p>{SECOND}</p>"}})
    queue = f'window["__Q"] = window["__Q"] || [];window["__Q"].push({state});window["__Q"].push({{}});'
    assert found(f"<script>{queue}</script>") == [FIRST, SECOND]
    assert found(f"<script>window.__STATE__ = JSON.parse({json.dumps(state)});</script>") == [FIRST, SECOND]


def test_rows_that_react_streams_are_put_together():
    html = f"<p>{FIRST} Über die Brücke geht niemand.</p><p>{SECOND}</p><p>Ann Berg</p>" + " " * 300
    size = len(html.encode())
    rows = f'1:["$","main",null,{{"html":"$2"}}]\n2:T{size:x},{html}3:{{"label":"Home"}}\n4:[broken\n'
    parts = [rows[:150], rows[150:400], rows[400:]]
    scripts = "".join(f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in parts)
    told = [f"{FIRST} Über die Brücke geht niemand.", SECOND, "Ann Berg"]
    assert found(f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{scripts}") == told


def test_markup_of_paragraphs_is_prose_however_it_ends():
    html = f"<p>{FIRST}</p><p>{SECOND}</p>" * 2 + "<div>Ann Berg <span>ann@baypost.example</span></div>" + "<br>" * 20
    assert found(f"<script>a.b = {json.dumps({'html': html})}</script>")[:2] == [FIRST, SECOND]


def test_scripts_full_of_what_looks_like_data_take_little_time():
    for flood in (
        ".push([" * 200_000,
        "a=[" * 200_000,
        'JSON.parse("' * 100_000,
        'self.__next_f.push([1,"' + "T" * 1_000_000,
        "a={}" + ";b={}" * 300_000,
        'self.__next_f.push([1,"' + "1:Tfffffff," * 100_000 + '"])',
    ):
        began = time.process_time()
        assert found(f"<script>{flood}</script>") == []
        assert time.process_time() - began < 5


def test_data_of_very_many_pieces_is_read_at_once():
    pieces = [
        f"<p>On day {day} the harbour office said that the pier was to stay closed for a while.</p>"
        for day in range(20_000)
    ]
    began = time.process_time()
    page = clean(f"<html><body><script>window.x = {json.dumps(pieces)}</script></body></html>")
    assert page.provenance.extractor == "page:state"
    assert time.process_time() - began < 10


def test_captions_and_advertisements_in_the_markup_of_a_state_are_left_out():
    told = [f"{FIRST} {SECOND} Nobody was hurt, said the office on day {day}." for day in range(6)]
    markup = "".join(f"<p>{line}</p>" for line in told)
    picture = "<figure><img src=a.jpg><figcaption>The outer pier on Monday morning.</figcaption></figure>"
    state = json.dumps({"body": f"{picture}<div class=ad>Advertisement</div>{markup}"})
    page = clean(f"<html lang=en><body><div id=root></div><script>window.x = {state}</script></body></html>")
    assert page.text.split("\n\n") == told


def test_an_empty_script_says_nothing():
    assert found("<script>" + " \n" * 80 + "</script>") == []


@given(st.text(max_size=300))
def test_no_script_stops_the_reading(code):
    found(f"<script>window.x = {code}{' ' * 60}</script><script>self.__next_f.push([1,{json.dumps(code)}])</script>")


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
