"""Characters that are taken for each other: of one sound, of a like look, or rare."""

from __future__ import annotations

from generator.text.order import by_reading, reading_of

DISTINCT = frozenset("一二三四五六七八九十甲乙丙丁戊东西南北中上下左右前后内外新老大小高低长短公民男女")
"""Characters in which two names may differ on purpose: 东, 二, 甲."""
_LONG_NAME, _TRADE = 6, 2
_NEAR = 12
"""Two characters sound alike if at most so many places apart in GB 2312, whose first level is sorted by pinyin."""
LOOK_ALIKE = (
    *("准淮", "末未", "己已巳", "治冶", "拔拨", "竟竞", "即既", "侯候", "辩辨辫", "杨扬", "士土"),
    *("折析", "贷货", "贫贪", "微徽", "浙淅", "免兔", "天夭", "干千", "壁璧", "戊戌戍", "住往"),
    *("使便", "每海", "日曰", "人入", "享亨", "崇祟", "晴睛", "账帐", "券卷", "代伐", "拆折"),
    *("洒酒", "埋理", "陕峡", "萧肖", "坚竖", "蓝篮", "园圆", "科料", "管菅"),
    *(
        "设没",
        "戴载",
        "徒徙",
        "讯汛",
        "沪泸",
        "赡瞻",
        "幅辐",
        "挡档",
        "栽裁载",
        "辑缉",
        "暑署",
        "燥躁",
        "斑班",
        "博搏",
        "弛驰",
    ),
    *(
        "遗遣",
        "籍藉",
        "粱梁",
        "延廷",
        "历厉",
        "刺剌",
        "毫亳",
        "宜宣",
        "侍待",
        "持特",
        "抵低",
        "植值",
        "拒柜",
        "检捡险验",
    ),
    *(
        "请清情晴",
        "风凤",
        "令今",
        "仿防",
        "枝技",
        "坏环",
        "圾级",
        "提堤",
        "揭渴",
        "煤媒",
        "洲州",
        "玲岭",
        "铺辅",
        "渔鱼",
    ),
)
"""Groups of characters that look alike."""


def sounds_like(one: str, other: str) -> bool:
    """Say whether two characters sound alike: neighbours in GB 2312, or if one is rarer, of the same pinyin."""
    if {one, other} <= DISTINCT:
        return False
    if same_sound(one, other) or any({one, other} <= set(group) for group in LOOK_ALIKE):
        return True
    places = []
    for character in (one, other):
        code = by_reading(character)
        if len(code) != 2 or not 0xB0 <= code[0] <= 0xD7 or code[1] < 0xA1:
            return same_sound(one, other)
        places.append((code[0] - 0xB0) * 94 + code[1] - 0xA1)
    return abs(places[0] - places[1]) <= _NEAR


def same_sounds(one: str, other: str) -> bool:
    """Say whether two words of one length sound the same."""
    return all(a == b or same_sound(a, b) for a, b in zip(one, other, strict=True))


def differ_in_sound_alone(one: str, other: str) -> bool:
    """Say whether two words of one length differ in one character alone, and not in how they sound."""
    differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differ) == 1 and same_sound(*differ[0])


def same_sound(one: str, other: str) -> bool:
    """Say whether two characters have one usual reading, tones left out."""
    sound = reading_of(one)
    return bool(sound) and sound == reading_of(other)


def may_be(one: str, other: str) -> bool:
    """Say whether a last character of a person's name may be a slip for another: of one sound, or one of them rare."""
    return same_sound(one, other) or any(not b"\xb0" <= by_reading(name)[:1] <= b"\xd7" for name in (one, other))


def is_one_person(name: str, other: str) -> bool:
    """Say whether a person's name differs from another in its last character, or in a middle one of the same sound."""
    if name[:-1] == other[:-1]:
        return may_be(name[-1], other[-1])
    return name[:-2] + name[-1] == other[:-2] + other[-1] and same_sound(name[-2], other[-2])


def is_slip(one: str, other: str, at: int) -> bool:
    """Say whether two long names differ in one character of their proper part alone: 金瑞恒通建设, 金端恒通建设.

    Their last two characters tell the trade, and characters of place or number may differ on purpose.
    """
    return len(one) >= _LONG_NAME and at < len(one) - _TRADE and not {one[at], other[at]} & DISTINCT
