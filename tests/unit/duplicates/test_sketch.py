import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.duplicates.sketch import Sketch, sketch, unpack

TEXT = "Heavy rain is expected over the north coast on Monday with up to 40 mm in places, the weather office said."
CHINESE = "北京大学今天宣布明年将在北方海岸新建三个气象站并公开全部观测数据供研究人员使用这一计划得到了广泛支持"


def shared(one: Sketch, other: Sketch) -> int:
    return len(set(one.keys) & set(other.keys))


def test_hashes_are_the_same_in_every_process():
    code = (
        "from wirecopy.duplicates.sketch import sketch\n"
        f"drawn = sketch('Rain', {TEXT!r}, 'en')\n"
        "print(drawn.keys, drawn.packed.hex())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    here = sketch("Rain", TEXT, "en")
    assert runs == {f"{here.keys} {here.packed.hex()}\n"}


def test_hashes_are_those_of_the_first_release():
    # Stored sketches are compared with new ones: another hash needs another version.
    assert sketch("", "rain", None).keys == (5104369473324576550,)


@given(st.text(max_size=80), st.text(max_size=300), st.sampled_from([None, "en", "zh"]))
def test_any_text_has_a_sketch_that_can_be_stored(title, text, language):
    drawn = sketch(title, text, language)
    assert all(-(2**63) <= key < 2**63 for key in drawn.keys)
    assert list(drawn.keys) == sorted(set(drawn.keys))
    for part in (drawn.parts.body, drawn.parts.lead, drawn.parts.title, *drawn.parts.numbers, *drawn.parts.names):
        assert part.tolist() == sorted(set(part.tolist()))
    assert Sketch.unpack(drawn.packed).packed == drawn.packed


def test_a_text_without_words_has_no_keys():
    assert sketch("", " … — ", None).keys == ()


def test_case_and_punctuation_change_no_key():
    assert sketch("", TEXT, "en").keys == sketch("", TEXT.upper().replace(",", " --"), "en").keys


@pytest.mark.parametrize(("text", "has_capitals"), [(TEXT, True), (TEXT.lower(), False), (CHINESE, False)])
def test_a_stored_sketch_says_whether_its_names_are_names(text, has_capitals):
    parts = Sketch.unpack(sketch("", text, None).packed).parts
    assert parts.has_capitals is has_capitals
    assert parts.names.places.size > 0


def test_a_row_of_numbers_is_told_place_by_place():
    one, other = (sketch("", f"The winning numbers were {row} on Monday", None) for row in ("7, 0, 1, 7", "7, 2, 3, 5"))
    assert one.parts.numbers.places.tolist() == other.parts.numbers.places.tolist()
    assert len(set(one.parts.numbers.filled.tolist()) & set(other.parts.numbers.filled.tolist())) == 1


def test_a_cut_text_shares_keys_with_the_whole(story):
    whole = sketch("One headline", story(1), "en")
    cut = sketch("Another", story(1)[: len(story(1)) // 3], "en")
    assert shared(whole, cut) > 2 * shared(whole, sketch("Third", story(2), "en"))


def test_a_changed_first_word_leaves_chinese_keys():
    whole = sketch("", CHINESE, None)
    changed = sketch("", "上海" + CHINESE[2:], None)
    assert whole.parts.body.size == len(CHINESE) - 4
    assert shared(whole, changed) > len(whole.keys) / 2


@pytest.mark.parametrize("stored", [b"", b"\x00" * 40, b"\x01", sketch("", TEXT, "en").packed[:-1]])
def test_what_is_no_sketch_is_refused(stored):
    with pytest.raises(ValueError, match="sketch"):
        unpack(stored)


def test_long_and_short_texts_have_few_keys(story):
    assert len(sketch("", story(1, sentences=2000), "en").keys) <= 48 + 4
    assert len(sketch("", "Four words of news", "en").keys) == 2
