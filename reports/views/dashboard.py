"""The manager's one screen."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import periods, secrecy
from core.errors import Sentence
from core.ui import inbox, tiles
from core.ui.pages.page import Page
from orders.enums import Basis
from orders.selectors.figures import Measure
from orders.services.facts import facts_refresh
from reports.enums import SHORT_KINDS, Figure, ReportKind
from reports.prints.sheet import TEN_THOUSAND, ten_thousand, written, written_change
from reports.selectors import dashboard

from .addresses import Where, rows_of_movements, rows_of_receipts


class DashboardForm(forms.Form):
    """Basis, tax and returns of the screen."""

    kind = forms.ChoiceField(
        label=_("Period"), choices=[c for c in ReportKind.choices if c[0] != ReportKind.DAILY]
    )
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis)
    tax = forms.ChoiceField(
        label=_("Tax"), choices=[("incl", _("tax included")), ("excl", _("without tax"))]
    )
    returns = forms.ChoiceField(
        label=_("Returns"),
        choices=[("in", _("returns deducted")), ("out", _("returns not deducted"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "bo-input"


class DashboardShowPage(Page):
    """Today, the period against plan and last year, money at risk, late orders, what waits."""

    permission = "reports.view_dashboard"
    title = _("Dashboard")
    kind = "dashboard"
    noun = "dashboard"
    path = "dashboard/"
    template = "reports/dashboard.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        start = {"kind": "monthly", "basis": Basis.ORDER.value, "tax": "incl", "returns": "in"}
        form = DashboardForm({**start, **request.GET.dict()})
        if not form.is_valid():
            return self.answer({"form": form}, status=422)
        facts_refresh()
        return self.answer({"form": form, **self.screen(form.cleaned_data)})

    def screen(self, asked: dict[str, Any]) -> dict[str, Any]:
        """All that the template shows."""
        user: Any = self.request.user
        kind, on = asked["kind"], self.today
        measure = Measure(
            asked["basis"],
            includes_tax=asked["tax"] == "incl",
            includes_returns=asked["returns"] == "in",
            where=dashboard.reach_of(user),
        )
        head = dashboard.headline(user=user, kind=kind, on=on, measure=measure)
        trend = dashboard.trend(kind=kind, on=on, measure=measure)
        where = {key: ids[0] for key, ids in measure.where.items()}
        pareto = dashboard.concentration(kind=kind, on=on, measure=measure)
        overdue = dashboard.overdue(user=user, on=on)
        late = dashboard.late_orders(user=user, on=on)
        span = periods.span(kind, on)
        return {
            "head": {**self.head(head), "plan_is_part": kind in SHORT_KINDS},
            "span": span,
            "links": links(
                asked, on, span, reads_reports=user.has_perm("reports.view_report"), where=where
            ),
            "ageing_rows": ageing_rows(dashboard.ageing_now(user=user, on=on)),
            "overdue": {**overdue, "written": ten_thousand(overdue["amount"])},
            "late": {**late, "written": ten_thousand(late["amount"])},
            "waiting": inbox.groups_of(user),
            "tiles": tiles.shown(user, on),
            "trend_rows": trend_rows(trend),
            "trend_chart": trend_chart(trend),
            "pareto": pareto,
            "pareto_rows": pareto_rows(pareto, span, asked, where),
            "pareto_rest": ten_thousand(pareto["rest"]),
            "pareto_chart": pareto_chart(pareto),
        }

    def head(self, found: dict[str, Any]) -> dict[str, Any]:
        """The key figures as they are read."""
        period, today, plan = found["period"], found["today"], found["plan"]
        now = period["current"]
        with_cost = secrecy.may_see(self.request.user, secrecy.COST)
        before = period["previous"]["margin"]
        return {
            "today": ten_thousand(today["current"]["amount"]),
            "today_orders": today["current"]["orders"],
            "yesterday": ten_thousand(today["previous"]["amount"]),
            "amount": ten_thousand(now["amount"]),
            "amount_change": written_change(now["amount"], period["last_year"]["amount"]),
            "plan": ten_thousand(plan["amount"]) if plan else "",
            "plan_rate": written("margin", plan["achievement"]) if plan else "",
            "plan_share": share_of(plan["actual"], plan["amount"]) if plan else 0,
            "plan_mark": share_of(plan["to_date"], plan["amount"]) if plan else 0,
            "receipts": ten_thousand(now["receipts"]),
            "receipts_before": ten_thousand(period["previous"]["receipts"]),
            "margin": written("margin", now["margin"]) if with_cost else "",
            "margin_before": written("margin", before),
            "margin_change": margin_change(now["margin"], before),
        }


def share_of(part: str, whole: str) -> int:
    """How much of the whole, in percent, for a bar."""
    return min(100, int(Decimal(part) * 100 / Decimal(whole))) if Decimal(whole) else 0


def margin_change(now: str | None, before: str | None) -> str:
    """The difference of two rates in points, '' where there is none."""
    return "" if now is None or before is None else written_change(now, before, Figure.MARGIN)


def links(
    asked: dict[str, Any],
    on: date,
    span: tuple[date, date],
    *,
    reads_reports: bool,
    where: Where,
) -> dict[str, str]:
    """Where each figure's rows are; who reads no company reports is led to the movements."""
    ask = reverse("reports:report_ask")
    shared = {key: asked[key] for key in ("basis", "tax", "returns")} | {"on": on.isoformat()}

    def figures(kind: str, by: str) -> str:
        if not reads_reports:
            days = (on, on) if kind == ReportKind.DAILY else span
            return rows_of_movements(Figure.AMOUNT, days, asked, where)
        return f"{ask}?{urlencode({**shared, 'kind': kind, 'by': by})}"

    return {
        "today": figures(ReportKind.DAILY.value, "salesperson"),
        "period": figures(asked["kind"], "salesperson"),
        "category": figures(asked["kind"], "category"),
        "customer": figures(asked["kind"], "customer"),
        "receipts": rows_of_receipts(span, where),
        "receivables": reverse("orders:receivable_list") + "?overdue=1",
        "late": reverse("orders:order_list") + "?late=1",
    }


