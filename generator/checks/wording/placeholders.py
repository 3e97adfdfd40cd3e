"""What was to be filled in before publishing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖"
    "贾夏韦付邹孟熊秦邱尹薛闫段侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤"
)
"""张XX is a name that is withheld, not one to be filled in."""
_HAN = "\u3400-\u9fff"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![A-Za-z0-9第])[Xx×]{1,4}(?=[年月日])(?:[年月日][Xx×]{1,4}(?=[月日])){0,2}[年月日]",
        (
            rf"(?<![A-Za-z0-9] )(?<![A-Za-z0-9./@_:\-第×{_SURNAMES}])(?:X{{2,4}}|x{{2,4}}|×{{2,4}})"
            r"(?![A-Za-z0-9./@_\-×年月日])(?! [A-Za-z0-9])"
        ),
        r"(?<!\d)(?:19|20)[Xx×]{2}(?=年)",
        r"(?<![A-Za-z0-9_])(?:TODO|TBD|FIXME)(?![A-Za-z0-9_])",
        r"(?<![有尚还亟])待(?:补充|填写|填入|填报数据)(?=[)\]】。,;、!]|$)",
        rf"(?<=[{_HAN}])_{{3,}}|_{{3,}}(?=[{_HAN}])",
        r"【\s*】|《\s*》|〔\s*〕",
        rf"(?<=[{_HAN}])\(\s*\)",
    )
)
_WIDE_BLANK = re.compile("＿{2,}")


def check_placeholders(report: Report) -> Iterator[Message]:
    """Yield placeholders that were left: XX, ×月×日, 待补充, TODO, ＿＿, 【】."""
    for line in report.source.text_lines:
        start, text = line.span.start, report.source.fold(line.span)
        spans = {match.span() for pattern in _PATTERNS for match in pattern.finditer(text)}
        spans.update(match.span() for match in _WIDE_BLANK.finditer(report.source[line.span]))
        last = 0
        for left, right in sorted(spans):
            if left >= last:
                last = right
                span = Span(start + left, start + right)
                yield message_at(report, "placeholder", span, found=report.source[span])
