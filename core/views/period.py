"""The closing table: which ledger of which month is closed, by whom, and what stands in the way."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import periods
from core.errors import BusinessError
from core.models import AuditEntry, Period, PeriodLock
from core.ui.forms import Form
from core.ui.opening import may_open
from core.ui.pages import ActionPage, DetailPage, Page

SHOWN = 18


class LedgerForm(Form):
    """Which ledger, and a word about it."""

    ledger = forms.ChoiceField(label=gettext_lazy("Ledger"))
    reason = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=200)
    layout = [("ledger", 4), ("reason", 12)]
    wants_closed = False

    def __init__(self, *args: Any, record: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = periods.closed_ledgers(record, passed_over=self.wants_closed)
        field = self.fields["ledger"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (key, word)
            for key, word in periods.LEDGERS.items()
            if (key in closed) == self.wants_closed
        ]


class ReopenForm(LedgerForm):
    """Which closed ledger, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    wants_closed = True


class PeriodRows:
    """Periods belong to nobody: whoever may open the page sees all of them."""

    def rows(self) -> QuerySet[Period]:
        return Period.objects.all()


class PeriodClosePage(PeriodRows, ActionPage):
    """Close one ledger; refused while something in it is unfinished."""

    model = Period
    service = periods.close
    permission = "core.close_period"
    label = gettext_lazy("Close a ledger")
    form_class = LedgerForm
    primary = True

    @classmethod
    def why_not(cls, record: Period, user: Any = None) -> str:
        return _("It is closed already.") if record.state == Period.State.CLOSED else ""

    def perform(self, record: Period, form: Any) -> None:
        if record.from_on > self.today:
            raise BusinessError(_("This month has not begun."), code="future")
        super().perform(record, form)


class PeriodReopenPage(PeriodRows, ActionPage):
    """Open one ledger again, with the reason."""

    model = Period
    service = periods.reopen
    permission = "core.reopen_period"
    label = gettext_lazy("Open a ledger again")
    form_class = ReopenForm
    danger = True

    @classmethod
    def why_not(cls, record: Period, user: Any = None) -> str:
        return "" if periods.closed_ledgers(record) else _("Nothing of it is closed.")


class PeriodDetailPage(PeriodRows, DetailPage):
    """One month: its ledgers, and what has to be finished before each is closed."""

    model = Period
    permission = "core.view_period"
    template = "core/period_detail.html"
    actions = [PeriodClosePage, PeriodReopenPage]

    def context(self, record: Period) -> dict[str, Any]:
        return {
            "ledgers": [
                {**each, "blocks": [] if each["lock"] else self._blocks(record, each["key"])}
                for each in _ledgers(record, _closed_until())
            ],
            "entries": AuditEntry.objects.filter(
                subject_type__app_label="core", subject_type__model="period", subject_id=record.pk
            ).select_related("actor")[:20],
        }

    def _blocks(self, record: Period, ledger: str) -> list[periods.Block]:
        """What stands in the way; it leads to its list whom that list is for."""
        user, blocks = self.request.user, periods.blocks_of(record, ledger)
        return [each if may_open(user, each.url) else replace(each, url="") for each in blocks]


class PeriodBoardPage(PeriodRows, Page):
    """The months around now, newest first, with the state of each ledger."""

    model = Period
    permission = "core.view_period"
    title = gettext_lazy("Closing of months")
    kind = "board"

    def get(self, request: HttpRequest) -> HttpResponse:
        periods.ensure(self.today.year)
        rows = self.rows().filter(from_on__lte=self.today).prefetch_related("locks__closed_by")
        until = _closed_until()
        shown = [
            {
                "period": period,
                "ledgers": _ledgers(period, until),
                "url": PeriodDetailPage.address(period.pk),
            }
            for period in rows[:SHOWN]
        ]
        return self.answer({"rows": shown, "names": list(periods.LEDGERS.values())})


def _closed_until() -> dict[str, date]:
    """The first day of the last period closed, per ledger."""
    closed = PeriodLock.objects.standing().values_list("ledger")
    return dict(closed.annotate(last=Max("period__from_on")))


def _ledgers(period: Period, until: dict[str, date]) -> list[dict[str, Any]]:
    known = {lock.ledger: lock for lock in period.locks.all()}
    return [
        {
            "key": key,
            "label": label,
            "lock": lock if lock and lock.reopened_at is None else None,
            "passed": lock is None and period.from_on < until.get(key, period.from_on),
        }
        for key, label in periods.LEDGERS.items()
        for lock in [known.get(key)]
    ]


pages = [PeriodBoardPage, PeriodDetailPage, PeriodClosePage, PeriodReopenPage]
