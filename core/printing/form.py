"""A printed form: declared once, shown on the screen, printed, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, ClassVar

import segno
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from core.errors import NotAllowed, Sentence
from core.secrecy import may_see

from .company import heading
from .paper import A4, Paper
from .signing import Signature, signatures_of


@dataclass(frozen=True)
class Option:
    """Something a form shows on request: who may not see the secret cannot ask for it."""

    key: str
    label: Sentence
    secret: str = ""
    is_on: bool = False


class PrintedForm:
    """One form of one noun. Subclasses say what stands on it; ``core.ui.PrintPage`` shows it."""

    name: ClassVar[str]
    model: ClassVar[type[Model]]
    title: ClassVar[Sentence]
    template: ClassVar[str]
    permission: ClassVar[str]
    papers: ClassVar[Sequence[Paper]] = (A4,)
    options: ClassVar[Sequence[Option]] = ()
    blanks: ClassVar[Sequence[Sentence]] = ()  # places for signatures by hand

    def __init__(
        self, record: Any, user: Any, *, asked: dict[str, str] | None = None, link: str = ""
    ) -> None:
        """``asked`` is what the page was asked for: ``paper``, each option, what else it knows."""
        self.record, self.user, self.link = record, user, link
        self.asked = asked or {}
        wanted = self.asked.get("paper", "")
        self.paper = next((p for p in self.papers if p.key == wanted), self.papers[0])
        self.on = {option.key for option in self.options if self._is_on(option)}

    def may_ask(self, option: Option) -> bool:
        """Whether the person may have it on the sheet."""
        return may_see(self.user, option.secret, self.secrecy_subject())

    def _is_on(self, option: Option) -> bool:
        """As asked; by itself only for who may see it. Asking for what one may not is refused."""
        asked = self.asked.get(option.key, "")
        may = self.may_ask(option)
        if asked == "1" and not may:
            raise NotAllowed("")
        return may if asked == "1" else bool(option.is_on and may and asked != "0")

    def secrecy_subject(self) -> Any:
        """The record that says whose it is."""
        return self.record

    def context(self) -> dict[str, Any]:
        """What stands on it."""
        return {}

    def file_name(self) -> str:
        """What the file is called."""
        return f"{self.title} {self.record}"

    def blanks_filled(self) -> list[Signature]:
        """The places for signatures by hand, some with a name in them already."""
        return [Signature(step) for step in self.blanks]

    def html(
        self, *, number: int = 0, at: datetime | None = None, on_screen: bool = False, **more: Any
    ) -> str:
        """The sheet; printed, it says which print it is, when and by whom."""
        context = {
            "form": self,
            "title": self.title,
            "paper": self.paper,
            "record": self.record,
            "company": heading(),
            "qr": qr(self.link),
            "signatures": signatures_of(self.record),
            "blanks": self.blanks_filled(),
            "on": self.on,
            "number": number,
            "printed_at": at,
            "printed_by": self.user,
            "on_screen": on_screen,
            **self.context(),
            **more,
        }
        return render_to_string(self.template, context)


def qr(link: str) -> SafeString:
    """The address as a QR drawing, part of the page."""
    if not link:
        return SafeString("")
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=0, omitsize=True, svgclass="bo-qr"
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by us, no text in it
