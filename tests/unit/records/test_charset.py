"""Bytes to text: charsets of feeds and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.records.charset import decode, known_charset

RUSSIAN = "Паром снова опоздал, сообщает порт. Жители ждали на пристани три часа."


def document(charset: str, declared: str | None = None) -> bytes:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}<rss>{RUSSIAN * 3}</rss>".encode(charset)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (document("utf-8"), None),
        (document("utf-8-sig"), "text/xml; charset=koi8-r"),
        (document("utf-16"), None),
        (document("utf-16-le"), None),
        (document("utf-16-be", "utf-16"), None),
        (document("utf-32"), None),
        (document("windows-1251", "windows-1251"), None),
        (document("koi8-r"), 'text/xml; charset="koi8-r"'),
        (document("koi8-r", "windows-1251"), "text/xml; charset=koi8-r"),
        (document("windows-1251", "windows-1251"), "text/xml; charset=ISO-8859-1"),
        (document("windows-1251", "windows-1251"), "text/xml; charset=us-ascii"),
        (document("utf-8", "windows-1251"), "text/xml; charset=windows-1251"),
        (document("windows-1251"), None),
        (document("windows-1251", "utf-8"), "text/xml; charset=utf-8"),
    ],
)
def test_the_weightiest_evidence_decides(body, content_type):
    assert RUSSIAN in decode(body, content_type).text


def test_japanese_mail_charset_is_read_although_its_bytes_are_ascii():
    body = '<?xml version="1.0" encoding="iso-2022-jp"?><rss>港の灯</rss>'.encode("iso2022_jp")
    assert "港の灯" in decode(body).text


def test_latin_1_is_read_as_windows_1252():
    assert "“x”" in decode(b'<?xml version="1.0" encoding="iso-8859-1"?><a>\x93x\x94</a>').text


def test_a_bad_byte_in_utf_8_costs_one_character_and_a_warning():
    decoded = decode(b"<rss>" + RUSSIAN.encode() + b"\xff</rss>")
    assert decoded.text == f"<rss>{RUSSIAN}\ufffd</rss>"
    assert decoded.warning == "some bytes are not utf-8 and were replaced"


@pytest.mark.parametrize("label", ["utf-7", "zlib", "rot13", "idna", "unicode_escape", "nothing", "a\0b", "é"])
def test_a_label_that_is_no_charset_of_documents_is_none(label):
    assert known_charset(label) is None


PAGE = "<html><head><meta charset='{}'></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Zürich".encode(), None, "Zürich"),
        ("Zürich".encode(), "text/html; charset=iso-8859-1", "Zürich"),
        (b"\xef\xbb\xbfZ\xc3\xbcrich", "text/html; charset=latin1", "Zürich"),
        (b"\xff\xfe" + "Zürich".encode("utf-16-le"), None, "Zürich"),
        ("Zürich – “ja”".encode("cp1252"), "text/html; charset=iso-8859-1", "Zürich – “ja”"),
        ("Привет, мир".encode("cp1251"), 'text/html; charset="windows-1251"', "Привет, мир"),
        ("東京の天気".encode("shift_jis"), "text/html;charset=Shift_JIS", "東京の天気"),
        ("東京の天気".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "東京の天気"),
    ],
)
def test_pages_are_read_by_what_they_hold_and_what_the_header_says(body, content_type, text):
    assert decode(body, content_type).text == text


@pytest.mark.parametrize(
    ("charset", "words"), [("gb2312", "港口重新开放"), ("big5", "港口重新開放"), ("euc-kr", "항구가 다시")]
)
def test_the_meta_prescan_is_heard_even_against_a_latin_1_header(charset, words):
    body = PAGE.format(charset, words).encode(charset)
    assert words in decode(body, "text/html; charset=iso-8859-1").text


def test_a_few_bad_bytes_far_down_do_not_spoil_utf_8():
    body = b"<rss>" + b" " * 300_000 + RUSSIAN.encode() + b"\xff</rss>"
    assert decode(body, "text/xml; charset=windows-1251").text.strip().endswith(RUSSIAN + "\ufffd</rss>")


def test_statistics_are_taken_where_the_letters_are():
    body = b"<rss>" + b" " * 300_000 + RUSSIAN.encode("cp1251") * 3 + b"</rss>"
    assert RUSSIAN in decode(body).text


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("x-sjis", "cp932"),
        ("windows1251", "cp1251"),
        ("x-cp1251", "cp1251"),
        ("ISO8859-2", "iso8859-2"),
        ("iso-8859-8-i", "iso8859-8"),
        ("windows-949", "cp949"),
        ("gb_2312-80", "gb18030"),
        ("latin1", "cp1252"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label, charset):
    assert known_charset(label) == charset


@pytest.mark.parametrize("label", ["utf-7", "zlib", "rot13", "unicode_escape", "idna", "nonsense"])
def test_charsets_that_are_none_are_not_used(label):
    body = b"+ADw-script+AD4- \xe9t\xe9"
    assert decode(body, f"text/html; charset={label}").text.startswith("+ADw-")


@given(st.binary(max_size=200), st.none() | st.text(max_size=40))
def test_any_bytes_become_text_without_lone_surrogates(body, content_type):
    decode(body, content_type).text.encode("utf-8")
