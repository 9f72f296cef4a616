"""Pages of printed forms: the sheet on the screen, the counted PDF, many at once."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from core import jobs
from core.errors import Sentence
from core.notifications.addresses import absolute
from core.printing import PrintedForm, pdf_response, print_one, prints_of
from core.printing.many import KIND, MOST, register

from .page import Page
from .sending import record_address
from .urls import pages_of


class PrintPage(Page):
    """GET shows the sheet; POST prints it as PDF and counts the print.

    In ``bulk`` of a list it prints the ticked rows into one PDF, in the background.
    """

    form: ClassVar[type[PrintedForm]]
    kind = "print"
    on_record = True
    # what a list asks of a bulk button
    label: ClassVar[Sentence] = ""
    icon: ClassVar[str] = "print"
    confirm: ClassVar[Sentence] = ""
    danger: ClassVar[bool] = False
    to: ClassVar[str] = ""
    states: ClassVar[Any] = ()
    gathers: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        form: Any = cls.__dict__.get("form")
        if form is not None:
            cls.model, cls.permission, cls.label = form.model, form.permission, form.title
            register(form)
        super().__init_subclass__(**kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        made = self._made(self.check_record(), request.GET.dict())
        tools: dict[str, Any] = {
            "back_url": record_address(self.record),
            "times": prints_of(self.record).filter(form=self.form.name).count(),
            "choices": self._choices(made),
            "asked": {**made.asked, "paper": made.paper.key},
            "csrf": get_token(request),
        }
        return HttpResponse(made.html(on_screen=True, **tools))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = {k: v for k, v in request.POST.dict().items() if k != "csrfmiddlewaretoken"}
        made = self._made(self.check_record(), asked)
        pdf = print_one(made, actor=request.user, at=self.now)
        return pdf_response(pdf, made.file_name())

    def _made(self, record: Any, asked: dict[str, str]) -> PrintedForm:
        return self.form(record, self.request.user, asked=asked, link=self._link(record))

    def _link(self, record: Any) -> str:
        address = record_address(record)
        return absolute(address) or str(self.request.build_absolute_uri(address))

    def _choices(self, made: PrintedForm) -> list[dict[str, Any]]:
        """The papers and options one may switch to."""
        found = []
        for paper in made.papers if len(made.papers) > 1 else ():
            found.append(self._choice(made, "paper", paper.key, paper.label, paper == made.paper))
        for option in made.options:
            if made.may_ask(option):
                is_on = option.key in made.on
                value = "0" if is_on else "1"
                found.append(self._choice(made, option.key, value, option.label, is_on))
        return found

    def _choice(
        self,
        made: PrintedForm,
        key: str,
        value: str,
        label: Sentence,
        is_on: bool,  # noqa: FBT001
    ) -> dict[str, Any]:
        query = self.request.GET.copy()
        query[key] = value
        return {"url": f"?{query.urlencode()}", "label": label, "is_on": is_on}

    def print_many(self, records: list[Any]) -> Any:
        """The job that prints them."""
        links = {str(each.pk): self._link(each) for each in records[:MOST]}
        title = _("%(form)s: %(n)d records") % {"form": self.form.title, "n": len(links)}
        return jobs.start(
            KIND, actor=self.request.user, title=title, form=self.form.name, links=links, asked={}
        )


def prints_shown(record: Any, user: Any) -> list[dict[str, Any]]:
    """The forms of a record this person may print, and how often each was."""
    pages = [p for p in pages_of(type(record), "print") if p.is_for(user, record)]
    if not pages:
        return []
    made = list(prints_of(record).values_list("form", flat=True))
    return [
        {"label": p.label, "url": p.address(record.pk), "times": made.count(p.form.name)}
        for p in pages
    ]
