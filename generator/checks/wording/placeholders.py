"""Placeholders that should have been filled in before publishing: XX, ×月×日, 待补充, 【】."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.checks.wording.surnames import SURNAMES
from generator.model.marks import MarkKind
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.sentences import split_sentences
from generator.text.span import Span

_HAN = "\u3400-\u9fff"
_UNITS = "人次|件次|户次|次|个|件|项|家|户|份|宗|起|条|批|处|篇|场|期|万元|亿元|万人|元|亩|公里|%"
_MORE_UNITS = (
    "人|名|辆|台|套|座|间|栋|所|册|支|吨|平方米|公顷|张|本|棵|株|头|只|盏|块|根|枚|幅|面|艘|架|口|层|瓶|袋|桶|箱|米|立方米|公斤|幢|眼|班"
    "|小时|个月|天"
)
"""Units before which only two or more blanks are a placeholder; one blank may be layout: 姓 名."""
_COUNTING = (
    "一二两三四五六七八九十百千万亿零壹贰叁肆伍陆柒捌玖拾佰仟"
    "半几数干多余来上近约超过逾每各某逐整哪这那另同单首第头任按以计位为分成若好大小挨俩些币"
)
"""Characters that may stand right before a measure word without digits: 各个, 若干个, 叁万元, 以万元计."""
_PATTERNS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        ("Xx×", r"(?<![A-Za-z0-9第])[Xx×]{1,4}(?=[年月日])(?:[年月日][Xx×]{1,4}(?=[月日])){0,2}[年月日]"),
        (
            "Xx×",
            (
                rf"(?<![A-Za-z0-9] )(?<![A-Za-z0-9./@_:\-第×{SURNAMES}])(?:X{{2,4}}|x{{2,4}}|×{{2,4}})"
                r"(?![A-Za-z0-9./@_\-×年月日])(?! [A-Za-z0-9])"
                r"(?![\u4e00-\u9fff]{1,8}\((?:化名|均为化名)\))(?!(?<=“..)[\u4e00-\u9fff]{1,12}”)"
            ),
        ),
        ("Xx×", r"(?<!\d)(?:19|20)[Xx×]{2}(?=年)"),
        ("*", rf"(?<![\dA-Za-z*])\*{{2,6}}(?={_UNITS}|{_MORE_UNITS})"),
        ("□", rf"(?<=[{_HAN}])□{{1,4}}(?=(?:{_UNITS}|{_MORE_UNITS})(?:问题|方面)?[,。;、!)])"),
        ("TF", r"(?<![A-Za-z0-9_])(?:TODO|TBD|FIXME)(?![A-Za-z0-9_])"),
        ("待", r"(?<![有尚还亟])待(?:补充|填写|填入|填报数据)(?=[)\]】。,;、!]|$)"),
        ("【《〔", r"【\s{0,20}】|《\s{0,20}》|〔\s{0,20}〕"),
        ("(", rf"(?<=[{_HAN}])\(\s{{0,20}}\)"),
        (
            " \u00a0",
            rf"(?<=[{_HAN}])(?<!第)(?<!\s[{_HAN}])[ \u00a0]{{1,20}}(?=(?:{_UNITS})(?:问题|方面)?(?:[,。;、!)\t]|$))",
        ),
        (
            " \u00a0",
            (
                rf"(?<=[{_HAN}])(?<!第)[ \u00a0]{{2,20}}余?"
                rf"(?=(?:{_UNITS}|{_MORE_UNITS})(?:问题|方面|群众|干部|的|[,。;、!)\t]|$))"
            ),
        ),
        (" \u00a0", r"(?<=[\d年])年?[ \u00a0]{2,20}月(?:[ \u00a0]{2,20}日)?|(?<=月)[ \u00a0]{2,20}日"),
        (" \u00a0", r"(?<=[经于自至由到,、。;:(])[ \u00a0]{1,20}月[ \u00a0]{1,20}日"),
        (" \u00a0", r"(?<=\d年)[ \u00a0]月(?:[ \u00a0]{1,20}日)?|(?<=\d月)[ \u00a0]日"),
        ("个元", rf"(?<=[{_HAN}])(?<![{_COUNTING}])(?:个|万元|(?<![破过越上])亿元)(?=[,。;、)](?!一))"),
        ("?★☆●○◆◇■△▲", rf"(?<=[{_HAN}])[?★☆●○◆◇■△▲]{{1,4}}(?=(?:{_UNITS}|{_MORE_UNITS})[,。;、!)])"),
        ("〇○", rf"(?<![一二三四五六七八九十百千零〇○])[〇○]{{2,4}}(?=(?:{_UNITS}|{_MORE_UNITS}|号|年|月))"),
        (" \u00a0", rf"(?<=[共约达超])[ \u00a0]{{1,20}}(?=(?:{_UNITS}|{_MORE_UNITS})(?![别体性]))"),
        (" \u00a0", rf"(?<=[{_HAN}])[ \u00a0]{{3,20}}(?=个(?![别人体性]))"),
        (" \u00a0", rf"(?<=[{_HAN}])[ \u00a0]{{2,20}}(?=人次|件次|家次|万元|亿元)"),
        (" \u00a0", rf"(?<=[{_HAN}]{{3}})(?<!姓)[ \u00a0](?=[名人辆台套间栋册](?:[,。;、]))"),
        ("_", rf"(?<=[{_HAN}])_{{1,2}}(?=(?:{_UNITS}|{_MORE_UNITS})[,。;、!)])"),
        ("号次期批轮", r"(?<=第)(?:[ \u00a0]{1,20}(?=号)|[ \u00a0]{0,8}(?:_{1,8}|[Xx×*?]{1,3})(?=[次期批号轮]))"),
        ("号", r"(?<=[〕\]])[ \u00a0×Xx_]{0,20}(?=号)"),
        ("NnXx", rf"(?<=[{_HAN}])[NnXx](?=(?:{_UNITS}|{_MORE_UNITS})(?:[,。;、!)]|$))"),
        (
            "NnXx*#…?",
            rf"(?<=[{_HAN})])(?<![第某小老阿型系列类{SURNAMES}])(?:[NnXx*#]|…{{1,2}}|\?{{2,4}})(?=(?:{_UNITS})(?![光线形型别体性人]))",
        ),
        ("?", rf"(?<=[{_HAN}])\?{{2,4}}(?={_MORE_UNITS})"),
        ("NnXx", rf"(?<=[{_HAN}])[NnXx](?=[百千万亿](?:{_UNITS}|{_MORE_UNITS}))"),
        (" \u00a0", rf"(?<=[由向])[ \u00a0]{{2,20}}(?=[{_HAN}])|(?<=\))[ \u00a0]{{2,20}}(?=(?:{_UNITS}))"),
        ("(", r"\([\u4e00-\u9fff]{0,8}待(?:补|核[实准对定]?|定|填[写报]?|确认|查)\)"),
        (
            "Xx×*",
            rf"(?<![\dA-Za-z.])(?:[Xx×*]{{1,4}}\.[Xx×*]{{1,2}}|[Xx×*]{{1,2}}\.\d|\d{{1,4}}\.?[Xx×*]{{1,3}})(?={_UNITS})",
        ),
        ("-—", rf"(?<=[{_HAN}])[-—]{{1,4}}(?=万元|亿元|%|(?:{_UNITS})(?:[,。;、!)]|$))"),
        ("Xx×", r"(?<=附件)[Xx×](?![A-Za-z0-9])"),
        ("Xx", rf"(?<=[{_HAN}]:)[Xx]{{2,8}}(?![A-Za-z0-9@./])"),
        ("*?#○△", r"(?<=[年月])[*?#○△]{1,4}(?=[月日])"),
        (" \u00a0", rf"(?<=[{_HAN}])[ \u00a0]{{1,20}}(?=%)"),
        ("%", r"(?<=[为达到约占至了高于的率长降升])%(?=[,。;、)])"),
        (
            "(",
            r"\((?:姓名|单位名称|填写[^()]{0,8}|具体(?:时间|日期|数[字据]|金额)|此处[^()]{0,8}|请[^()]{2,12}(?:补充|核实|确认|提供|填写|核对))\)",
        ),
        ("待", r"(?:数据|数字|金额|时间|此处|这里|名单)(?:尚|还)?待(?:核实|确认|核对|核定|定|补)(?=[,。;!)\]】]|$)"),
    )
)
"""The patterns of placeholders, each with the characters of which a text must hold one to match it."""
_MASKED = re.compile(rf"[{SURNAMES}](?:[Xx×]{{2,3}}|某)")
"""Matches a person whose name is masked, beside whom places and firms are so as well: ××村原报账员吴××."""
_BODY = re.compile("[村镇乡县区市组屯庄路街社园校院厂店站所局]|公司|街道|小区|中心|集团")
_LINE = re.compile("_{3,}")
_IS_HAN = re.compile(f"[{_HAN}]")
_WIDE_BLANK = re.compile("＿{2,}")
_FORM = (
    "样式|式样|格式|样本|模板|范本|范文|样张|表样|样表|票样|句式|统一表述|"
    "填写|填报|空白[表单票条]|印有|印制|表头|封面|封底|签字栏|填空"
)
_QUOTED_FORM = re.compile(
    rf"(?:{_FORM})[^“”。;]{{0,8}}“(?P<a>[^“”]{{1,120}})”|“(?P<b>[^“”]{{1,120}})”(?:的|这一|等|为)?(?:统一|固定|规定|标准)?(?:{_FORM})"
)
"""Matches a form that is quoted as one, whose blanks are to be filled in by others: 收据样式为“今收到____元”."""
_SEEN = re.compile(
    "(?:残留|留[有存着]|仍[有为是]|出现|写[有着成为]|[显标]示|标注|保留|照搬|套用|空白|未填|设[有置立]?|增[设加]|记[载录][有为]?|[栏条款][为是]|统一(?:使用|用|采用)|显示为|填[有成为])"
    "[^“”,。;]{0,10}(?:“[^“”]{1,40}”[、和及]?){1,6}$"
)
"""Matches before the end of a quotation that tells what was found in a paper, or its columns: 仍有“XX医院”."""
_SEEN_BEHIND = re.compile(
    "(?:[、和及]?“[^“”]{1,40}”){0,6}(?:等|的)?(?:字[样眼段]|[\u4e00-\u9fff两二三四五六七八九十0-9]{0,4}[栏列]|内容|开头|抬头|落款|签字|签名|空[格白]|占位|表述|条款|情形|现象|记录)"
)
"""Matches behind a quotation what it is one of: “XX医院”字样, “记录人(  )”签字栏."""
_AROUND = 80
_QUOTED = re.compile("“[^“”]{1,120}”")


def check_placeholders(report: Report) -> Iterator[Message]:
    """Yield placeholders that were left in the text: XX, ×月×日, 待补充, TODO, ＿＿, 【】, 检查  次."""
    for line in report.source.text_lines:
        start, text = line.span.start, report.source.fold(line.span)
        held = set(text)
        likely = (pattern for signs, pattern in _PATTERNS if not held.isdisjoint(signs))
        spans = {match.span() for pattern in likely for match in pattern.finditer(text)}
        spans.update(match.span() for match in _LINE.finditer(text) if _beside_han(text, *match.span()))
        spans.update(match.span() for match in _WIDE_BLANK.finditer(report.source[line.span]))
        forms = [*_quoted(text), *_masked(text)] if spans else []
        last = 0
        for left, right in sorted(spans):
            if left >= last and not any(begin <= left and right <= end for begin, end in forms):
                last = right
                span = Span(start + left, start + right)
                if any(mark.kind is MarkKind.STRUCK for mark in report.source.marks_in(report.source.drawn(span))):
                    continue  # text that is struck out is read as blanks, which are no placeholder
                yield message_at(report, "placeholder", span, found=report.source[span])


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of quotations of a form, and of what was found in a paper."""
    yield from (form.span("a" if form["a"] else "b") for form in _QUOTED_FORM.finditer(text))
    for quoted in _QUOTED.finditer(text):
        start, end = quoted.span()
        if _SEEN_BEHIND.match(text, end) or _SEEN.search(text, max(0, start - _AROUND), end):
            yield start, end


def _masked(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of masked names of places and firms, if a person is masked too: ××村原报账员吴××."""
    for sentence in split_sentences(text):
        if _MASKED.search(text, sentence.start, sentence.end):
            for blank in re.finditer("[Xx×]{2,4}", text[sentence.start : sentence.end]):
                start, end = (sentence.start + at for at in blank.span())
                if _BODY.match(text, end):
                    yield start, end


def _beside_han(text: str, start: int, end: int) -> bool:
    return any(_IS_HAN.match(mark) for mark in (text[max(0, start - 1) : start], text[end : end + 1]))
