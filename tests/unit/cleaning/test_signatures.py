"""Who wrote a story, where only the story says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cleaning import clean
from wirecopy.cleaning.signatures import signatures


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("渡轮将于五月恢复。（总台记者 张倩）", ["张倩"]),
        ("据新华社拉萨电（记者 格桑边觉）渡轮将于五月恢复。", ["格桑边觉"]),
        ("（记者王小明 通讯员李雷）", ["王小明", "李雷"]),
        ("（记者王小明报道）", ["王小明"]),
        ("本报记者 王小明 李雷", ["王小明", "李雷"]),
        ("本报记者王小明发自北京", ["王小明"]),
        ("海港商报记者王小明/文 受访者供图", ["王小明"]),
        ("执笔人：王小明 李雷", ["王小明", "李雷"]),
        ("2015-11-05 来源:海港报 作者:王小明", ["王小明"]),
        ("渡轮将于五月恢复。（常书香 马丹阳 ）", ["常书香", "马丹阳"]),
        ("홍길동 기자 = 여객선이 5월에 다시 다닌다.", ["홍길동"]),
        ("[부산=항구뉴스] 홍길동 기자 = 여객선이 5월에 다시 다닌다.", ["홍길동"]),
        ("홍길동·김철수 기자 gildong@baypost.example", ["홍길동", "김철수"]),
        ("フェリーは五月に再開する。【山田太郎、佐藤花子】", ["山田太郎", "佐藤花子"]),
        ("フェリーは五月に再開する。（佐々木花子）", ["佐々木花子"]),
        ("【ロンドン＝山田太郎】フェリーは五月に再開する。", ["山田太郎"]),
        ("Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("(Reporting by Ann Berg in Oslo and Bo Lind; Editing by Cy Moe)", ["Ann Berg", "Bo Lind"]),
    ],
)
def test_customs_of_signing(line, names):
    assert list(signatures([], ["渡轮", line], [])) == names


@pytest.mark.parametrize(
    "line",
    [
        "记者了解到，渡轮将于五月恢复。",
        "记者于今日到港口采访。",
        "（记者采访时）",
        "（记者 综合报道）",
        "（图文无关）",
        "（高清图）",
        "（安徽省）",
        "（新华社）",
        "（陈）",
        "联系记者",
        "김 기자는 여객선을 탔다.",
        "（共同通信）",
        "【ロンドン＝共同】フェリーは五月に再開する。",
        "（写真提供）",
        "Hà Nội",
        "Nguyễn Văn An nói rằng phà sẽ trở lại.",
        "Additional reporting by Ann Berg.",
        "She was reporting by telephone; nobody heard her.",
        "",
    ],
)
def test_what_only_looks_like_a_signature(line):
    assert signatures([], ["渡轮", line], []) == ()


def test_a_name_in_a_line_of_its_own_counts_only_at_the_end():
    assert signatures([], ["Lê Phương", "Phà sẽ trở lại vào tháng Năm."], []) == ()
    assert signatures([], ["Phà sẽ trở lại vào tháng Năm."], ["Lê Phương", "Copy link"]) == ("Lê Phương",)
    assert signatures([], ["Phà sẽ trở lại vào tháng Năm."], ["Copy link", "Lê Phương"]) == ()


def test_a_page_without_a_byline_has_the_name_with_which_its_story_is_signed():
    told = "据港务局介绍，因风暴停航三天的海港渡轮将于五月恢复通航，届时每天往返六班，票价不变。"
    body = f"<article><p>{told}</p><p>{told}港口方面表示感谢。（海港报记者 张倩）</p></article>"
    signed = clean(f"<html lang=zh><body><h1>渡轮恢复通航</h1>{body}</body></html>")
    assert (signed.authors, signed.provenance.fields["authors"]) == (("张倩",), "signature")

    stated = clean(f"<html lang=zh><head><meta name=author content=王小明></head><body>{body}</body></html>")
    assert (stated.authors, stated.provenance.fields["authors"]) == (("王小明",), "meta")


@given(st.lists(st.text(max_size=80), max_size=8))
def test_no_text_stops_the_reading(lines):
    assert all(name.strip() for name in signatures(lines[:2], lines[2:6], lines[6:]))
