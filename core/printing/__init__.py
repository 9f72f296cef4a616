"""Forms on paper: a template becomes a PDF that can reach nothing outside itself."""

from .rendering import MAX_PAGES, PrintRefused, pdf_of_html, pdf_response, render_pdf

__all__ = ["MAX_PAGES", "PrintRefused", "pdf_of_html", "pdf_response", "render_pdf"]
