import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.feeds.charset import decode, known_charset

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


@given(st.binary(max_size=200), st.none() | st.text(max_size=40))
def test_any_bytes_become_text_without_lone_surrogates(body, content_type):
    decode(body, content_type).text.encode("utf-8")
