"""Films, plays, books and newspapers: they are cited in 《》 like documents, but are none."""

from __future__ import annotations

import re

_WORK = (
    "(?:[影短大]片|[电微]影|纪录片|专题片|教育片|警示片|宣传片|故事片|动画片|系列片|话剧|歌剧|舞剧|戏剧|情景剧|音乐剧|电视剧|广播剧|短剧|剧目|曲目"
    "|[京豫粤川越沪评秦吕晋楚汉赣湘潮]剧|黄梅戏|现代戏|戏曲|大戏|歌曲|组歌|合唱|舞蹈|小品|相声|快板|音乐会|晚会|节目|栏目|专栏|视频|公开课|微党课"
    "|书籍|图书|著作|专著|小说|诗集|诗歌|散文|文集|丛书|绘本|连环画|画册|读物|读本|报告文学|杂志|期刊|刊物|报刊|报纸|党报|油画|作品|游戏)"
)
_BEFORE = re.compile(
    rf"{_WORK}(?:集|集锦)?[“\"]?$"
    r"|(?:观看|收看|播放|播映|放映|拍摄|摄制|排演|排练|演出|上演|创排|创作|展演|演唱|传唱|阅读|品读|诵读|订阅|出版|登上|亮相|荣登)了?[^,。;:《》]{0,8}$"
    r"|[书歌剧][:]?$"
)
_AFTER = re.compile(
    rf"\s*(?:等)?(?:核心|学术|专业|主流)?(?:一书|一文|一片|一剧|这部|{_WORK})|\s*(?:刊发|刊登|刊载|头版|报道|整版|专版|发表|刊文|登载|以.{{0,12}}?为题|客户端|杂志|记者)"
)
_STORY = re.compile(r"(?:刊发|刊登|刊载|发表|推送|播出|撰写|采写|撰稿|登载)了?$")
_STORIES = re.compile(r"\s*等?[^,。;]{0,4}(?:稿件|文章|报道|信息|新闻|通讯|简讯|推文|评论)")
"""With `_STORY`, matches around the title of what a newspaper or a platform has: 刊发《以案促改》等稿件5篇."""
_WRITTEN = re.compile(r"(?:形成|归集成册|制定|制订|编印|编写|编制|编纂|汇编|印制|编撰)了?$")
_MANUAL = re.compile(r"(?:手册|指南|汇编|选编|读本|问答|制度|规程|规范|办法|细则|清单)$")
"""With `_WRITTEN`, matches around what is called a book and yet is a document: 制定《工作手册》一书."""
_TITLE = re.compile(
    r"(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|^中国[\u4e00-\u9fff]{2,4}报|参考消息|周刊|月刊|画报|学报|杂志|读本|文选|选集|选编|摘编|全集|诗集|学习纲要|学习问答"
    r"|三十讲|简史|史话|新闻联播|焦点访谈|字典|词典)$|^(?:求是|半月谈|瞭望|红旗)$|谈治国理政|^论(?!证)|^平“语”近人"
)


_THEME = re.compile(r"\s*为(?:题材|主题)")
"""Matches after a work that has 以 before it: 以《…》为题材; not 以学习《章程》为主题."""


def is_work(before: str, title: str, after: str) -> bool:
    """Say whether a citation is a work and no document, by its title and the words around it, in half-width forms."""
    if _WRITTEN.search(before) and _MANUAL.search(title):
        return False
    if _STORY.search(before) and _STORIES.match(after):
        return True
    return bool(_TITLE.search(title) or _BEFORE.search(before) or _AFTER.match(after)) or bool(
        before.endswith("以") and _THEME.match(after)
    )
