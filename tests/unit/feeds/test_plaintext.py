import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.feeds.persons import person_name
from wirecopy.feeds.plaintext import plain, strip_tags


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<b>c</b>d", "acd"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("One<br/>Two", "One Two"),
        ("x <!-- hidden <b> --> y", "x y"),
        ("x<script>if (a < b) alert('</b>')</script>y<style>p{}</style>", "x y"),
        ('<a title="1 > 0" href=x>link</a>', "link"),
        ("Tom &amp;amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("a < b and c > d", "a < b and c > d"),
        ("List<String> and <name>", "List<String> and <name>"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("it\x92s", "it’s"),
        ("cut off <a href='x", "cut off"),
        ("non\xa0breaking\n\tspace", "non breaking space"),
    ],
)
def test_markup_goes_and_text_stays(markup, text):
    assert plain(markup, 100) == text


def test_a_long_text_ends_with_an_ellipsis_within_its_limit():
    assert plain("word " * 100, 20) == "word word word word…"


@given(st.text(alphabet="<>&;/!-'\"abp script=#x0", max_size=120))
def test_no_script_tag_and_no_comment_survives(text):
    stripped = strip_tags(text)
    assert "<script>" not in strip_tags(stripped)
    assert len(plain(text, 30)) <= 30


@pytest.mark.parametrize(
    ("given_", "name"),
    [
        ("desk@lamp.example (Ada Quill)", "Ada Quill"),
        ("Ada Quill <desk@lamp.example>", "Ada Quill"),
        ("Ada Quill (desk@lamp.example)", "Ada Quill"),
        ("desk@lamp.example", "desk@lamp.example"),
        ("noreply@blog.example (Unknown)", ""),
        ("  Ada\n Quill ", "Ada Quill"),
        ("Quill &amp; Co", "Quill & Co"),
        ("", ""),
    ],
)
def test_a_person_has_a_name_and_no_address(given_, name):
    assert person_name(given_) == name
