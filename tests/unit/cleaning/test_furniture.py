"""What goes because of its markup."""

import lxml.html
import pytest

from wirecopy.cleaning.furniture import remove_furniture

STORY = "<p>" + "The crossing stays open through the winter, whatever the weather brings. " * 8 + "</p>"


def left(markup):
    page = lxml.html.document_fromstring(f"<html><body><article>{markup}{STORY}</article></body></html>")
    remove_furniture(page)
    return page.text_content().removesuffix(lxml.html.fromstring(STORY).text_content())


@pytest.mark.parametrize(
    "markup",
    [
        "<p class='photo'><img alt='The crossing at dusk'><br><small>The crossing at dusk</small></p>",
        "<div><a href='/big'><img alt='The crossing  at dusk'></a><span>The crossing at dusk </span></div>",
        "<div class='bildtext'>The crossing at dusk</div>",
        "<figure><img alt=''><figcaption>The crossing at dusk</figcaption></figure>",
    ],
)
def test_a_caption_goes(markup):
    assert left(markup) == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<p><img alt='The crossing at dusk'>The crossing at dusk is the quietest hour.</p>",
        "<p><img alt=''>The crossing at dusk</p>",
        "<p><img alt='crossing'></p><p>crossing</p>",
    ],
)
def test_text_beside_a_picture_stays(markup):
    assert left(markup) == lxml.html.fromstring(f"<div>{markup}</div>").text_content()
