"""What the manager's screen compares: the week with its own plan, customers by name."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from core.clock import business_today
from customers.models import Customer
from orders.models import SalesMovement
from orders.selectors.figures import Measure
from orders.services.facts import facts_mark, facts_refresh
from reports.enums import Figure
from reports.models import SalesPlan
from reports.selectors import Question, dashboard
from reports.services import report_build

D = Decimal


@pytest.fixture
def sold(movements):
    """More is ordered than given up, so that most customers buy."""
    SalesMovement.objects.filter(kind="confirmed").update(
        net_amount=F("net_amount") * 20, gross_amount=F("gross_amount") * 20
    )
    facts_mark({m.moved_on for m in movements})
    facts_refresh()
    return list(SalesMovement.objects.filter(kind__in=Measure().kinds))


@pytest.fixture
def planned(sold):
    """March 2026 has 22 working days, April 21."""
    for month, amount in ((3, 220000), (4, 210000)):
        SalesPlan.objects.create(
            month_on=date(2026, month, 1), salesperson=sold[0].salesperson, amount=amount
        )
    return sold


@pytest.mark.parametrize(
    ("on", "monday", "plan", "to_date"),
    [
        (date(2026, 3, 10), date(2026, 3, 9), 50000, 20000),
        # Two days of March and three of April.
        (date(2026, 4, 1), date(2026, 3, 30), 20000 + 30000, 20000 + 10000),
        (date(2026, 3, 15), date(2026, 3, 9), 50000, 50000),
    ],
)
def test_a_week_is_measured_against_its_share_of_the_months_plan(
    planned, fang_wen, on, monday, plan, to_date
):
    measure = Measure()
    head = dashboard.headline(user=fang_wen, kind="weekly", on=on, measure=measure)
    trend = dashboard.trend(kind="weekly", on=on, measure=measure)

    reached = sum(m.gross_amount for m in planned if monday <= m.moved_on <= on)
    assert {name: D(value) for name, value in head["plan"].items()} == {
        "amount": plan,
        "to_date": to_date,
        "actual": reached,
        "achievement": (reached / plan).quantize(D("0.0001")),
    }
    assert D(head["period"]["current"]["amount"]) == sum(
        m.gross_amount for m in planned if 0 <= (m.moved_on - monday).days < 7
    )
    assert reached
    assert (trend["plan"][-1], trend["plan"][0]) == (plan, D(plan) / 7)
    assert trend["actual"][(on - monday).days] == reached


def test_the_screen_says_that_a_weeks_plan_is_a_share(fang_wen, fang_wen_client):
    today = business_today()
    for away in (-6, 0, 6):
        month = (today + timedelta(days=away)).replace(day=1)
        SalesPlan.objects.get_or_create(
            month_on=month, salesperson=fang_wen, defaults={"amount": 220000}
        )

    weekly = fang_wen_client.get("/reports/dashboard/?kind=weekly").text
    assert "折算计划" in weekly
    assert "一周按其工作日占当月计划的份额考核。" in weekly
    monthly = fang_wen_client.get("/reports/dashboard/?kind=monthly").text
    assert "折算计划" not in monthly
    assert "计划 22.00 · 完成" in monthly
    assert "当月计划 220,000.00" in fang_wen_client.get("/reports/report/ask/?kind=weekly").text


def test_a_customer_without_a_short_name_is_called_by_the_name(sold):
    Customer.objects.filter(pk=sold[0].customer_id).update(short_name="衡阳水电")

    pareto = dashboard.concentration(kind="yearly", on=date(2026, 4, 1), measure=Measure(), top=99)

    expected = {each.pk: each.short_name or each.name for each in Customer.objects.all()}
    assert "衡阳水电" in expected.values()
    assert len(pareto["rows"]) > 3
    assert {pk: name for pk, name, _amount, _share in pareto["rows"]} == {
        pk: expected[pk] for pk, _name, _amount, _share in pareto["rows"]
    }


def test_who_took_everything_back_is_no_customer_of_the_period(sold):
    """The running share ends at the whole, and the number is the figure of the report."""
    loser = sold[0].customer_id
    SalesMovement.objects.filter(customer=loser, kind="confirmed").update(
        gross_amount=-100, net_amount=-90
    )
    facts_mark({m.moved_on for m in sold})
    on = date(2026, 4, 1)
    told = report_build(question=Question("yearly", on))["totals"]

    pareto = dashboard.concentration(kind="yearly", on=on, measure=Measure(), top=99)

    amounts = dict.fromkeys((m.customer_id for m in sold), D(0))
    for m in SalesMovement.objects.filter(pk__in=[each.pk for each in sold]):
        amounts[m.customer_id] += m.gross_amount
    assert amounts[loser] < 0
    bought = {pk: amount for pk, amount in amounts.items() if amount > 0}
    assert {row[0]: row[2] for row in pareto["rows"]} == bought
    assert pareto["customers"] == len(bought) == told[Figure.CUSTOMERS]
    assert (pareto["rows"][-1][3], pareto["rest"], pareto["others"]) == (1, 0, 0)
    assert pareto["total"] == sum(bought.values()) > D(told[Figure.AMOUNT])
