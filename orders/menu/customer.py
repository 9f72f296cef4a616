"""Orders, money and what was bought, on the page of a customer."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import business_today
from core.secrecy import AMOUNT, CREDIT, may_see
from core.ui import panels
from customers.models import Customer
from orders.enums import Basis, PromiseState
from orders.models import Order
from orders.selectors.credit import credit_of
from orders.selectors.dunning import steps_of
from orders.selectors.figures import Measure, sums
from orders.selectors.policy import sales_policy
from orders.selectors.receivables import retention_at
from products.models import Product

SHOWN = 5
LATEST = 3
YEAR = timedelta(days=365)


class CustomerMoneyPanel(panels.Panel):
    """What the customer owes, what is late, and how much credit is left."""

    title = _("Money")
    template = "orders/_customer_money.html"
    permission = "orders.view_receivable"
    secret = AMOUNT
    order = 10

    def context(self, subject: Customer, user: User) -> dict[str, Any] | None:
        today = business_today()
        return {
            "customer": subject,
            "credit": credit_of(subject, on=today, policy=sales_policy()),
            "retention": retention_at(today, subject.pk),
            "sees_credit": may_see(user, CREDIT, subject),
        }


class CustomerDunningPanel(panels.Panel):
    """How the customer was asked for money lately."""

    title = _("Dunning")
    template = "orders/_customer_dunning.html"
    permission = "orders.view_dunningstep"
    secret = AMOUNT
    order = 15

    def context(self, subject: Customer, user: User) -> dict[str, Any] | None:
        steps = list(steps_of(subject.pk, user, business_today()).filter(struck_at=None)[:LATEST])
        if not steps:
            return None
        return {"customer": subject, "steps": steps, "promise_states": PromiseState}


class CustomerOrdersPanel(panels.Panel):
    """The latest orders."""

    title = _("Orders")
    template = "orders/_customer_orders.html"
    permission = "orders.view_order"
    order = 20

    def context(self, subject: Customer, user: User) -> dict[str, Any] | None:
        orders = Order.objects.visible_to(user).filter(customer=subject)
        return {
            "customer": subject,
            "orders": list(orders.order_by("-ordered_on", "-pk")[:SHOWN]),
            "count": orders.count(),
            "sees_amount": may_see(user, AMOUNT, subject),
        }


class CustomerBoughtPanel(panels.Panel):
    """What was ordered most in the last twelve months, read from what was ordered."""

    title = _("Bought in twelve months")
    template = "orders/_customer_bought.html"
    permission = "orders.view_order"
    secret = AMOUNT
    order = 30

    def context(self, subject: Customer, user: User) -> dict[str, Any] | None:
        today = business_today()
        measure = Measure(Basis.ORDER, where={"customer": [subject.pk]})
        bought = sums(span=(today - YEAR, today), measure=measure, keys=("product",))
        most = sorted(bought.items(), key=lambda each: each[1].gross, reverse=True)[:SHOWN]
        names = Product.objects.in_bulk([key[0] for key, _sums in most])
        rows = [(names[key[0]], found) for key, found in most if found.gross > 0]
        return {"rows": rows, "more": len(bought) - len(rows)} if rows else None


for _panel in (CustomerMoneyPanel, CustomerDunningPanel, CustomerOrdersPanel, CustomerBoughtPanel):
    panels.register("customers.Customer", _panel)
