"""The report as the trade expects it: on paper and as a workbook."""

from .paper import paper_context, report_pdf
from .sheet import Section, points, sections_of, title_of
from .workbook import report_workbook

__all__ = [
    "Section",
    "paper_context",
    "points",
    "report_pdf",
    "report_workbook",
    "sections_of",
    "title_of",
]
