"""The lead picture, its caption and its credit."""

import pytest

from schemas.article import Image
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.metadata import read_metadata
from wirecopy.cleaning.tree import parse_page

URL = "https://www.baypost.example/news/harbour"
PICTURE = "https://img.example/pics/4711083_pier.jpg"
META = f"<meta property=og:image content='{PICTURE}'>"


def read(head="", body=""):
    page = f"<html><head><title>x</title>{head}</head><body>{body}</body></html>"
    metadata = read_metadata(collect(parse_page(page), url=URL), size=len(page))
    return metadata.image, metadata.sources.get("image")


def jsonld(image):
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Harbour","image":{image}}}</script>'


def figure(inside, *, picture="<img src='/resized/400x300/4711083_pier-400x300.jpg'>"):
    return f"<figure>{picture}{inside}</figure>"


@pytest.mark.parametrize(
    ("inside", "caption", "credit"),
    [
        ("<figcaption>The pier.</figcaption>", "The pier.", None),
        ("<figcaption>The pier. <span class=credit>Photo: Ann Berg</span></figcaption>", "The pier.", "Ann Berg"),
        ("<figcaption>The pier.</figcaption><i class=copyright>© A. Berg / Wire</i>", "The pier.", "A. Berg / Wire"),
        ("<figcaption>The pier (Foto: REUTERS)</figcaption>", "The pier", "REUTERS"),
        ("<figcaption>The pier. Picture by Ann Berg</figcaption>", "The pier.", "Ann Berg"),
        ("<figcaption>The pier. AP Photo/Ann Berg</figcaption>", "The pier.", "AP Photo/Ann Berg"),
        ("<figcaption>The pier. ANN BERG / AFP</figcaption>", "The pier.", "ANN BERG / AFP"),
        ("<figcaption>The pier | Bo Lind via Getty Images</figcaption>", "The pier", "Bo Lind via Getty Images"),
        ("<figcaption>Bildrechte: picture alliance/dpa</figcaption>", None, "picture alliance/dpa"),
        ("<figcaption>The AP office by the pier.</figcaption>", "The AP office by the pier.", None),
        ("<figcaption>A photo: the pier in 1987, before the storm</figcaption>", None, None),
    ],
)  # fmt: skip
def test_the_credit_stands_apart_from_the_caption(inside, caption, credit):
    image, source = read(META, figure(inside))
    assert source == "opengraph"
    if caption or credit:
        assert image == Image(url=PICTURE, caption=caption, credit=credit)


def test_json_ld_may_say_it_all():
    node = f'{{"@type":"ImageObject","url":"{PICTURE}","caption":"The pier. Foto: Bo Lind","creditText":"Ann Berg"}}'
    assert read(jsonld(node)) == (Image(url=PICTURE, caption="The pier.", credit="Ann Berg"), "json-ld")


def test_of_several_the_widest_is_taken():
    nodes = '[{"url":"https://img.example/s.jpg","width":200},{"url":"https://img.example/l.jpg","width":"1200px"}]'
    image, _ = read(jsonld(nodes))
    assert image is not None
    assert image.url == "https://img.example/l.jpg"


@pytest.mark.parametrize(
    "picture",
    [
        "<img data-src='/x/4711083_pier.webp'>",
        "<picture><source srcset='/a/4711083_pier-800.webp 800w'><img src='data:image/gif;base64,xx'></picture>",
        "<a href='/full/4711083_pier.jpg'><img src=/t.jpg></a>",
    ],
)
def test_the_figure_of_the_same_picture_is_found_in_any_size(picture):
    other = "<figure><img src='/pics/9981234_mill.jpg'><figcaption>The mill.</figcaption></figure>"
    image, _ = read(META, other + figure("<figcaption>The pier.</figcaption>", picture=picture))
    assert image is not None
    assert image.caption == "The pier."


def test_a_caption_may_stand_beside_a_picture_without_a_figure():
    body = "<div class=lead><div><img src='/x/4711083_pier.jpg'></div><p class=img-caption>The pier.</p></div>"
    image, _ = read(META, body)
    assert image is not None
    assert image.caption == "The pier."


def test_logos_and_stand_ins_are_no_picture():
    head = "<meta property=og:image content='https://img.example/site-logo.png'>"
    assert read(head) == (None, None)
    assert read(head + jsonld(f'"{PICTURE}"'))[0] == Image(url=PICTURE)
    shown = figure("<figcaption>The pier.</figcaption>", picture="<img src=/pics/4711083_pier.jpg>")
    assert read(head, shown) == (
        Image(url="https://www.baypost.example/pics/4711083_pier.jpg", caption="The pier."),
        "figure",
    )
