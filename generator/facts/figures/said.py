"""The state while the figures of a sentence are read: a number without words of its own takes over earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.facts.fact import Change
from generator.facts.figures.changes import Told
from generator.facts.figures.numbers import Amount
from generator.facts.figures.ranks import RANK
from generator.facts.figures.sentence import Sentence
from generator.facts.figures.subjects import Place, is_verb, name_before, stripped, topic_of, verb_end
from generator.facts.figures.times import Time
from generator.facts.figures.units import units

BASIS = re.compile(r"(?:比|较(?![大高多强])|与|同(?![比期]))(?![重率例])")
"""Matches the beginning of words for what a change is measured against: 比上年决算数11.94亿元增长3.9%."""
SHARE_OF = re.compile(r"(?:其中)?(?<![挤侵霸抢强独多违])占(?![比用地有])")
"""Matches the beginning of words for the whole of a share: 占工业总产值的8%."""
OF_PLAN = re.compile("(?:超额)?完成(?:年初|调整后?|年度|全年|变动)?(?:预算|计划|任务|目标|指标)数?$")
"""Matches before a share of a plan, which is one of the figure named before: 完成预算98%."""
_SIZE = re.compile("总量|规模|总额|增速|增幅|质量")
_TO = re.compile(r"(?:为(?!期)|向|给(?!予)|对)[^,。;:]{0,14}$")
"""Matches before those to whom something is given; what it is comes behind them."""
_PLACE = re.compile("排名|排位|位次|名次")
"""Matches the word for a rank, which is its subject where nothing is named."""
_BUDGET = re.compile("(?:收入|支出|税收?|基金|财力)$")
_OF_ANOTHER = re.compile("[比较与同占]")
"""Matches a character that every match of BASIS and SHARE_OF contains: a quick test."""
_OF_IT = re.compile(r"的(?:约|近|超过?)?(?:\d[\d.,]{0,9}(?:%|成|倍)|[一二三四五六七八九]成|[二三四五六七八九十]分之)")
"""Matches after a figure of which the next is a share, with the subject named before: 完成年初预算数6亿元的40%."""
_FORMS = frozenset({"成立", "组建", "组成", "设立"})
"""Verbs before a group whose persons are then counted: 成立6个工作组18人; in 涉及18个单位236人 they are not of it."""
_CAUSES = ("使", "让")
_BENEFITS = re.compile(r"[^,。;:]{0,30}?(受益|受惠)")
"""Matches the verb after a number of those who benefit: 使2万户、近8万市民受益; it becomes the subject."""
_TARGET = re.compile("(?:目标|标准|指标|底线|红线|警戒线|上限|下限)(?:要求|任务|值)?$")
"""Matches what a share is the target of, so that the next figure does not tell of it: 达到90%的目标要求,同比下降2%."""
POINTS = frozenset({"个百分点", "百分点", "个千分点", "个基点", "基点"})


@dataclass(slots=True)
class Said:
    """What the figures so far have said, up to a semicolon; places are subjects, as offsets in the sentence."""

    used: int = 0
    """Where the words of the last figure end."""
    last: Place | None = None
    """The last subject."""
    earlier: Place | None = None
    """The last subject before the semicolon: 财政收入 in 2029年财政收入21亿元;2030年完成23亿元."""
    topic: Place | None = None
    """The subject of a growth that has no words of its own."""
    share: Place | None = None
    """The subject of the last share, which percentage points without words of their own take over."""
    named: list[Place] = field(default_factory=list)
    """The subjects of figures that are no growth, in order."""
    listed: list[Place] = field(default_factory=list)
    """The subjects of the last list."""
    counted: dict[str, Place] = field(default_factory=dict)
    """The last subject of each unit, of figures that are no growth."""
    before: Place = (0, 0)
    """The words before the last number if its name follows it, else (0, 0)."""
    told: Told | None = None
    """The change of the current list of numbers."""
    rate: Change | None = None
    """The change if the last number is a rate (增速): the next number may be such a rate, too."""
    unit: str = ""
    """The unit of the last number."""
    deed: Place | None = None
    """The last subject that is a deed: 受到处分 in 60人受到处分."""
    verb: Told | None = None
    """The change that the clause's verb tells, also for the next of a row: 压减会议32场、文件65份."""
    count: int = 0
    """Number of numbers in the last list."""
    waiting: list[Place] = field(default_factory=list)
    """The subjects of the list's next figures."""
    times: list[Time] = field(default_factory=list)
    """The periods of the list's next figures."""

    def of_units(self, units_: Sequence[str]) -> list[Place]:
        """Return the last subject of each unit; empty if one has none: 事故30起,死亡26人,同比减少|5起4人."""
        found = [self.counted[unit] for unit in units_ if unit in self.counted]
        return found if len(found) == len(units_) and len({*units_}) > 1 else []

    def of_budget(self, text: str) -> bool:
        """Say whether the last subject is an income or an expense, of which 增收 tells a change."""
        told = self.topic or self.last
        return bool(told and _BUDGET.search(text, *told))

    def carried(self, sentence: Sentence, amount: Amount) -> Place | None:
        """Return the subject of a number without words of its own: 产值 for 12.2% in 产值达57.23亿元,同比增长12.2%."""
        if amount.unit in units().counts and not self.told and self.used == amount.start and self.before[1]:
            # 涉及18个单位236人: 单位 is not the name of the persons.
            name = name_before(sentence.text, *self.before)
            verb = sentence.text[slice(*name)] if name else ""
            bare = is_verb(verb) and (amount.unit != "人" or verb in _FORMS)  # 涉及12个乡镇20处
            return self.last if bare else name or self.last
        if sentence.text.endswith(_CAUSES, 0, amount.start):
            benefits = _BENEFITS.match(sentence.text, amount.end)
            return benefits.span(1) if benefits else None
        if amount.unit in POINTS:
            return self.share or self.topic or self.last
        last = self.topic or self.last if self.told or amount.unit == RANK else self.last
        if self.told and amount.plain and amount.unit != self.unit:
            last = self.counted.get(amount.unit, last)  # 受理信访37件,涉及52人,同比减少8件
        clause = sentence.frame.clause(amount.start)
        if (self.told or amount.hedge) and clause and sentence.frame.clause(clause - 1) >= self.used and self.used:
            turned = topic_of(sentence.text, sentence.frame.clause(clause - 1), clause - 1)
            last = turned or last  # 投资增长1.3%,工业增加值由负转正,增长0.8%
        if amount.unit == RANK and not (last or self.earlier):
            place = _PLACE.search(sentence.text, clause, amount.start)  # 排名由第11位升至第6位
            return place.span() if place else None
        if last or self.earlier or not (self.told or amount.hedge):
            return last or self.earlier
        return self._topic_before(sentence, clause)

    def _topic_before(self, sentence: Sentence, clause: int) -> Place | None:
        """Return what the clause before, which has no number, is about: 粮食总产实现“十连增”,达到86万吨."""
        begin = max(self.used, sentence.frame.clause(clause - 1)) if clause else 0
        if begin >= clause - 1:
            return None
        late = topic_of(sentence.text, sentence.after_time(begin, clause - 1), clause - 1)  # 全市2030年客流|反弹
        return late or topic_of(sentence.text, sentence.after_time(begin, begin), clause - 1)

    def remember(self, sentence: Sentence, amount: Amount, subject: Place | None, start: int, *, own: bool) -> None:
        """Take note of a figure: its words begin at `start`; `own` says whether its own clause names its subject."""
        text = sentence.text
        behind = subject and subject[0] >= amount.end and not sentence.bounds(amount)
        self.before = (start, amount.start) if behind else (0, 0)
        self.unit = amount.unit
        together = self.used == amount.start and amount.start > 0
        given = behind and subject and _TO.search(text, start, amount.start) and verb_end(text, subject)
        self.used = max(amount.end, subject[1] if subject and not given else 0)  # 向20家|发放贷款600万元
        if subject is None:
            return
        shares = amount.unit in units().shares
        if shares and behind and (self.last or self.earlier) and _TARGET.search(text, *subject):
            return
        if shares and amount.unit != "倍" and not self.told:
            self.share = subject
        begin = stripped(text, start, amount.start) if _OF_ANOTHER.search(text, start, amount.start) else -1
        if (self.last or self.earlier) and not self.told and _OF_IT.match(text, amount.end):
            return
        if begin >= 0 and BASIS.match(text, begin, amount.start) and not self.told:
            return
        if amount.unit == RANK and self.last and _SIZE.fullmatch(text, *subject):
            return  # 总收入3亿元,总量居第1位,增长4%
        self.last = subject
        self.counted |= {} if self.told else {amount.unit: subject}
        if together and not own and not self.told and self.named[-1:] == [subject]:
            self.named.append(subject)  # 集体访43批612人次,分别下降36%、29%
        if own and not (begin >= 0 and SHARE_OF.match(text, begin, amount.start)):
            self.topic = subject
            if not (self.told and shares) and subject not in self.named[-1:]:
                self.named.append(subject)