def ageing_rows(buckets: list[dashboard.Bucket]) -> list[tuple[Any, ...]]:
    """Label, amount, customers, share, tone and address of each bucket."""
    rows = []
    label: Sentence
    for bucket in buckets:
        if not bucket.first:
            label = str(_("Not due"))
        elif bucket.last is None:
            label = str(_("Over %(days)d days") % {"days": bucket.first - 1})
        else:
            label = str(_("%(first)d–%(last)d days") % {"first": bucket.first, "last": bucket.last})
        tone = "bad" if bucket.first > 30 else "fg"
        shown = ten_thousand(bucket.amount)
        rows.append((label, shown, bucket.customers, bucket.share, tone, in_bucket(bucket.name)))
    return rows


def in_bucket(name: str) -> str:
    """The open items of a bucket."""
    return f"{reverse('orders:receivable_list')}?{urlencode({'open': 1, 'bucket': name})}"


def pareto_rows(
    pareto: dict[str, Any], span: tuple[date, date], asked: dict[str, Any], where: Where
) -> list[tuple[str, str, str, str]]:
    """Address, name, amount and running share of the largest customers."""
    return [
        (
            rows_of_movements(Figure.AMOUNT, span, asked, {**where, "customer": pk}),
            name,
            ten_thousand(amount),
            written("margin", str(share)),
        )
        for pk, name, amount, share in pareto["rows"]
    ]


def trend_rows(trend: dict[str, Any]) -> dict[str, Any]:
    """The chart as a table: four days spread over the period."""
    days = trend["days"]
    places = sorted({(len(days) - 1) * n // 4 for n in range(1, 5)})
    lines = [(_("This period"), trend["actual"])]
    if trend["plan"]:
        lines.append((_("Plan"), trend["plan"]))
    lines.append((_("Last year"), trend["last_year"]))
    rows = [(label, [ten_thousand(values[n]) for n in places]) for label, values in lines]
    return {"days": [days[n] for n in places], "rows": rows}


def trend_chart(trend: dict[str, Any]) -> dict[str, Any]:
    """Numbers for drawing, in 万元."""

    def drawn(values: list[Decimal | None]) -> list[float | None]:
        return [None if v is None else round(float(v / TEN_THOUSAND), 2) for v in values]

    series = [{"name": str(_("This period")), "values": drawn(trend["actual"]), "style": "solid"}]
    if trend["plan"]:
        series.append({"name": str(_("Plan")), "values": drawn(trend["plan"]), "style": "dashed"})
    series.append(
        {"name": str(_("Last year")), "values": drawn(trend["last_year"]), "style": "dotted"}
    )
    return {"labels": [f"{day:%m-%d}" for day in trend["days"]], "series": series}


def pareto_chart(pareto: dict[str, Any]) -> dict[str, Any]:
    """Numbers for drawing, in 万元 and percent."""
    return {
        "labels": [name[:4] for _pk, name, _amount, _share in pareto["rows"]],
        "values": [round(float(a / TEN_THOUSAND), 2) for _pk, _name, a, _share in pareto["rows"]],
        "shares": [round(float(s * 100), 1) for _pk, _name, _amount, s in pareto["rows"]],
    }
