"""Labelled fields in annexes, and the status that progress fields state; no other text of an annex states a status."""

from __future__ import annotations

from generator.facts.fields import Field, FieldKind, find_fields
from generator.facts.status.stated import Stated, stated_of
from generator.model.report import Kind, Node, Report


def find_annexed(report: Report) -> tuple[dict[str, Stated], dict[str, tuple[Field, ...]]]:
    """Return (stated status of annex entries, their fields), each by node id.

    Only a field like 整改进展情况：… states a status: a glossary may define “正在全省推广” and states nothing.
    An entry is never a row of the ledger.
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
