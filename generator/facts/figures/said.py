"""What the figures of a sentence have told so far: a later number without words of its own is of the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.facts.fact import Change
from generator.facts.figures.changes import Told
from generator.facts.figures.numbers import Amount
from generator.facts.figures.ranks import RANK
from generator.facts.figures.sentence import Sentence
from generator.facts.figures.subjects import Place, name_before, stripped, topic_of
from generator.facts.figures.times import Time
from generator.facts.figures.units import units

BASIS = re.compile(r"(?:比|较|与|同(?![比期]))(?![重率例])")
"""比上年决算数11.94亿元增长3.9%: what a change is measured against has a name of its own."""
SHARE_OF = re.compile(r"(?:其中)?占(?![比用地有])")
OF_PLAN = re.compile("(?:超额)?完成(?:年初|调整后?|年度|全年|变动)?(?:预算|计划|任务|目标)数?$")
"""完成预算98%: told of what stands before."""
_SIZE = re.compile("总量|规模|总额|增速|增幅|质量")
_BUDGET = re.compile("(?:收入|支出|税收?|基金|财力)$")
_OF_ANOTHER = re.compile("[比较与同占]")
"""Characters of which one stands in all words of these two."""
_OF_IT = re.compile(r"的(?:约|近|超过?)?(?:\d[\d.,]{0,9}(?:%|成|倍)|[一二三四五六七八九]成|[二三四五六七八九十]分之)")
"""完成年初预算数6亿元的40%: what is told next is a share of this figure, of what was told before."""
_CAUSES = ("使", "让")
_BENEFITS = re.compile(r"[^,。;:]{0,30}?(受益|受惠)")
"""使2万户、近8万市民受益: neither is of what was named before."""
POINTS = frozenset({"个百分点", "百分点", "个千分点"})


@dataclass(slots=True)
class Said:
    """The names of the figures so far, up to a semicolon."""

    used: int = 0
    """Where the words of the figures before end."""
    last: Place | None = None
    earlier: Place | None = None
    """What was told of last before the semicolon: 2029年财政收入21亿元;2030年完成23亿元."""
    topic: Place | None = None
    """What a growth without words of its own is told of."""
    share: Place | None = None
    """The last share: what percentage points are told of."""
    named: list[Place] = field(default_factory=list)
    """The names of figures that are no growth, each once."""
    before: Place = (0, 0)
    """The words before the last number, where its name stands behind it."""
    told: Told | None = None
    """The change of the list that goes on."""
    rate: Change | None = None
    """How grew what the last number told the rate of."""
    verb: Told | None = None
    """The change that the clause's verb tells, of the next of a row too: 压减会议32场、文件65份."""
    count: int = 0
    """How many numbers the last list has."""
    waiting: list[Place] = field(default_factory=list)
    """The names of the list's next figures."""
    times: list[Time] = field(default_factory=list)
    """When the list's next figures are of."""

    def of_budget(self, text: str) -> bool:
        """Say whether what was told last is taken in or spent: 增收 is then a change of it."""
        told = self.topic or self.last
        return bool(told and _BUDGET.search(text, *told))

    def carried(self, sentence: Sentence, amount: Amount) -> Place | None:
        """Return what a number without words of its own is told of: 产值达57.23亿元,同比增长12.2%."""
        if amount.unit in units().counts and not self.told and self.used == amount.start and self.before[1]:
            # 涉及18个单位236人: the persons are not of the units.
            return name_before(sentence.text, *self.before) or self.last
        if sentence.text.endswith(_CAUSES, 0, amount.start):
            benefits = _BENEFITS.match(sentence.text, amount.end)
            return benefits.span(1) if benefits else None
        if amount.unit in POINTS:
            return self.share or self.topic or self.last
        last = self.topic or self.last if self.told or amount.unit == RANK else self.last
        clause = sentence.frame.clause(amount.start)
        if self.told and clause and sentence.frame.clause(clause - 1) >= self.used and self.used:
            turned = topic_of(sentence.text, sentence.frame.clause(clause - 1), clause - 1)
            last = turned or last  # 投资增长1.3%,工业增加值由负转正,增长0.8%
        if last or self.earlier or not (self.told or amount.hedge):
            return last or self.earlier
        # 粮食总产实现“十连增”,达到86万吨: the clause before has no number.
        clause = sentence.frame.clause(amount.start)
        begin = max(self.used, sentence.frame.clause(clause - 1)) if clause else 0
        return topic_of(sentence.text, sentence.after_time(begin, begin), clause - 1) if begin < clause - 1 else None

    def remember(self, sentence: Sentence, amount: Amount, subject: Place | None, start: int, *, own: bool) -> None:
        """Take note of a figure: its words begin at `start`; `own` says whether its subject is of its clause."""
        text = sentence.text
        behind = subject and subject[0] >= amount.end and not sentence.bounds(amount)
        self.before = (start, amount.start) if behind else (0, 0)
        together = self.used == amount.start and amount.start > 0
        self.used = max(amount.end, subject[1] if subject else 0)
        if subject is None:
            return
        shares = amount.unit in units().shares
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
        if together and not own and not self.told and self.named[-1:] == [subject]:
            self.named.append(subject)  # 集体访43批612人次,分别下降36%、29%
        if own and not (begin >= 0 and SHARE_OF.match(text, begin, amount.start)):
            self.topic = subject
            if not (self.told and shares) and subject not in self.named[-1:]:
                self.named.append(subject)
