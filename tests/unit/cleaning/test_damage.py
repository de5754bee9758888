"""What is mended, and what only looks broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning.damage import mended
from wirecopy.cleaning.paragraphs import plain_line


def misread(text, times=1):
    for _ in range(times):
        text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    return text


SENTENCES = [
    "L'été à Paris",
    "Grüße aus Köln",
    "She doesn’t say “yes”",
    "São Paulo está à espera",
    "Привет, мир",
    "橋は閉鎖のままだ。",
    "العبارة متوقفة",
    "Žluťoučký kůň – ďábelské ódy",
    "Işıkları söndürdü",
]


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("text", SENTENCES)
def test_misread_sentences_are_read_again(text, times):
    assert mended(misread(text, times)) == text


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "MINHA IRMÃ”, gritou",
        "“MINHA IRMÔ, “NÃO”",
        "Ã© o nome da banda",
        "Der Zeichensalat „Ã¤“ steht für ä.",
        "He typed Ã© instead of é, and the form said no.",
        "The form showed Ã© where her name has an accent.",
        "IL Y A DÉJÀ « ÇA »",
        "PÂ «LES»",
        "Hà Nội – Đà Nẵng",
        "CAFÉ™ Société® 10 °C",
        "ﬁne typography… ‘quoted’ — ½ №5 ™",
        "全角ＡＢＣ　と半角",
        "می‌خواهم",
        "क्‍ष",
        "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "שלום \u200f(hello)\u200f 123",
        "قال \u2068Bay Post\u2069 اليوم",
        "The paper \u2068הארץ\u2069 wrote",
    ],
)
def test_what_is_whole_or_uncertain_stays(text):
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("har\u00adbour wa\u200bll\ufeff", "harbour wall"),
        ("a\x00b\x07c\x7f", "abc"),
        ("It\x92s \x93here\x94\x81", "It’s “here”"),
        ("Auf\u200clage und Auf\u200dlage", "Auflage und Auflage"),
        ("price \u202e001\u202c euros", "price 001 euros"),
        ("gnp.\u202egnp.exe", "gnp.gnp.exe"),
        ("left\u200e and \u202aright\u202c", "left and right"),
        ("שלום \u202eabc\u202c עולם", "שלום abc עולם"),
        ("שלום \u2067לא נסגר", "שלום לא נסגר"),
        ("stray\u2069 end", "stray end"),
        ("note\U000e0069\U000e0067\U000e006e here", "note here"),
        ("half \ud83d pair", "half  pair"),
        ("100â\x80\x932,500 boats", "100–2,500 boats"),
    ],
)
def test_what_nobody_sees_goes(text, clean):
    assert mended(text) == clean


def test_a_line_has_single_spaces():
    assert plain_line("  a\u00a0b\u2028c\u3000d \u200b ") == "a b c d"


@given(st.text("abc äöüßéèçñ “”’–…áłżÃÂ", max_size=60))
def test_text_in_latin_letters_is_only_changed_where_it_was_misread(text):
    clean = mended(text)
    assert clean == text or misread(clean) == text or misread(clean, 2) == text
