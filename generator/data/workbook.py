"""Writes a table as an .xlsx workbook with filters, a fixed header row, column widths and links, but no formulas."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]  # it has no annotations

from generator.data.tables import Table

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zone; not the clock's time: same input, same bytes
_LONGEST = 32_767
"""Maximum UTF-16 code units of a cell; the library would cut off the rest without a word."""


def as_xlsx(table: Table, report: str) -> bytes:
    """Return a table as an .xlsx file; `report` is the report's title; the same table gives the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": table.titled(report), "created": _MADE})
        sheet = book.add_worksheet(table.title)
        head = book.add_format({"bold": True, "bg_color": "#F8EEEA", "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        link = book.add_format({"font_color": "#9C1218", "underline": 1, "text_wrap": True, "valign": "top"})
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.title, head)
            for number, row in enumerate(table.rows, 1):
                cell = row[at]
                if isinstance(cell, int | Decimal):
                    sheet.write_number(number, at, cell, wrapped)
                elif cell and column.name == "address" and cell.startswith(("http://", "https://")):
                    sheet.write_url(number, at, cell, link)
                elif cell:
                    sheet.write_string(number, at, _fitting(cell, table.name), wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _fitting(text: str, table: str) -> str:
    """Return a text as a cell can hold it: of one that is too long the beginning, and where the whole stands."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return text
    told = f"……（超出单元格上限，全文见 {table}.csv）"
    return units[: 2 * (_LONGEST - len(told))].decode("utf-16-le", "ignore") + told
