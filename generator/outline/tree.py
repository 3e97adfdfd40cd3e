"""Build the tree of a report: numbered lines nested by the ladder, with their paragraphs and measures under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report
from generator.model.source import Line, Source
from generator.outline.annexes import AnnexHead, find_annexes
from generator.outline.attachments import with_attachments
from generator.outline.branches import Branch, lift_fields, nest
from generator.outline.closing import find_closing
from generator.outline.headings import RUN_IN, RUN_IN_BESIDE, is_headed, split_heading
from generator.outline.ids import with_ids
from generator.outline.ladder import Ladder, infer_ladder
from generator.outline.markers import (
    Marker,
    labelled_problems,
    numbers_before_digits,
    rare_numbers,
    read_marker,
    section_numbers,
)
from generator.outline.runs import Member, is_run, split_runs
from generator.outline.sequence import check_sequences
from generator.outline.tables import table_lines, with_tables
from generator.outline.tasks import styles_of_measures, styles_of_problems, styles_of_tasks
from generator.outline.unnumbered import SHORTCOMINGS, find_unnumbered
from generator.readers.metadata import read_metadata
from generator.settings.report import ReportSettings
from generator.text.spacing import solid
from generator.text.span import Span
from generator.wording import say


def build_tree(source: Source, settings: ReportSettings) -> Report:
    """Return the Report of a Source, with the corrections in its settings; raises UserError as `outline` does."""
    lines = tuple(line for line in source.text_lines if line not in source.title)
    corrections = _corrections(source, settings)
    heads = find_annexes(source, lines, corrections)
    cut = lines.index(heads[0].line) if heads else len(lines)
    lines, attached = lines[:cut], lines[cut:]
    if attached:
        source = replace(source, metadata=read_metadata(source, settings, lines))
    closing = find_closing(source, lines)
    tabled = {row.line for row in source.rows}
    for line in [line for line in closing if corrections.get(line.number) or line in tabled]:
        del closing[line]
    body = tuple(line for line in lines if line not in closing)
    rows = table_lines(source, body)
    markers = _markers(source, body, rows, corrections)
    ladder = _ladder(source, body, list(markers.values()))
    aside = rows | {line for line in body if line.number in corrections}
    unnumbered = find_unnumbered(source, body, list(markers.values()), ladder, aside)
    markers |= {marker.line: marker for marker in unnumbered}
    markers = {line: markers[line] for line in body if line in markers}
    rejected, warnings = check_sequences(source, list(markers.values()), ladder)
    for marker in rejected:
        del markers[marker.line]
    root = nest(body, markers, ladder)
    lift_fields(source, root, ladder)
    front = [Node(Kind.TITLE, line.span, line.number) for line in source.title]
    plain = {line.span for line in body if corrections.get(line.number, Kind.PART) is None}
    tabular = frozenset(row.span for row in rows) | plain
    front.extend(_leaves(source, root.texts, tabular))
    front.sort(key=lambda node: node.span.start)
    sections = _sections(source, root.branches, ladder, tabular)
    ending = [Node(kind, line.span, line.number) for line, kind in closing.items()]
    ending.sort(key=lambda node: node.span.start)
    annexes, more = _annexes(source, heads, attached, corrections)
    wholes = front, sections, ending, annexes
    nodes = iter(with_ids([node for whole in wholes for node in whole]))
    front, sections, ending, annexes = ([next(nodes) for _ in whole] for whole in wholes)
    return Report(
        with_attachments(source, heads),
        tuple(front),
        tuple(sections),
        tuple(ending),
        tuple(annexes),
        (*source.messages, *warnings, *more),
    )


def _ladder(source: Source, body: tuple[Line, ...], markers: list[Marker]) -> Ladder:
    tasks = styles_of_tasks(source, body, markers) | styles_of_problems(source, markers)
    return infer_ladder(markers, tasks, styles_of_measures(source, body, markers))


def _annexes(
    source: Source, heads: Sequence[AnnexHead], lines: tuple[Line, ...], corrections: dict[int, Kind | None]
) -> tuple[list[Node], list[Message]]:
    """Return the annexes as nodes, each nested by the ladder of its own numbering, and warnings about the numbering."""
    found: list[Node] = []
    warnings: list[Message] = []
    starts = [*(lines.index(head.line) for head in heads), len(lines)]
    for head, (start, end) in zip(heads, pairwise(starts), strict=True):
        own = tuple(line for line in lines[start:end] if line.span.start > head.last.span.start)
        closing = find_closing(source, own) if end == len(lines) else {}
        body = tuple(line for line in own if line not in closing)
        rows = table_lines(source, body)
        markers = _markers(source, body, rows, corrections)
        ladder = infer_ladder(list(markers.values()))
        rejected, odd = check_sequences(source, list(markers.values()), ladder)
        for marker in rejected:
            del markers[marker.line]
        root = nest(body, markers, ladder)
        children = [
            *with_tables(source, _plain(source, root.texts)),
            *(_entry(source, branch) for branch in root.branches),
            *(Node(kind, line.span, line.number) for line, kind in reversed(closing.items())),
        ]
        end_at = max(head.head.end, *(child.span.end for child in children)) if children else head.head.end
        span = Span(head.head.start, end_at)
        found.append(
            Node(Kind.ANNEX, span, head.line.number, head.number, head.marker, head.head, head.title, tuple(children))
        )
        warnings.extend(odd)
    return found, warnings


def _entry(source: Source, branch: Branch) -> Node:
    """Turn a branch of an annex into a Node; whatever is numbered in an annex is an entry."""
    marker = branch.marker
    assert marker is not None  # only the root has none
    head, title, rest = split_heading(source, marker, something_below=bool(branch.texts or branch.branches))
    texts: list[Line | Span] = [rest, *branch.texts] if rest else list(branch.texts)
    children = [
        *with_tables(source, _plain(source, texts)),
        *(_entry(source, child) for child in branch.branches),
    ]
    span = Span(head.start, max([head.end, *(child.span.end for child in children)]))
    own = marker.span if marker.span.end > marker.span.start else None
    return Node(
        Kind.ENTRY, span, marker.line.number, marker.number, own, head, title, tuple(children), group=marker.group
    )


def _corrections(source: Source, settings: ReportSettings) -> dict[int, Kind | None]:
    """Return the publisher's corrections by line number: the kind of heading, or None for no heading.

    Raises UserError for a line that is page chrome, or that does not start with the words in `starts`.
    """
    first = {line.number: source[line.span] for line in reversed(source.lines)}
    aside = {chrome.line.number for chrome in source.chrome}
    for item in settings.outline:
        if item.line in aside and item.kind:
            raise UserError(
                say(
                    "{name}: line {line} of {source} is set aside as no text of the report; under `chrome` say first "
                    "that it is: {{line: {line}, chrome: false}}.",
                    name=settings.name,
                    line=item.line,
                    source=source.name,
                )
            )
        if item.starts and not first[item.line].startswith(item.starts):
            raise UserError(
                say(
                    "{name}: line {line} of {source} does not start with “{starts}”; correct the line number.",
                    name=settings.name,
                    line=item.line,
                    source=source.name,
                    starts=item.starts,
                )
            )
    return {item.line: item.kind for item in settings.outline}


def _markers(
    source: Source, body: tuple[Line, ...], rows: frozenset[Line], corrections: dict[int, Kind | None]
) -> dict[Line, Marker]:
    """Return the markers of the numbered lines of a body, in order.

    Lines of tables (`rows`) and paragraphs that are runs of measures have none; corrections take precedence.
    """
    markers = {}
    for line in body:
        marker = read_marker(source, line)
        if line.number in corrections:
            kind = corrections[line.number]
            if kind:
                start = line.span.start
                given = marker or Marker(None, None, Span(start, start), line)
                markers[line] = replace(given, kind=kind)
        elif marker and line not in rows and not is_run(source, line.span):
            markers[line] = marker
    plain = [line for line in body if line not in rows and line.number not in corrections]
    sections = [list(lines) for numbered, lines in groupby(plain, markers.__contains__) if not numbered]
    markers.update({marker.line: marker for marker in labelled_problems(source, sections)})
    markers.update({marker.line: marker for marker in section_numbers(source, plain)})
    unmarked = [line for line in plain if line not in markers]
    markers.update({marker.line: marker for marker in rare_numbers(source, unmarked)})
    markers.update({marker.line: marker for marker in numbers_before_digits(source, plain, markers)})
    return {line: markers[line] for line in body if line in markers}


def _sections(source: Source, branches: Sequence[Branch], ladder: Ladder, rows: frozenset[Span]) -> list[Node]:
    """Turn the branches under one heading into Nodes.

    If most of them have run-in headings, a longer first sentence counts as a run-in heading too (`RUN_IN_BESIDE`).
    """
    headed = [is_headed(source, branch.marker) for branch in branches if branch.marker]
    longest = RUN_IN_BESIDE if 2 * sum(headed) > len(headed) else RUN_IN[1]
    return [_section(source, branch, ladder, rows, longest) for branch in branches]


def _section(source: Source, branch: Branch, ladder: Ladder, rows: frozenset[Span], longest: int) -> Node:
    """Turn a branch of the body into a Node; `longest` is the maximum length of a run-in heading."""
    marker = branch.marker
    assert marker is not None  # only the root has none
    kind = ladder.kind(marker)
    something = bool(branch.texts or branch.branches)
    head, title, rest = split_heading(source, marker, something_below=something, longest=longest)
    texts: list[Line | Span] = [rest, *branch.texts] if rest else list(branch.texts)
    below = _sections(source, branch.branches, ladder, rows)
    after = _leaves(source, branch.fields, rows)
    own = marker.span if marker.span.end > marker.span.start else None
    if kind is Kind.MEASURE and title is None:
        # A measure without a title has no head: its first paragraph begins with the marker.
        first = Span(marker.span.start, head.end if rest is None else rest.end)
        children = [*_plain(source, [first]), *_leaves(source, texts[1:], rows), *below, *after]
        alone = len(children) == 1
        return Node(
            kind, _around(children), marker.line.number, marker.number, own, children=() if alone else tuple(children)
        )
    told = with_tables(source, _plain(source, texts)) if _is_of_shortcomings(source, title) else None
    children = [*(_leaves(source, texts, rows) if told is None else told), *below, *after]
    span = Span(head.start, max([head.end, *(child.span.end for child in children)]))
    return Node(kind, span, marker.line.number, marker.number, own, head, title, tuple(children), group=marker.group)


def _is_of_shortcomings(source: Source, title: Span | None) -> bool:
    """Say whether a heading is above what is still wrong (存在的主要问题), where 一是… tells no measure."""
    words = solid(source.fold(title)) if title else ""
    return bool(SHORTCOMINGS.match(words)) and "整改" not in words and "措施" not in words


def _plain(source: Source, texts: Sequence[Line | Span]) -> list[Node]:
    """Return a paragraph node for each text."""
    spans = [text.span if isinstance(text, Line) else text for text in texts]
    return [Node(Kind.PARAGRAPH, span, source.place(span.start)[0]) for span in spans]


def _leaves(source: Source, texts: Sequence[Line | Span], rows: frozenset[Span]) -> list[Node]:
    """Return the nodes of a section's own text: paragraphs, measures and tables."""
    spans = [text.span if isinstance(text, Line) else text for text in texts]
    nodes = []
    for part in split_runs(source, spans, rows):
        if isinstance(part, Member):
            children = with_tables(source, _plain(source, part.texts))
            nodes.append(
                Node(
                    Kind.MEASURE,
                    _around(children),
                    children[0].line,
                    part.number,
                    part.marker,
                    children=tuple(children) if len(children) > 1 else (),
                )
            )
        else:
            nodes.extend(_plain(source, [part]))
    return with_tables(source, nodes)


def _around(nodes: Sequence[Node]) -> Span:
    """Return the span from the start of the first node to the end of the last."""
    return Span(nodes[0].span.start, nodes[-1].span.end)
