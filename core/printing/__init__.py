"""Forms on paper: declared once, counted, and able to reach nothing outside themselves. See
``docs/printing.md``.
"""

from .company import Heading, heading
from .counting import print_one, prints_of, times_printed
from .form import Option, PrintedForm
from .paper import A4, THREE_PART, Paper
from .pictures import inside
from .rendering import MAX_PAGES, PrintRefused, pdf_of_html, pdf_response, render_pdf
from .signing import Signature, signature_source

__all__ = [
    "A4",
    "MAX_PAGES",
    "THREE_PART",
    "Heading",
    "Option",
    "Paper",
    "PrintRefused",
    "PrintedForm",
    "Signature",
    "heading",
    "inside",
    "pdf_of_html",
    "pdf_response",
    "print_one",
    "prints_of",
    "render_pdf",
    "signature_source",
    "times_printed",
]
