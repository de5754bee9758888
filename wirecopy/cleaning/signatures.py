"""Signatures: who wrote a story, where only the story itself says it.

Newsrooms that put no byline on a page sign in the text, by customs of their languages: "（总台记者 张倩）",
"홍길동 기자", "【山田太郎】", a name in a line of its own, "(Reporting by Ann Berg; editing by Bo Lind)". Read is only
what such a custom makes certain, at a story's beginning and end; a name is told by its family's, of which a few
hundred cover most people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wirecopy.cleaning.names import names_in

_HEAD, _TAIL = 4, 5
_LONGEST_LINE = 60

_CHINESE_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧葉蘇魏呂盧鐘譚陸賈韋鄒熊邱閻龍陶賀顧龔萬錢嚴湯溫莊聶魯歐關蘭"
)
_KOREAN_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연"
)
_JAPANESE_FAMILIES = tuple(
    """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 清水 山崎 池田 橋本 阿部
    石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 金子 岡本 藤原
    三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口
    大野 丸山 今井 高田 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 野口 松尾 野村 木下 菊地
    佐野 大西 杉本 新井 浜田 菅原 市川 水野 小松 島田 古川 小山 高野 西田 菊池 山内 西川 五十嵐 北村 安田 中田 川口 平田
    川崎 飯田 吉川 本田 久保田 沢田 辻 関 渡部 中西 服部 樋口 福島 荒木 大島 永井 平井 岩田 星野 早川 望月
    """.split()
)
_VIETNAMESE_FAMILIES = frozenset(
    "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh Trương Đinh Lâm "
    "Phùng Mai Tô Hà Tạ Cao Thái Chu Châu".split()
)

_SPACE, _HAN, _KANA = "[ \u3000]", "\u4e00-\u9fff", "々ぁ-ヿ"
_NAME = f"[{_HAN}]{{2,4}}?"
_NAMES = rf"(?P<names>{_NAME}(?:[ \u3000、]+{_NAME}){{0,5}})"
_BEHIND = rf"(?={_SPACE}|[/／、；;）)】\]]|报道|報道|摄|攝|发自|發自|文|$)"
_REPORTER = "(?:记者|記者|通讯员|通訊員)"
_IN_BRACKETS = re.compile(r"[（(【\[][^（()）\[\]【】。！？]{0,40}[）)】\]]")
_REPORTED = re.compile(rf"{_REPORTER}(?P<apart>[:： \u3000]*){_NAMES}{_BEHIND}")
_REPORTER_FIRST = re.compile(rf"[{_HAN}·]{{0,12}}?{_REPORTER}")
_WRITER = re.compile(
    rf"(?:^|{_SPACE})(?:作者|撰文|撰稿|执笔人?|執筆|文){_SPACE}*[:：/／]{_SPACE}*{_NAMES}(?={_SPACE}|$)"
)
_SIGNED = re.compile(rf"[（(]{_SPACE}*(?P<names>[{_HAN}]{{2,4}}(?:[ \u3000、]+[{_HAN}]{{2,4}}){{0,5}}){_SPACE}*[）)]$")
_SIGNED_IN_JAPANESE = re.compile(
    rf"[【（(](?P<names>[{_HAN}{_KANA}]{{3,6}}(?:[、・][{_HAN}{_KANA}]{{3,6}}){{0,4}})[】）)]$"
)
# "【ロンドン＝岡田浩幸】", before the first words.
_SENT_FROM = re.compile(
    rf"【[^＝=】]{{1,14}}[＝=・]\s?(?P<names>[{_HAN}{_KANA}]{{3,6}}(?:、[{_HAN}{_KANA}]{{3,6}}){{0,3}})】"
)
_BETWEEN = re.compile(r"[ \u3000、・]+")
_NO_NAME = re.compile("综合|整理|报道|采访|摄影|供图|编辑|了解|获悉|联系")
# What may stand alone in brackets and begins like a name: "（高清图）", "（安徽省）".
_NO_SIGNATURE = re.compile("[图圖片者版讯訊社网網报報站省市县縣区區州镇鎮村称稱左右上下等文]")
_KOREAN = re.compile(
    r"(?:[\[(【][^\])】]{1,24}[\])】]\s*)?(?P<names>[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}){0,3})\s?(?:[가-힣]{2,4}\s?)?기자"
    r"(?:\s?=|\s*$|\s+\S+@)"
)
_KOREAN_BETWEEN = re.compile(r"\s?[·,]\s?")
# Places whose names begin as families' do.
_VIETNAMESE_PLACES = frozenset(
    (
        *("Hà Nội", "Hà Nam", "Hà Tĩnh", "Hà Giang", "Thái Lan", "Thái Bình", "Thái Nguyên", "Cao Bằng", "Lâm Đồng"),
        *("Hồ Chí Minh", "Hồ Gươm", "Châu Âu", "Châu Á", "Châu Phi"),
    )
)
_VIETNAMESE = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+ ){1,3}[A-ZÀ-ỸĐ][a-zà-ỹđ]+")
_REPORTING = re.compile(r"\W*[Rr]eporting by (?P<names>[^;.()]{3,120})[;.)]")


def signatures(before: Sequence[str], story: Sequence[str], behind: Sequence[str]) -> tuple[str, ...]:
    """The names with which a story is signed, each once; none where custom leaves a doubt.

    `story` are its paragraphs with all that stands between them, `before` and `behind` the lines next to it.
    """
    ends = [*before, *story[:_HEAD], *story[max(_HEAD, len(story) - _TAIL) :], *behind]
    last = [*story[-1:], *behind[:1]]
    for read, lines in (
        (_reported, ends),
        (_labelled, ends),
        (_korean, ends),
        (_reporting, ends),
        (_sent, story[:_HEAD]),
        (_signed, last),
        (_japanese, last),
        (_vietnamese, last),
    ):
        if names := tuple(dict.fromkeys(name for line in lines for name in read(line))):
            return names
    return ()


def _reported(line: str) -> Iterator[str]:
    # A line that begins with who reports, and what stands in brackets anywhere.
    said = [bracket[0] for bracket in _IN_BRACKETS.finditer(line)]
    if len(line) <= _LONGEST_LINE and _REPORTER_FIRST.match(line):
        said.append(line)
    for text in said:
        for match in _REPORTED.finditer(text):
            # Behind a space any name is one; else it might be a word: "记者了解到".
            yield from _known(match["names"], is_certain=bool(match["apart"]))


def _labelled(line: str) -> Iterator[str]:
    if len(line) <= _LONGEST_LINE:
        for match in _WRITER.finditer(line):
            yield from _known(match["names"], is_certain=True)


def _signed(line: str) -> Iterator[str]:
    if match := _SIGNED.search(line):
        names = _BETWEEN.split(match["names"])
        if all(name[0] in _CHINESE_FAMILIES and not _NO_SIGNATURE.search(name) for name in names) and (
            len(names) > 1 or len(names[0]) == 3
        ):
            yield from names


def _known(names: str, *, is_certain: bool) -> Iterator[str]:
    for name in _BETWEEN.split(names):
        if (is_certain or name[:1] in _CHINESE_FAMILIES) and not _NO_NAME.search(name):
            yield name


def _korean(line: str) -> Iterator[str]:
    if match := _KOREAN.match(line):
        yield from (name for name in _KOREAN_BETWEEN.split(match["names"]) if name[0] in _KOREAN_FAMILIES)


def _japanese(line: str) -> Iterator[str]:
    if match := _SIGNED_IN_JAPANESE.search(line):
        yield from _japanese_names(match["names"])


def _sent(line: str) -> Iterator[str]:
    if match := _SENT_FROM.match(line):
        yield from _japanese_names(match["names"])


def _japanese_names(said: str) -> list[str]:
    names = _BETWEEN.split(said)
    return names if all(name.startswith(_JAPANESE_FAMILIES) for name in names) else []


def _vietnamese(line: str) -> Iterator[str]:
    is_name = _VIETNAMESE.fullmatch(line) and line.split(maxsplit=1)[0] in _VIETNAMESE_FAMILIES
    if is_name and line not in _VIETNAMESE_PLACES:
        yield line


def _reporting(line: str) -> Iterator[str]:
    if match := _REPORTING.match(line):
        yield from names_in(match["names"])
