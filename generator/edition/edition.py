"""The edition, a report ready to be published: text as shown, facts, earlier versions and its place in a series."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property

from generator.edition.series import Series
from generator.facts.annotate import Facts, annotate, facts_told
from generator.facts.fields import Field, FieldKind
from generator.facts.mentions import Names
from generator.facts.rows import Problem
from generator.facts.status.stated import Stated, plan_headings, stated_of
from generator.model.marks import MarkKind, plain
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report
from generator.model.source import Attached, Metadata
from generator.settings.report import Punctuation, ReportSettings
from generator.text.folding import widen
from generator.text.spacing import excerpt, squeeze
from generator.text.span import Span

_BLANKS = re.compile(r"\s+")
_NAME = 60
"""Maximum length in characters of a problem's name that is taken from its text for lack of a heading."""
_LABEL = 24
"""Maximum length in characters of the beginning of its text by which a node without a heading is listed."""


class Edition:
    """A report ready to be published.

    The text as shown may have full-width punctuation in place of half-width, but the same offsets as the source.
    """

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
        """The earlier versions, oldest first."""
        self.series = series or Series()
        """Its place among the reports of its body; empty until that is known."""
        self.settings = settings
        self.flat = False
        """Whether the site's pages are files, p1.html, instead of folders; a build sets it."""
        self._names = names or Names()
        self._others: dict[str, Stated] = {}  # cache of `stated` by node id, for nodes that `facts` does not have
        self._numbered: dict[Span, Counter[str]] = {}  # cache of `numbers_below` by the part's span
        self.full_width = settings.punctuation is Punctuation.FULL_WIDTH
        text = report.source.text
        self._shown = "".join(widen(line) for line in text.splitlines(keepends=True)) if self.full_width else text

    @property
    def metadata(self) -> Metadata:
        """Issuing body, title, dates and other metadata of the report."""
        return self.report.source.metadata

    @property
    def warnings(self) -> tuple[Message, ...]:
        """The messages of reader and outline, without the codes that the settings ignore."""
        return tuple(one for one in self.report.warnings if one.code not in self.settings.checks.ignore)

    def text(self, span: Span | None) -> str:
        """Return a span's text as shown, with each run of white space as one blank; empty for None."""
        return squeeze(self._shown[span.start : span.end]) if span else ""

    def words(self, span: Span | None) -> str:
        """Return a span's text as quoted: as shown, but without struck-out text and with raised digits as in 10⁶."""
        if not span or not self.report.source.marks_in(span):
            return self.text(span)
        return squeeze("".join(plain(text, kinds) for text, kinds in self.runs(span)))

    def runs(self, span: Span) -> list[tuple[str, tuple[MarkKind, ...]]]:
        """Return the text of a span in pieces, each with the kinds of marks on it; joined, they are `text(span)`."""
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
        """Return how often each marker, as shown, occurs among the children of a part's themes; cached."""
        if part.span not in self._numbered:
            below = (node.marker for theme in part.children for node in theme.children)
            self._numbered[part.span] = Counter(map(self.text, below))
        return self._numbered[part.span]

    def raw(self, span: Span) -> str:
        """Return a span's text as shown, with each run of white space as one blank, also at its ends."""
        return _BLANKS.sub(" ", self._shown[span.start : span.end])

    def plain(self, words: str) -> str:
        """Return words from elsewhere, such as a title from the yml, with the punctuation of the report as shown."""
        return widen(words) if self.full_width else words

    @cached_property
    def facts(self) -> Facts:
        """The facts that the report states; raises UserError for a status that is set on an unknown id."""
        return annotate(self.report, self.settings, self._names)

    @cached_property
    def files(self) -> dict[str, list[Attached]]:
        """The pictures and attachments that came with the source, by id of the node in or after which they stand."""
        nodes = [node for node in self.report.walk() if node.pieces and node.kind is not Kind.CELL]
        lines = [self.report.source.place(node.pieces[-1].start)[0] for node in nodes]
        found: dict[str, list[Attached]] = {}
        for file in self.report.source.files:
            at = bisect_right(lines, file.line) - 1
            found.setdefault(nodes[max(at, 0)].id, []).append(file)
        return found

    def stated(self, node: Node) -> Stated:
        """Return the stated status of any node, not only of items and measures."""
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
        """The table rows that continue a row of the ledger, by the id of that row."""
        return {problem.node.id: problem.more for problem in self.facts.problems if problem.more}

    def evidence(self, stated: Stated) -> list[str]:
        """Return the sentences that state a status, as quoted, each once."""
        return list(dict.fromkeys(self.words(statement.sentence) for statement in stated.statements))

    def cited(self, node: Node) -> list[str]:
        """Return the documents that a node cites, as quoted, each once."""
        found = facts_told(self.facts.documents, node)
        return list(dict.fromkeys(self.words(item.span) for item in found))

    @property
    def title(self) -> str:
        """The report's title for lists and page heads; （无标题） if it has none."""
        return self.plain(self.report.title) or "（无标题）"

    def problem(self, problem: Problem) -> str:
        """Return the words by which a problem is listed in the ledger."""
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
        """Return the field (问题：…) in which a row of the ledger names its problem; None if there is none."""
        return next((field for field in self.fields(node) if field.kind is FieldKind.PROBLEM), None)

    def fields(self, node: Node) -> tuple[Field, ...]:
        """Return the labelled fields of a row of the ledger; empty for any other node."""
        return self.facts.fields.get(node.id, ())

    def label_of(self, node: Node) -> Span | None:
        """Return the span of the label that opens a paragraph, with its colon or brackets; None if there is none."""
        return self._labels.get(node.span.start)

    @cached_property
    def _labels(self) -> dict[int, Span]:
        """The spans of all labels of fields, with their colons or brackets, by their start."""
        labels = [field.label for fields in self.facts.fields.values() for field in fields]
        marked = [self._with_marks(label) for label in labels if label.end > label.start]
        return {span.start: span for span in marked}

    def _with_marks(self, label: Span) -> Span:
        """Return a label with what marks it as one: a colon, the brackets around it, or both."""
        folded = self.report.source.folded
        start, end = label.start, label.end
        if folded[start - 1 : start] in {"【", "["} and folded[end : end + 1] in {"】", "]"}:
            start, end = start - 1, end + 1
        return Span(start, end + folded.startswith(":", end))

    def told(self, node: Node, kind: FieldKind) -> str:
        """Return the values of a ledger row's fields of one kind, joined; with their labels if these differ."""
        found = [field for field in self.fields(node) if field.kind is kind]
        labels = {self.text(field.label) for field in found}
        named = len(labels) > 1
        told = (
            f"{self.words(field.label)}：{self.words(field.value)}" if named else self.words(field.value)
            for field in found
        )
        return "；".join(dict.fromkeys(told))

    def label(self, node: Node) -> str:
        """Return the words by which a node is listed: marker and title, or if it has none the beginning of its text."""
        if node.title:
            return self.words(Span((node.marker or node.title).start, node.title.end))
        return excerpt(self.words(node.span), _LABEL)
