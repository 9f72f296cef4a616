"""Nouns: named, printable, protected, with money that is exact."""

import pytest
from django.db import models
from django.utils.functional import Promise

from core import money
from tests.conformance.ground import factories
from tests.conformance.ground import models as our_models

MODELS = our_models()
MADE = [model for model in MODELS if model in factories()]
MONEY = (
    money.MoneyField,
    money.PriceField,
    money.UntaxedPriceField,
    money.QuantityField,
    money.RateField,
)
# Rows that are a part of what they hang on, and mean nothing without it.
PARTS: dict[str, str] = {
    "accounts.RoleGrant.user": "a role is a fact about the person",
    "accounts.PasswordRecord.user": "hashes go with the person",
    "approvals.FlowStep.flow": "a step of the flow; requests keep a copy of it",
    "core.Submission.actor": "a form sent; swept after days",
    "core.SavedView.owner": "a view of a list goes with its owner",
    "core.NotificationChoice.person": "a choice goes with the person",
    "core.ReadReceipt.sending": "one reader of the sending",
    "core.ImportRow.batch": "a row of the file",
    "customers.CustomerAddress.customer": "an address of the customer",
    "customers.OwnerPeriod.customer": "history of who cares for the customer",
    "orders.OrderLine.order": "a draft may lose lines; a confirmed order never goes",
    "orders.DeliverySplit.line": "a delivery of the line",
    "orders.ShipmentLine.shipment": "a line of the shipment",
    "orders.ReturnLine.sales_return": "a line of the return",
    "orders.InvoiceLine.invoice": "a line of the invoice",
    **{
        f"orders.{fact}.{field}": "computed again from the movements"
        for fact in ("DailyFact", "MonthlyFact")
        for field in ("salesperson", "region", "category", "customer_class", "customer", "product")
    },
    "orders.VerificationTick.line": "a returned draft may lose the line; what was said of it stays",
    "orders.OrderCheck.order": "what the machine said of the order",
    "orders.OrderCheck.line": "what the machine said of the line",
    "orders.VerificationTick.verification": "one of the four elements of the verification",
}
# Decimals that are neither money, quantity nor a rate of tax.
OTHER_DECIMALS = {
    "orders.Order.exchange_rate": "six places, as banks quote",
    "orders.SalesPolicy.list_price_tolerance": "per cent",
    "orders.SalesPolicy.price_tolerance": "per cent",
}


def label(model):
    return model._meta.label


def plain_fields(model):
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.model is model
    ]


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_a_noun_has_a_name_in_both_numbers(model):
    for given in ("verbose_name", "verbose_name_plural"):
        assert isinstance(getattr(model._meta, given), Promise), f"{label(model)}: {given}"


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_each_field_has_a_name_for_the_reader(model):
    nameless = [f.name for f in plain_fields(model) if not isinstance(f.verbose_name, Promise)]

    assert nameless == []


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_nothing_vanishes_with_something_else(model):
    cascading = [
        field.name
        for field in plain_fields(model)
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete not in {models.PROTECT, models.DO_NOTHING}
        and f"{label(model)}.{field.name}" not in PARTS
    ]

    assert cascading == [], "PROTECT, or say in PARTS why it is a part"


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_decimals_are_of_the_houses_kinds(model):
    loose = [
        field.name
        for field in plain_fields(model)
        if isinstance(field, models.DecimalField)
        and not isinstance(field, MONEY)
        and f"{label(model)}.{field.name}" not in OTHER_DECIMALS
    ]
    floating = [f.name for f in plain_fields(model) if isinstance(f, models.FloatField)]

    assert (loose, floating) == ([], [])


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_constraints_and_indexes_are_named_by_hand(model):
    prefix = f"{model._meta.app_label}_"
    named = [*model._meta.constraints, *model._meta.indexes]

    assert [item.name for item in named if not item.name.startswith(prefix)] == []


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_there_is_a_factory(model):
    app = model._meta.app_label

    assert model in factories() or app == "core"


@pytest.mark.django_db
@pytest.mark.parametrize("model", MADE, ids=label)
def test_two_of_a_kind_can_be_told_apart(model):
    one, other = factories()[model](), factories()[model]()

    assert str(one).strip()
    assert str(one) != str(other) or one == other  # some factories give the one that is there


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [m for m in MADE if hasattr(m._default_manager.all(), "visible_to")], ids=label
)
def test_an_outsider_sees_no_row(model, lin_yu):
    factories()[model]()

    rows = model._default_manager.visible_to(lin_yu)

    assert list(rows.exclude(pk=lin_yu.pk) if model is type(lin_yu) else rows) == []
