"""Who sees which figures on the dashboard, the ask page and the board of schedules."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.clock import FIRST_DAY, at_time, business_today
from core.models import AuditEntry, Notification, Period
from core.printing import rendering
from customers.factories import CustomerFactory
from orders.models import Receivable
from reports.enums import ReportKind
from reports.factories import ReportFactory
from reports.models import Report
from reports.selectors import Question, dashboard
from reports.services import report_build, report_make_due, report_revise


@pytest.mark.parametrize(
    "path", ["/reports/dashboard/", "/reports/report/ask/", "/reports/report/"]
)
def test_a_sales_manager_reads_and_an_outsider_does_not(path, fang_wen_client, lin_yu_client):
    assert fang_wen_client.get(path).status_code == 200
    assert lin_yu_client.get(path).status_code == 403


def test_a_regional_manager_has_a_dashboard_of_the_own_region_and_no_company_report(
    chen_zhiqiang, chen_zhiqiang_client
):
    assert chen_zhiqiang_client.get("/reports/dashboard/").status_code == 200
    assert chen_zhiqiang_client.get("/reports/report/").status_code == 403
    assert dashboard.reach_of(chen_zhiqiang) == {"region": [chen_zhiqiang.region_id]}


def test_who_may_not_see_cost_gets_no_margin_and_no_profit(fang_wen_client, monkeypatch):
    with_cost = fang_wen_client.get("/reports/report/ask/").context["sheet"]["totals"]
    assert fang_wen_client.get("/reports/dashboard/").context["head"]["margin"] == "—"
    monkeypatch.setattr("core.secrecy.may_see", lambda user, kind, subject=None: kind != "cost")

    without = fang_wen_client.get("/reports/report/ask/").context["sheet"]["totals"]

    assert fang_wen_client.get("/reports/dashboard/").context["head"]["margin"] == ""
    assert len(with_cost) - len(without) == 3


def test_the_dashboard_equals_the_documents(an_order, fang_wen, zhao_lei, wang_jianguo):
    """Two orders of two regions: amount, overdue and late are added up by hand."""
    today = business_today()
    own = CustomerFactory(owner=zhao_lei, region=zhao_lei.region)
    an_order(("10", "113"))
    an_order(("2", "56.5"), customer=own)

    shown = report_build(question=Question("monthly", today))

    assert shown["totals"]["amount"] == "1243.00"
    assert shown["totals"]["orders"] == 2
    assert shown["totals"]["customers"] == 2
    late = dashboard.late_orders(user=fang_wen, on=today + timedelta(days=4000))
    assert (late["orders"], late["amount"]) == (2, Decimal("1243.00"))
    assert dashboard.late_orders(user=fang_wen, on=date(2020, 1, 1))["orders"] == 0
    assert dashboard.overdue(user=fang_wen, on=today)["amount"] == sum(
        each.open_amount for each in Receivable.objects.all() if each.due_on < today
    )


def test_groups_lead_to_the_rows_behind_them(an_order, fang_wen_client):
    order = an_order(("10", "113"))

    page = fang_wen_client.get("/reports/report/ask/", {"kind": "monthly", "by": "customer"})

    [((name, url, _change), _cells)] = page.context["sheet"]["sections"][0]["rows"]
    assert url.startswith("/orders/sales-movement/?moved_on=")
    assert url.endswith(f"&customer={order.customer_id}")
    assert name in page.content.decode()
    rows = fang_wen_client.get(url)
    assert rows.status_code == 200
    assert order.number in rows.content.decode()


def test_a_frozen_report_has_a_tab_for_each_grouping(an_order, fang_wen_client):
    day = an_order(("10", "113")).ordered_on
    due_at = at_time(day, time(18, 30))
    report = report_make_due(kind="daily", due_at=due_at, at=due_at)
    assert report is not None

    for tab in ["", "salesperson", "region", "category", "customer_class"]:
        assert fang_wen_client.get(f"/reports/report/{report.pk}/?tab={tab}").status_code == 200
    assert Report.objects.get().amount == Decimal("1130.00")


@pytest.mark.parametrize("kind", ReportKind.values)
def test_a_day_out_of_reach_is_refused_and_makes_no_periods(kind, fang_wen_client):
    today = business_today()
    far = date(today.year + 2, 1, 1)
    days = [date.min, FIRST_DAY - timedelta(days=1), far, date.max]

    for day in days:
        answer = fang_wen_client.get("/reports/report/ask/", {"kind": kind, "on": day.isoformat()})
        assert answer.status_code == 422
        assert f"请选择 1990-01-01 至 {today.year + 1}-12-31 之间的日期。" in answer.text
        with pytest.raises(CommandError, match="1990-01-01"):
            call_command("build_report", kind, "--on", day.isoformat())
    assert not Period.objects.exists()
    for day in (FIRST_DAY, far - timedelta(days=1)):
        asked = {"kind": kind, "on": day.isoformat()}
        assert fang_wen_client.get("/reports/report/ask/", asked).status_code == 200


def test_each_file_of_a_report_stands_in_the_trail(
    an_order, fang_wen, fang_wen_client, monkeypatch
):
    """Of what was asked and of what is frozen; looking at the page does not."""
    an_order(("10", "113"))
    report = ReportFactory(on=date(2026, 11, 3))
    monkeypatch.setattr(rendering, "pdf_of_html", lambda _html, *_: b"%PDF")
    asked = {"kind": "monthly", "on": "2026-11-05", "by": "customer"}
    monthly = "kind=monthly&on=2026-11-05&basis=order&tax=incl&returns=in&by=customer"
    daily = "kind=daily&on=2026-11-03&basis=order&tax=incl&returns=in"

    fang_wen_client.get("/reports/report/ask/", asked)
    fang_wen_client.get(f"/reports/report/{report.pk}/")
    for wanted in ("xlsx", "pdf"):
        fang_wen_client.get("/reports/report/ask/", {**asked, "format": wanted})
    for path in ("workbook", "paper"):
        fang_wen_client.get(f"/reports/report/{report.pk}/{path}/")

    found = AuditEntry.objects.filter(verb="reports.report_exported").order_by("pk")
    assert [
        (e.actor, e.subject_id, e.changes["format"][1], e.changes["query"][1]) for e in found
    ] == [
        (fang_wen, None, "xlsx", monthly),
        (fang_wen, None, "pdf", monthly),
        (fang_wen, report.pk, "xlsx", daily),
        (fang_wen, report.pk, "pdf", daily),
    ]


def test_a_correction_is_told_without_its_words(
    an_order, zhou_ting, django_capture_on_commit_callbacks
):
    """A group outside of the house reads the same sentence."""
    report = ReportFactory(on=date(2026, 11, 3))
    Report.objects.update(digest="another")
    reason = "漏记衡阳水电 12,300 元"

    with django_capture_on_commit_callbacks(execute=True):
        report_revise(actor=zhou_ting, report=report, reason=reason, at=timezone.now())

    told = Notification.objects.filter(kind="reports.new", recipient=zhou_ting).first()
    assert told is not None
    assert "已更正" in told.title
    assert "12,300" not in f"{told.title} {told.text}"


def test_a_report_too_long_for_paper_is_a_sentence(an_order, fang_wen_client, monkeypatch):
    an_order(("10", "113"))
    report = ReportFactory()
    monkeypatch.setattr(rendering, "MAX_CHARACTERS", 10)

    for path in ("/reports/report/ask/?format=pdf", f"/reports/report/{report.pk}/paper/"):
        answer = fang_wen_client.get(path)
        assert answer.status_code == 422
        assert "内容太长" in answer.text
