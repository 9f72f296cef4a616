"""A plan is its month's, whatever day was typed or brought in."""

from datetime import date

import pytest
from django.db import IntegrityError
from tablib import Dataset

from reports.admin import SalesPlanResource
from reports.models import SalesPlan

ADD = "/admin/reports/salesplan/add/"


def test_a_plan_typed_for_any_day_is_the_plan_of_its_month(tang_wei_client, zhao_lei):
    typed = {"month_on": "2026-10-15", "salesperson": zhao_lei.pk, "amount": "220000"}

    assert tang_wei_client.post(ADD, typed).status_code == 302
    assert SalesPlan.objects.get().month_on == date(2026, 10, 1)
    again = tang_wei_client.post(ADD, {**typed, "month_on": "2026-10-01"})
    assert again.status_code == 200
    assert again.context["errors"]
    assert SalesPlan.objects.count() == 1


def test_a_plan_brought_in_for_any_day_changes_the_plan_of_its_month(zhao_lei):
    SalesPlan.objects.create(month_on=date(2026, 10, 1), salesperson=zhao_lei, amount=1)
    rows = Dataset(headers=["month_on", "salesperson", "region", "amount"])
    rows.append([date(2026, 10, 31), "zhao_lei", "", "220000"])
    rows.append(["2026-11-15", "zhao_lei", "", "210000"])

    result = SalesPlanResource().import_data(rows, raise_errors=True)

    assert not result.has_errors()
    found = SalesPlan.objects.order_by("month_on").values_list("month_on", "amount")
    assert list(found) == [(date(2026, 10, 1), 220000), (date(2026, 11, 1), 210000)]


def test_the_database_takes_no_other_day(zhao_lei):
    with pytest.raises(IntegrityError):
        SalesPlan.objects.create(month_on=date(2026, 10, 15), salesperson=zhao_lei, amount=1)
