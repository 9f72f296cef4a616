"""Paths and names from page classes."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.urls import URLPattern, get_resolver, path, register_converter

from .page import UNSAID, Page

registry: list[type[Page]] = []


class IdConverter:
    """A primary key that every database can hold; anything else is simply not a page."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: Any) -> str:
        return str(value)


register_converter(IdConverter, "id")


def page_urls(*pages: type[Page]) -> list[URLPattern]:
    """The URL patterns of an app's pages, in the order given."""
    made = []
    for page in pages:
        if page.permission == UNSAID:
            raise ImproperlyConfigured(f"{page.__name__} names no permission.")
        if page not in registry:
            registry.append(page)
        made.append(path(page.route(), page.as_view(), name=page.url_name()))
    # Fixed words before <id>, or 'create' could never be reached; ids are digits, so order is free.
    return made


def pages_of(model: type[Model], kind: str) -> list[Any]:
    """The pages of one kind about one noun."""
    return [page for page in registry if page.record_model() is model and page.kind == kind]


def may_open_kind(user: Any, model: type[Model] | None) -> bool:
    """Whether the person's role ever opens records of that kind."""
    get_resolver().url_patterns  # noqa: B018 - outside a request the pages may not be known yet
    return model is not None and any(page.is_for(user) for page in pages_of(model, "detail"))


def page_named(url_name: str) -> Any:
    """The page behind ``app:noun_page``, if it is one of ours."""
    return next((p for p in registry if f"{p.namespace}:{p.url_name()}" == url_name), None)
