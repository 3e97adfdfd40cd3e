"""`gongkai add`: takes a new report in, with a folder for its source and a settings file with the metadata read."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.errors import UserError
from generator.files import differs
from generator.model.pages import EXTRACTED
from generator.model.report import Report
from generator.model.source import FILES, ORIGINAL, Source
from generator.outline import outline
from generator.publish.legacy import docx_of
from generator.publish.pending import put_in_place
from generator.publish.schemas import named_in, schema_files
from generator.publish.undo import taken_out
from generator.readers import READERS, bytes_of, files_beside, is_in_characters, read_file
from generator.readers.filekinds import LEGACY
from generator.settings.lock import changing
from generator.settings.project import Project, is_source
from generator.settings.report import ReportSettings, load_report_settings
from generator.settings.slug import SlugError, check_slug, next_slug
from generator.settings.standing import came_beside, check_led
from generator.wording import say

_KEYS = (
    ("title", "通报标题，用于列表和页首"),
    ("issuing_body", "发布单位"),
    ("source", "网页注明的来源"),
    ("issued", "公布日期，可带时间：2023-05-18 09:30"),
    ("signed", "落款日期"),
    ("inspector", "由谁巡视巡察"),
    ("inspected", "何时巡视巡察，照原文的说法"),
)
"""The settings whose values are read from the source, each with its explanation in the settings file."""
_EXAMPLES = """\
# punctuation: full-width  # 汉字之间的半角 ,:;()!? 按全角显示

# 通报列表用；单位名称和正文看不出来的才要写：
# region: 广州市花都区
# level: 县区  # 省、市、县区、单位
# round: 十二届省委第八轮巡视

# 政府网站的网页标签用：
# author: 张三  # 作者或责任编辑；不写则用 site.yml 里的
# keywords: [整改, 巡视]  # 不写则为发布单位和巡视机构

# 结构读错的行（行号和层级见 gongkai outline）：
# outline:
#   - {line: 12, heading: 小节}      # 部分、大类、小节、条目、措施、附件
#   - {line: 30, heading: 不是标题}
# 外围网页的文字读错的行：
# chrome:
#   - {line: 3, chrome: 来源}  # 是网页文字：来源、日期一行；还有导航、工具栏、页眉、页脚等
#   - {line: 5, chrome: 正文}  # 是通报正文

# 由发布单位标注某一事项、措施的状态，网页上会注明理由（编号见网页网址）：
# status:
#   - {id: p2t1f1i1m2, status: 已完成, reason: 项目已于2022年6月竣工}
#     # 已完成、基本完成、正在推进、长期坚持、计划中、未说明

# 不需要的检查（代码见 gongkai manual checks）：
# checks:
#   ignore: [total-rest]

