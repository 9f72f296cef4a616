"""Plans and reports for tests."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts.factories import UserFactory
from reports.models import Report, SalesPlan


class SalesPlanFactory(DjangoModelFactory[SalesPlan]):
    class Meta:
        model = SalesPlan

    month_on = date(2026, 11, 1)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    amount = Decimal("500000.00")


class ReportFactory(DjangoModelFactory[Report]):
    """A frozen daily report; figures are those of a day on which nothing was sold."""

    class Meta:
        model = Report

    kind = "daily"
    from_on = factory.Sequence(lambda n: date(2026, 11, 1) + timedelta(days=n))
    to_on = factory.SelfAttribute("from_on")
    figures = factory.LazyFunction(dict)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    frozen_at = datetime(2026, 11, 20, 10, tzinfo=UTC)
