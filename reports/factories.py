"""Plans and reports for tests."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.factories import UserFactory
from reports.models import QuarterResult, Report, SalesPlan
from reports.selectors import Question
from reports.services import report_freeze

FROZEN_AT = datetime(2027, 12, 1, tzinfo=UTC)


class SalesPlanFactory(DjangoModelFactory[SalesPlan]):
    class Meta:
        model = SalesPlan

    month_on = date(2026, 11, 1)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    amount = Decimal("500000.00")


class ReportFactory(DjangoModelFactory[Report]):
    """A daily report, frozen as the service freezes it."""

    class Meta:
        model = Report

    kind = "daily"
    on = factory.Sequence(lambda n: date(2026, 11, 1) + timedelta(days=n % 200))

    @classmethod
    def _create(cls, model_class: type[Report], *args: Any, **kwargs: Any) -> Report:
        question = Question(kind=kwargs["kind"], on=kwargs["on"])
        return report_freeze(actor=None, question=question, at=FROZEN_AT)


class QuarterResultFactory(DjangoModelFactory[QuarterResult]):
    """A quarter put up for confirmation."""

    class Meta:
        model = QuarterResult

    report = factory.SubFactory(ReportFactory)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    region = factory.SelfAttribute("salesperson.region")
    from_on = date(2026, 7, 1)
    to_on = date(2026, 9, 30)
    amount = Decimal("1200000.00")
    received_amount = Decimal("800000.00")
    planned_amount = Decimal("1000000.00")
    orders = 14
    asked_at = datetime(2026, 10, 1, 0, tzinfo=UTC)