# 以下由命令写入，不必手填：
# published: {date: 2023-05-18, sha256: …}  # gongkai publish
# corrections:                              # gongkai correct
#   - {date: 2023-06-01, reason: 更正第二部分的一个数字}
# formerly: [huadu]                         # gongkai rename
# allowed: [{code: mobile-number, because: 公开的值班电话}]  # gongkai publish --allow
# retracted: {date: 2023-07-01, reason: 数字有误，核实后重新公布}  # gongkai retract
"""
"""Examples of all other settings, as comments at the end of a new settings file."""


def add_report(
    project: Project, file: Path, slug: str, article: int | None = None, *, again: bool = False
) -> tuple[list[Path], Source]:
    """Copy a report and the files that it refers to into the project, byte for byte, and write its settings as a draft.

    A file in an old format (.doc) is converted by LibreOffice: the .docx is the source, the file itself is kept beside
    it. If the format is not text, the extracted text is written beside the source; settings count its lines. `article`
    is the number, from 1, of the article in a saved page. With `again` the file replaces a draft's source, all or
    nothing, and the draft's settings stay. Returns the paths written and the source as read.

    Raises UserError if the file can't be read, or the slug is taken; with `again`, if the report is not a draft.
    """
    folder = project.docs / check_slug(slug)
    settings = project.settings_path(slug)
    with changing(project):
        if again:
            return _read_anew(project, file, slug, article)
        for path in (folder, settings):
            if path.exists():
                proposed = next_slug(slug, project.taken_slugs())
                told = say("{path}: there is a report “{slug}” already; choose another --slug, like {proposed}; a "
                           "draft is read anew with --again.", path=path, slug=slug, proposed=proposed)  # fmt: skip
                raise SlugError(told, slug, proposed)
        check_led(project, slug)
        chosen = ReportSettings(article=article)
        source, files = _taken(file, folder, chosen)
        report = outline(source, chosen)
        taken = files | {settings: _settings(project, report, slug, article).encode()}
        schemas = {path: content for path, content in schema_files(project).items() if differs(path, content)}
        # All or nothing: a source without settings, left by a command that was killed, would be published.
        put_in_place(project, taken | schemas, ())
    return [*taken], source


def _taken(file: Path, folder: Path, settings: ReportSettings) -> tuple[Source, dict[Path, bytes]]:
    """Return the source read from a file, and the files to write into the report's folder, by path."""
    ending = file.suffix.lower()
    if ending in LEGACY:
        original = bytes_of(file)
        data, ending = docx_of(original, file), ".docx"
        source = READERS[ending](data, str(file), settings)
        files = {folder / f"{ORIGINAL}{file.suffix.lower()}": original}
    else:
        source = read_file(file, settings)
        data = file.read_bytes()
        files = {folder / FILES / path: content for path, content in files_beside(file, settings).items()}
    files = {folder / f"source{ending}": data, **files}
    if source.extracted:
        files[folder / EXTRACTED] = source.text.encode()
    return source, files


def _read_anew(project: Project, file: Path, slug: str, article: int | None) -> tuple[list[Path], Source]:
    """Replace a draft's source by a file; the settings stay as they are."""
    folder = project.docs / slug
    settings = load_report_settings(project.settings_path(slug))
    if not folder.is_dir() or not settings.is_draft:
        raise UserError(
            say(
                "{slug}: --again is for drafts; of what is public `gongkai correct {slug}` keeps the old version.",
                slug=slug,
            )
        )
    if article:  # the option would hold only now: the next build reads by the settings
        raise UserError(
            say(
                "{slug}: --again reads by its settings; write `article: {article}` into its yml.",
                slug=slug,
                article=article,
            )
        )
    source, files = _taken(file, folder, settings)
    old = {path for path in folder.iterdir() if is_source(path.name) or path.name == EXTRACTED}
    # Pictures that were extracted from the old source: left there, they would be published.
    pictures = {folder / name for path in old - {folder / EXTRACTED} for name in taken_out(path, settings)[1]}
    put_in_place(project, files, {*old, *came_beside(folder), *filter(Path.is_file, pictures)} - files.keys())
    return [*files], source


def _settings(project: Project, report: Report, slug: str, article: int | None) -> str:
    """Return the text of a report's settings file: the metadata read are Chinese comments, ready to be corrected."""
    lines = [
        named_in(project, project.settings_path(slug)),
        f"# 通报 {slug} 的设置。",
        "",
        "state: draft  # 草稿，不会公开；用 gongkai publish 发布",
        "",
        "# 以下注释里的内容是从正文读出的；要更正，去掉行首的 # 再修改。",
        "",
    ]
    for key, meaning in _KEYS:
        value = getattr(report.source.metadata, "published" if key == "issued" else key)
        shown = yaml.safe_dump({key: value}, allow_unicode=True, width=10**6).strip()
        lines.append(f"# {shown if value is not None else key + ':'}  # {meaning}{'' if value else '；没有读到'}")
    lines += [
        "",
        f"article: {article}  # 是网页里的第几篇文章" if article else "# article: 1  # 网页里有几篇文章时，是第几篇",
    ]
    if is_in_characters(Path(report.source.name)):
        lines.append(f"# encoding: {report.source.encoding}  # 文件编码，自动识别")
    return "\n".join(lines) + "\n" + _EXAMPLES
