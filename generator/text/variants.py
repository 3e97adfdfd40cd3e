"""Characters that are read as others: radicals (⽅ U+2F45) out of a PDF as 方, traditional forms as simplified ones."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_RADICALS = re.compile("[\u2e80-\u2fdf]")
_SIMPLIFIED = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals of the supplement (U+2E80–2EFF) with their characters; Unicode's own NFKC folds only two of that block."""

_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_FREQUENT = re.compile(
    "[題進項設萬實個務開辦復處區資戶業計對將過縣後場車員於還時電結動學經長確標規補單衆鎮舊運條報庫議審橋換爭積責續現數內該線賬驗機執來體圍佔費達銷態見鍋"
    "應邊發繳園級況採齊階爲為圖網盤無會訴廠簽質搶維農鞏賃總編覈測裝東點選崗貨營別撥顯違啓關張納請週聲滲頭檢隱評綠徵裏滿寬話償傷迴樹沒頂問門這們組織國劃"
    "產備屬鄉啟貧僅屆鋪決堅間樓額糾紛臨訪溝畢壓終蓋並號貸兩掛擬類記餘糞淨遲響緊側熱礎錯斷難層攤談與兌訓衛廁廣擾護較舉爛饋塊錄從騰廳礦籤檔變種環閒鄰團領導輪]"
)
"""Matches a traditional character that is frequent in reports: a text without any is in simplified ones."""

_SURE = {"批覆": "批复", "答覆": "答复", "回覆": "回复", "著手": "着手", "著力": "着力"}
"""Words with a traditional character that other words keep: 覆 in 覆盖, 著 in 显著."""
_DOUBTFUL = re.compile("|".join(_SURE))


def fold_radicals(text: str) -> tuple[str, int]:
    """Return the text with its radicals replaced by characters, of the same length, and the number of radicals."""
    return _RADICALS.subn(lambda match: _character(match[0]), text)


def radicals_in(text: str) -> dict[str, str]:
    """Return the radicals of a text, each with the character that replaces it; those without one are left out."""
    found = {radical: _character(radical) for radical in _RADICALS.findall(text)}
    return {radical: character for radical, character in found.items() if radical != character}


def _character(radical: str) -> str:
    """Return the character that a radical stands for, or the radical itself if there is none."""
    folded = _SIMPLIFIED.get(radical) or unicodedata.normalize("NFKC", radical)
    return folded if len(folded) == 1 else radical


@cache
def simplified() -> dict[str, str]:
    """Return the simplified form of each traditional character, by opencc's tables, and the character of each radical.

    Only forms of a single character are given, so that offsets stay valid.
    """
    from opencc import OpenCC  # noqa: PLC0415

    characters = [chr(code) for block in _HAN for code in block]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    found = {a: b for a, b in zip(characters, forms, strict=True) if a != b and len(b) == 1}
    radicals = ((chr(code), fold_radicals(chr(code))[0]) for code in range(0x2E80, 0x2FE0))
    return found | {a: found.get(b, b) for a, b in radicals if a != b and len(b) == 1}


@cache
def _table() -> dict[int, str]:
    return {ord(character): form for character, form in simplified().items()}


def in_simplified(text: str) -> str:
    """Return a text in simplified characters, of the same length."""
    if not _FREQUENT.search(text):
        return text
    return _DOUBTFUL.sub(lambda match: _SURE[match[0]], text.translate(_table()))
