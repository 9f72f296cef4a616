"""Why a file is not opened, in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.errors import BusinessError

SENTENCES = {
    "empty": gettext_noop("The file is empty."),
    "no_rows": gettext_noop("There is no row with content in the file."),
    "too_large": gettext_noop(
        "The file has %(found)s MB; at most %(most)s MB are taken. Split it."
    ),
    "damaged": gettext_noop(
        "The file is damaged or not what its name says. Save it again as .xlsx."
    ),
    "password": gettext_noop(
        "The file is protected by a password. Remove the password and save it again."
    ),
    "pdf": gettext_noop("This is a PDF, not a table. Take the Excel or CSV file it was made from."),
    "picture": gettext_noop("This is a picture, not a table."),
    "web_page": gettext_noop(
        "This is a web page with the name of a table. Open it in Excel and save it as .xlsx."
    ),
    "not_a_table": gettext_noop("This is a file of %(what)s. Save the table as .xlsx or .csv."),
    "zip": gettext_noop("This is an archive, not a workbook. Unpack it first."),
    "unknown": gettext_noop(
        "This is neither a workbook nor a text table. Save it as .xlsx or .csv."
    ),
    "too_many_members": gettext_noop(
        "The workbook holds %(found)s parts; at most %(most)s are taken."
    ),
    "unpacks_too_large": gettext_noop(
        "The workbook unpacks to %(found)s MB; at most %(most)s MB are taken. "
        "Copy the rows into a new workbook."
    ),
    "zip_bomb": gettext_noop(
        "A part of the workbook unpacks to more than %(most)s times its size, which no table does. "
        "Copy the rows into a new workbook."
    ),
    "dtd": gettext_noop(
        "The workbook declares document types, which no spreadsheet program writes."
    ),
    "odd_xml": gettext_noop("The workbook is not written in UTF-8. Save it again as .xlsx."),
    "too_many_columns": gettext_noop(
        "%(sheet)s has content up to column %(found)s; at most %(most)s columns are taken. "
        "Delete what stands far to the right."
    ),
    "too_many_rows": gettext_noop(
        "%(sheet)s has content down to row %(found)s; at most %(most)s rows are taken. "
        "Delete what stands far below, or split the file."
    ),
    "too_many_cells": gettext_noop(
        "%(sheet)s has %(found)s cells or more; at most %(most)s are taken. Split the file."
    ),
    "too_many_merged": gettext_noop(
        "%(sheet)s has %(found)s merged ranges; at most %(most)s are taken. Unmerge the cells."
    ),
    "too_much_memory": gettext_noop("Reading the file takes more memory than allowed. Split it."),
    "too_long": gettext_noop("Reading the file takes longer than allowed. Split it."),
    "no_such_sheet": gettext_noop("There is no sheet “%(sheet)s”. There are: %(sheets)s"),
    "encoding": gettext_noop(
        "Row %(row)s is neither UTF-8 nor GB18030 text. Save the file as CSV UTF-8 or as .xlsx."
    ),
    "open_quote": gettext_noop("A quotation mark is opened and never closed."),
    "cell_too_long": gettext_noop("A cell holds more than %(most)s characters."),
    "no_headings": gettext_noop(
        "No row of headings was found. The first rows must name the columns."
    ),
}


def refusal(code: str, facts: Mapping[str, Any] | None = None, *, field: str = "") -> BusinessError:
    """The refusal as the reader gets it."""
    told: dict[str, Any] = {}
    for name, value in (facts or {}).items():
        told[name] = f"{value:,}" if isinstance(value, int) else value
        if isinstance(value, list):
            told[name] = ", ".join(map(str, value))
    if "sheet" in told:
        told["sheet"] = (
            _("Sheet “%(name)s”") % {"name": told["sheet"]} if told["sheet"] else _("The file")
        )
    if code == "no_such_sheet" and facts:
        told["sheet"] = facts["sheet"]
    return BusinessError(_(SENTENCES[code]) % told, field=field, code=f"file_{code}")
