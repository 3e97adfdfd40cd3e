"""Labelled fields in annexes, and what those of progress say; nothing else of an annex states anything."""

from __future__ import annotations

from generator.facts.fields import Field, FieldKind, find_fields
from generator.facts.status.stated import Stated, stated_of
from generator.model.report import Kind, Node, Report


def find_annexed(report: Report) -> tuple[dict[str, Stated], dict[str, tuple[Field, ...]]]:
    """Return (how far entries of annexes are, their fields), by node id.

    Only what stands behind 整改进展情况： and its like tells how far something is: a glossary defines
    “正在全省推广” and states nothing. An entry is in no ledger, whatever it says.
    """
    stated: dict[str, Stated] = {}
    fields: dict[str, tuple[Field, ...]] = {}
    for annex in report.annexes:
        for entry in annex.walk():
            paragraphs = [child for child in entry.children if child.kind is Kind.PARAGRAPH]
            if entry.kind is not Kind.ENTRY or not paragraphs:
                continue
            own = tuple(field for field in find_fields(report, entry) if _holder(paragraphs, field))
            if own:
                fields[entry.id] = own
            progress = next((field for field in own if field.kind is FieldKind.PROGRESS), None)
            holder = _holder(paragraphs, progress) if progress else None
            if holder:
                stated[entry.id] = stated_of(report, holder, ())
    return stated, fields


def _holder(paragraphs: list[Node], field: Field) -> Node | None:
    return next((paragraph for paragraph in paragraphs if paragraph.span.holds(field.label)), None)
