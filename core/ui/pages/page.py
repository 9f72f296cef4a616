"""What all pages share: address, access, record, answer to a refusal."""

import datetime
import inspect
import uuid
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import select_template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.generic import View
from django_htmx.http import reswap, retarget

from core.clock import business_date
from core.errors import BusinessError, Busy, NotAllowed, Sentence
from core.ui.naming import noun_of, words_of

from .access import who_could

UNSAID = "?"


class Page(View):
    """One page; its name and path follow the class."""

    model: ClassVar[type[Model]]
    permission: ClassVar[str | None] = UNSAID
    title: ClassVar[Sentence] = ""
    template: ClassVar[str] = ""
    kind: ClassVar[str] = ""  # list, detail, create, edit, action, look-up, job
    generic: ClassVar[str] = ""  # its template, where it is not called like the kind
    service: ClassVar[Callable[..., Any]]
    noun: ClassVar[str] = ""
    page: ClassVar[str] = ""
    path: ClassVar[str] = ""
    namespace: ClassVar[str] = ""
    on_record: ClassVar[bool] = False
    request: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        words = words_of(cls.__name__.removesuffix("Page"))
        model = cls.record_model()
        nouns = words_of(model.__name__) if model else words[:-1]
        if words[: len(nouns)] != nouns or len(words) == len(nouns):
            nouns = words[:-1]
        cls.noun = cls.__dict__.get("noun") or "_".join(nouns)
        cls.page = cls.__dict__.get("page") or "_".join(words[len(nouns) :])
        cls.namespace = cls.__dict__.get("namespace") or cls.__module__.partition(".")[0]
        service = cls.__dict__.get("service")
        if service is not None and not isinstance(service, staticmethod):
            cls.service = staticmethod(service)  # or it would become a method of the page

    @classmethod
    def record_model(cls) -> type[Model] | None:
        """The noun the page is about."""
        return getattr(cls, "model", None)

    @classmethod
    def argument(cls) -> str:
        """The name under which a service takes the record."""
        return noun_of(cls.model)

    @classmethod
    def url_name(cls) -> str:
        return f"{cls.noun}_{cls.page}"

    @classmethod
    def address(cls, *args: Any) -> str:
        """The page's URL, '' where it has none."""
        try:
            return reverse(f"{cls.namespace}:{cls.url_name()}", args=args)
        except NoReverseMatch:
            return ""

    @classmethod
    def route(cls) -> str:
        """The path below the app's own."""
        noun, page = cls.noun.replace("_", "-"), cls.page.replace("_", "-")
        return cls.path or (f"{noun}/<id:pk>/{page}/" if cls.on_record else f"{noun}/{page}/")

    @classmethod
    def is_for(cls, user: Any, record: Any = None) -> bool:
        """Whether the person may; without a record, whether they ever may."""
        if cls.permission == UNSAID:
            raise ImproperlyConfigured(f"{cls.__name__} names no permission.")
        return cls.permission is None or user.has_perm(cls.permission, record)

    # one request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if not self.is_for(request.user):
                raise NotAllowed("")
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed as refusal:
            return self.forbidden(refusal)
        except Busy as refusal:
            return self.again(refusal)
        except BusinessError as refusal:
            return self.refused(refusal)

    is_second_try = False

    def again(self, refusal: Busy) -> HttpResponseBase:
        """Once more from scratch: nothing was written and nothing sent. Then a sentence."""
        if self.is_second_try or self.request.FILES:
            return render(self.request, "503.html", {"sentence": refusal}, status=503)
        fresh = type(self)()
        fresh.is_second_try = True
        fresh.setup(self.request, *self.args, **self.kwargs)
        return fresh.dispatch(self.request, *self.args, **self.kwargs)

    def forbidden(self, refusal: NotAllowed) -> HttpResponse:
        """A 403 that says who could, where it is a matter of rights and not of the moment."""
        record = self.__dict__.get("record")
        is_theirs = record is not None and self.is_for(self.request.user, record)
        context = {
            "sentence": str(refusal),
            "is_theirs": is_theirs,
            "who": [] if is_theirs else who_could(self.permission, record),
            "record": record if is_theirs else None,
            "record_url": self.way_out(record) if is_theirs else "",
            "back": self.request.headers.get("referer", "/"),
        }
        return render(self.request, "generic/forbidden.html", context, status=403)

    def refused(self, refusal: BusinessError) -> HttpResponse:
        """What no form takes up: the sentence as a page; of a fragment, above the content."""
        if not self.request.htmx:
            return render(self.request, "422.html", {"sentence": refusal}, status=422)
        note = {"text": refusal, "tone": "red"}
        answer = render(self.request, "components/note.html", note, status=422)
        return retarget(reswap(answer, "innerHTML"), "#bo-messages")

    def way_out(self, record: Any) -> str:
        """Where what is refused for the moment leads instead."""
        return ""

    def rows(self) -> Any:
        """The records this person may see."""
        rows: Any = self.model._default_manager.all()
        return rows.visible_to(self.request.user)

    @cached_property
    def record(self) -> Any:
        """The record of the URL; unknown, foreign or absurd → 404, not allowed → 403."""
        found = self.rows().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(self.model._meta.verbose_name)
        return found

    def check_record(self) -> Any:
        """The record, if the permission holds for it too."""
        record = self.record
        if not self.is_for(self.request.user, record):
            raise NotAllowed("")
        return record

    @cached_property
    def now(self) -> datetime.datetime:
        return timezone.now()

    @cached_property
    def today(self) -> datetime.date:
        return business_date(self.now)

    def answer(self, context: dict[str, Any], *, status: int = 200, part: str = "") -> HttpResponse:
        """The page, or its fragment ``part``."""
        shown = {"page": self, "title": self.title, "today": self.today, **context}
        names = [part] if part else [self.template, *self.templates()]
        template = select_template([name for name in names if name])
        return HttpResponse(template.render(shown, self.request), status=status)

    def templates(self) -> list[str]:
        """The noun's own template, then the generic one."""
        app = self.namespace
        return [f"{app}/{self.url_name()}.html", f"generic/{self.generic or self.kind}.html"]

    @property
    def submission(self) -> str:
        """A token for one form."""
        return str(uuid.uuid4())

    def _seen_version(self) -> int | None:
        """The version of the record that the reader had before them."""
        text = self.request.POST.get("seen_version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def call(self, service: Callable[..., Any], **arguments: Any) -> Any:
        """The service, with the clock read for it where it asks for a day or an instant."""
        known = parameters_of(service)
        for name, value in (("on", self.today), ("at", self.now)):
            if name in known and name not in arguments:
                arguments[name] = value
        return service(actor=self.request.user, **arguments)


@cache
def parameters_of(service: Callable[..., Any]) -> frozenset[str]:
    """The names a service takes."""
    return frozenset(inspect.signature(service).parameters)
