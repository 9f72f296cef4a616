"""Pages: small classes, one service call each."""

from .action import ActionPage
from .detail import DetailPage, Figure, Section
from .form import CreatePage, EditPage, FormPage, GatherPage
from .list import ListPage
from .lookup import LookupPage
from .page import Page
from .printing import PrintPage
from .tabs import Tab
from .timeline import Happening, Timeline, Trail
from .urls import page_urls, registry

__all__ = [
    "ActionPage",
    "CreatePage",
    "DetailPage",
    "EditPage",
    "Figure",
    "FormPage",
    "GatherPage",
    "Happening",
    "ListPage",
    "LookupPage",
    "Page",
    "PrintPage",
    "Section",
    "Tab",
    "Timeline",
    "Trail",
    "page_urls",
    "registry",
]
