"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning.charset import decode

META = "<html><head><meta charset='{}'></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Zürich".encode(), None, "Zürich"),
        ("Zürich".encode(), "text/html; charset=iso-8859-1", "Zürich"),
        (b"\xef\xbb\xbfZ\xc3\xbcrich", "text/html; charset=latin1", "Zürich"),
        ("Zürich".encode("utf-16-le").join([b"\xff\xfe", b""]), None, "Zürich"),
        ("Zürich – “ja”".encode("cp1252"), "text/html; charset=iso-8859-1", "Zürich – “ja”"),
        ("Привет, мир".encode("cp1251"), 'text/html; charset="windows-1251"', "Привет, мир"),
        ("東京の天気".encode("shift_jis"), "text/html;charset=Shift_JIS", "東京の天気"),
        ("東京の天気".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "東京の天気"),
    ],
)
def test_bytes_are_read_by_what_they_hold_and_what_the_header_says(body, content_type, text):
    assert decode(body, content_type) == text


@pytest.mark.parametrize(
    ("charset", "words"), [("gb2312", "港口重新开放"), ("big5", "港口重新開放"), ("euc-kr", "항구가 다시")]
)
def test_the_meta_prescan_is_heard_even_against_a_latin_1_header(charset, words):
    body = META.format(charset, words).encode(charset)

    assert words in decode(body, "text/html; charset=iso-8859-1")


def test_without_any_label_statistics_decide():
    text = "Гавань снова открыта после бури, сообщил капитан порта во вторник утром. " * 5

    assert decode(text.encode("cp1251")) == text


def test_a_few_bad_bytes_do_not_spoil_utf_8():
    assert decode("Größe, Maß, Übung, Ärger, Öl, Süd, Fuß, Zürich, Köln, Müll. ".encode() + b"\xff").startswith("Größe")


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=60)))
def test_any_bytes_become_text(body, content_type):
    assert isinstance(decode(body, content_type), str)


@pytest.mark.parametrize("label", ["utf-7", "zlib", "rot13", "unicode_escape", "idna", "nonsense"])
def test_charsets_that_are_none_are_not_used(label):
    body = b"+ADw-script+AD4- \xe9t\xe9"

    assert decode(body, f"text/html; charset={label}").startswith("+ADw-")
