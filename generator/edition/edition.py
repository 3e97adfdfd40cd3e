"""A report ready to be published: its text as shown, its facts, its earlier versions, its place in a series."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property

from generator.edition.series import Series
from generator.facts.annotate import Facts, Problem, annotate, facts_told
from generator.facts.fields import Field, FieldKind
from generator.facts.mentions import Names
from generator.facts.status.stated import Stated, plan_headings, stated_of
from generator.model.marks import MarkKind, plain
from generator.model.report import Kind, Node, Report
from generator.model.source import Attached, Metadata
from generator.settings.report import Punctuation, ReportSettings
from generator.text.folding import widen
from generator.text.spacing import excerpt, squeeze
from generator.text.span import Span

_BLANKS = re.compile(r"\s+")
_NAME = 60
"""Characters of a problem that no heading names."""
_LABEL = 24
"""Characters of its text by which a node without a heading is listed."""


class Edition:
    """A report ready to be published; what is shown of its text keeps the offset of every character."""

    def __init__(
        self,
        report: Report,
        settings: ReportSettings,
        names: Names | None = None,
        series: Series | None = None,
        earlier: tuple[Edition, ...] = (),
    ) -> None:
        self.report = report
        self.earlier = earlier
        """The versions before it, the first one first."""
        self.series = series or Series()
        """Its place among its body's reports, as far as it is known yet."""
        self.settings = settings
        self.flat = False
        """Whether the site's pages are files, p1.html, and not folders."""
        self._names = names or Names()
        self._others: dict[str, Stated] = {}  # by id, of nodes that are no items or measures
        self._numbered: dict[Span, Counter[str]] = {}
        self.full_width = settings.punctuation is Punctuation.FULL_WIDTH
        text = report.source.text
        self._shown = "".join(widen(line) for line in text.splitlines(keepends=True)) if self.full_width else text

    @property
    def metadata(self) -> Metadata:
        """Who the report is by, what it is called and when it appeared."""
        return self.report.source.metadata

    def text(self, span: Span | None) -> str:
        """Return a span as shown, white space runs as single blanks; empty for None."""
        return squeeze(self._shown[span.start : span.end]) if span else ""

    def words(self, span: Span | None) -> str:
        """Return a span as it is quoted: as shown, but nothing that is struck out, and raised figures as 10⁶."""
        if not span or not self.report.source.marks_in(span):
            return self.text(span)
        return squeeze("".join(plain(text, kinds) for text, kinds in self.runs(span)))

    def runs(self, span: Span) -> list[tuple[str, tuple[MarkKind, ...]]]:
        """Return a span as shown in pieces that are each drawn in one way; together they are its text."""
        if not self.report.source.marks_in(span):
            return [(self.text(span), ())]
        found = []
        blank = True
        for piece, kinds in self.report.source.stretches(span):
            shown = self.raw(piece)
            shown = shown.lstrip() if blank else shown
            blank = shown.endswith(" ") or (blank and not shown)
            found.append((shown, kinds))
        if found and found[-1][0].endswith(" "):
            found[-1] = found[-1][0].rstrip(), found[-1][1]
        return [(text, kinds) for text, kinds in found if text]

    def numbers_below(self, part: Node) -> Counter[str]:
        """Return how often each number, as shown, stands among the nodes below a part's themes."""
        if part.span not in self._numbered:
            below = (node.marker for theme in part.children for node in theme.children)
            self._numbered[part.span] = Counter(map(self.text, below))
        return self._numbered[part.span]

    def raw(self, span: Span) -> str:
        """Return a span as shown, white space at its ends kept as one blank."""
        return _BLANKS.sub(" ", self._shown[span.start : span.end])

    def plain(self, words: str) -> str:
        """Return words that are not the report's text (a title from the yml) as they are shown."""
        return widen(words) if self.full_width else words

    @cached_property
    def facts(self) -> Facts:
        """What the report states; raises UserError for a setting that fits no node."""
        return annotate(self.report, self.settings, self._names)

    @cached_property
    def files(self) -> dict[str, list[Attached]]:
        """The pictures and attachments that came with the source, by the id of the node that they stand in or after."""
        nodes = [node for node in self.report.walk() if node.pieces and node.kind is not Kind.CELL]
        lines = [self.report.source.place(node.pieces[-1].start)[0] for node in nodes]
        found: dict[str, list[Attached]] = {}
        for file in self.report.source.files:
            at = bisect_right(lines, file.line) - 1
            found.setdefault(nodes[max(at, 0)].id, []).append(file)
        return found

    def stated(self, node: Node) -> Stated:
        """Return how far the report says that a node is, also for one that is no item."""
        found = self.facts.stated.get(node.id) or self._others.get(node.id)
        if found is None:
            found = self._others[node.id] = stated_of(
                self.report,
                node,
                self.facts.fields.get(node.id),
                self._more.get(node.id, ()),
                heading=self._plans.get(node.id),
            )
        return found

    @cached_property
    def _plans(self) -> dict[str, Span]:
        return plan_headings(self.report)

    @cached_property
    def _more(self) -> dict[str, tuple[Node, ...]]:
        """The rows that go on with a row of the ledger, by its id."""
        return {problem.node.id: problem.more for problem in self.facts.problems if problem.more}

    def evidence(self, stated: Stated) -> list[str]:
        """Return the sentences that state how far something is, as shown, each once."""
        return list(dict.fromkeys(self.words(statement.sentence) for statement in stated.statements))

    def cited(self, node: Node) -> list[str]:
        """Return the documents that a node cites, as shown, each once."""
        found = facts_told(self.facts.documents, node)
        return list(dict.fromkeys(self.words(item.span) for item in found))

    @property
    def title(self) -> str:
        """The report's title for lists and heads; the source's file name if there is none."""
        return self.plain(self.report.title) or "（无标题）"

    def problem(self, problem: Problem) -> str:
        """Return the words by which a row of the ledger is listed."""
        node = problem.node
        if problem.named:
            return self.words(problem.named.span)
        told = self.problem_field(node)
        if told and node.title and told.label.start < node.title.end:
            return self.words(Span(told.value.start, node.title.end))
        if told and not node.title:
            return excerpt(self.words(told.value), _NAME)
        return self.label(node)

    def problem_field(self, node: Node) -> Field | None:
        """Return the field in which a row of the ledger names its problem, None if none does."""
        return next((field for field in self.fields(node) if field.kind is FieldKind.PROBLEM), None)

    def fields(self, node: Node) -> tuple[Field, ...]:
        """Return the labelled fields of a row of the ledger."""
        return self.facts.fields.get(node.id, ())

    def label_of(self, node: Node) -> Span | None:
        """Return the label with its colon that opens a paragraph, None if none does."""
        return self._labels.get(node.span.start)

    @cached_property
    def _labels(self) -> dict[int, Span]:
        labels = [field.label for fields in self.facts.fields.values() for field in fields]
        return {label.start: Span(label.start, label.end + 1) for label in labels if label.end > label.start}

    def told(self, node: Node, kind: FieldKind) -> str:
        """Return what the fields of one kind tell of a row of the ledger; which of them, where labels differ."""
        found = [field for field in self.fields(node) if field.kind is kind]
        labels = {self.text(field.label) for field in found}
        named = len(labels) > 1
        told = (
            f"{self.words(field.label)}：{self.words(field.value)}" if named else self.words(field.value)
            for field in found
        )
        return "；".join(dict.fromkeys(told))

    def label(self, node: Node) -> str:
        """Return the heading by which a node is listed: marker and title, or the beginning of its text."""
        if node.title:
            return self.words(Span((node.marker or node.title).start, node.title.end))
        return excerpt(self.words(node.span), _LABEL)
