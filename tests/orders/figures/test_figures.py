"""Each figure equals an independent computation over the movements."""

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product as every

import pytest

from core.models import AuditEntry
from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS, Basis
from orders.models import DailyFact, MonthlyFact, SalesMovement
from orders.selectors.figures import KEYS, Measure, counts, sums
from orders.services.facts import facts_compare, facts_mark, facts_rebuild_all, facts_refresh

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
SPANS = [
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 1, 26), date(2026, 4, 3)),
    (date(2026, 3, 9), date(2026, 3, 15)),
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2026, 2, 15), date(2026, 2, 15)),
]


def counted(movements, span, measure):
    kinds = BASIS_MOVEMENTS[measure.basis]
    if measure.includes_returns:
        kinds += BASIS_RETURNS[measure.basis]
    return [m for m in movements if m.kind in kinds and span[0] <= m.moved_on <= span[1]]


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize(
    "keys", [(), *((key,) for key in KEYS), ("salesperson", "category", "region")]
)
def test_sums_equal_the_movements_added_up_by_hand(movements, span, keys):
    facts_refresh()
    for basis, with_returns in every(Basis.values, [True, False]):
        measure = Measure(basis, includes_returns=with_returns)
        expected = defaultdict(lambda: [Decimal(0), Decimal(0), Decimal(0), Decimal(0)])
        for m in counted(movements, span, measure):
            group = tuple(getattr(m, f"{key}_id") for key in keys)
            for place, name in enumerate(("net_amount", "gross_amount", "cost_amount", "quantity")):
                expected[group][place] += getattr(m, name)

        found = sums(span=span, measure=measure, keys=keys)

        amounts = {
            group: [entry.net, entry.gross, entry.cost, sum(entry.quantities.values())]
            for group, entry in found.items()
        }
        zeros = {group for group in amounts if group not in expected}
        assert all(not any(amounts[group]) for group in zeros)
        assert {g: a for g, a in amounts.items() if g not in zeros} == dict(expected)


@pytest.mark.parametrize("keys", [(), ("region",), ("product",)])
def test_orders_and_customers_count_those_with_a_positive_net_movement(movements, keys):
    span = SPANS[1]
    for basis, with_returns in every(Basis.values, [True, False]):
        measure = Measure(basis, includes_returns=with_returns)
        nets = {"order": defaultdict(Decimal), "customer": defaultdict(Decimal)}
        for m in counted(movements, span, measure):
            group = tuple(getattr(m, f"{key}_id") for key in keys)
            nets["order"][group, m.order_id] += m.net_amount
            nets["customer"][group, m.customer_id] += m.net_amount
        expected = defaultdict(lambda: [0, 0])
        for place, what in enumerate(nets):
            for (group, _id), net in nets[what].items():
                if net > 0:
                    expected[group][place] += 1

        found = counts(span=span, measure=measure, keys=keys)

        assert {g: [c.orders, c.customers] for g, c in found.items() if c.orders} == {
            g: v for g, v in expected.items() if v[0]
        }


def test_a_new_customer_has_the_first_positive_movement_in_the_period(movements):
    span = SPANS[2]
    firsts = {}
    for m in movements:
        if m.kind in BASIS_MOVEMENTS[Basis.ORDER] and m.net_amount > 0:
            firsts[m.customer_id] = min(m.moved_on, firsts.get(m.customer_id, m.moved_on))
    expected = sum(span[0] <= day <= span[1] for day in firsts.values())

    assert counts(span=span, measure=Measure())[()].new_customers == expected


def test_a_quantity_of_mixed_units_is_not_given(movements):
    facts_refresh()

    total = sums(span=SPANS[3], measure=Measure())[()]

    assert len(total.quantities) == 2
    assert total.quantity is None


def test_where_narrows_every_figure(movements):
    facts_refresh()
    region = movements[0].region_id or next(m.region_id for m in movements if m.region_id)
    measure = Measure(where={"region": [region]})
    rows = [m for m in counted(movements, SPANS[3], measure) if m.region_id == region]

    assert sums(span=SPANS[3], measure=measure)[()].net == sum(m.net_amount for m in rows)


def test_only_marked_days_are_rebuilt_and_the_result_equals_a_full_rebuild(movements):
    facts_refresh()
    changed = movements[0]
    SalesMovement.objects.filter(pk=changed.pk).update(net_amount=1, tax_amount=0, gross_amount=1)
    facts_mark([changed.moved_on])

    assert facts_refresh() == [changed.moved_on]

    columns = [f.attname for f in DailyFact._meta.concrete_fields if not f.primary_key]
    after = sorted(map(str, DailyFact.objects.values_list(*columns)))
    months = sorted(map(str, MonthlyFact.objects.order_by().values_list("month_on", "net_amount")))
    facts_rebuild_all()
    assert sorted(map(str, DailyFact.objects.values_list(*columns))) == after
    assert (
        sorted(map(str, MonthlyFact.objects.order_by().values_list("month_on", "net_amount")))
        == months
    )


def test_nothing_marked_means_nothing_rebuilt(movements):
    facts_refresh()

    assert facts_refresh() == []


def test_a_comparison_mends_facts_that_somebody_wrote_past_the_services(movements):
    facts_refresh()
    assert facts_compare(at=AT) == []
    wrong = DailyFact.objects.filter(net_amount__gt=0).first()
    DailyFact.objects.filter(pk=wrong.pk).update(net_amount=wrong.net_amount + 1)
    month = MonthlyFact.objects.exclude(month_on=wrong.day_on.replace(day=1)).first()
    MonthlyFact.objects.filter(pk=month.pk).delete()

    assert facts_compare(at=AT) == sorted([wrong.day_on, month.month_on])

    assert AuditEntry.objects.get(verb="orders.facts_mended").reason == ", ".join(
        f"{day:%Y-%m-%d}" for day in sorted([wrong.day_on, month.month_on])
    )
    assert facts_compare(at=AT) == []
