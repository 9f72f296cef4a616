"""An order from draft to confirmed by the services, beside the bare ORM writing its rows."""

from copy import copy
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection, transaction
from django.db.models import BigAutoField, Max, Model
from django.db.models.base import ModelState

from accounts.models import User
from core.models import AuditEntry
from customers.models import Customer
from orders.enums import OrderStatus
from orders.models import (
    DirtyDay,
    Order,
    OrderCheck,
    OrderLine,
    Receivable,
    SalesMovement,
    Verification,
    VerificationTick,
)
from orders.services import ALL_OK, LineDraft, OrderHead, order_create, order_submit, order_verify
from products.models import Product

from .measuring import Line, compared, in_turns, same

AT = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LINES = 3
# Columns that tell two orders of the same content apart.
OWN = {"id", "history_id", "number", "version", "subject_id", "subject_text", "document", "changes"}
Rows = dict[type[Model], list[Any]]
OrderHistory = Order.history.model
COUNTER = """
INSERT INTO core_numbercounter (series, scope, last) VALUES ('bench', '', 1)
ON CONFLICT (series, scope) DO UPDATE SET last = core_numbercounter.last + 1 RETURNING last
"""


class Desk:
    """The people, the customer and the goods of the measured orders."""

    def __init__(self) -> None:
        self.maker = User.objects.get(username="limin")
        self.second = User.objects.get(username="chenjing")
        fit = Customer.objects.filter(is_blocked=False, merged_into=None)
        owing = Receivable.objects.filter(open_amount__gt=0)
        self.customer = fit.exclude(pk__in=owing.values("customer")).order_by("pk").first()
        self.products = list(Product.objects.filter(is_active=True, list_price__gt=100)[:LINES])
        assert self.customer is not None
        # What is measured must not be refused: without a limit no credit is checked.
        Customer.objects.filter(pk=self.customer.pk).update(credit_limit=0)
        self.customer.refresh_from_db()

    def by_services(self) -> Order:
        """Three requests: each has its people as the log-in leaves them, and reads the order."""
        order = order_create(
            actor=as_logged_in(self.maker),
            head=OrderHead(customer=self.customer),
            lines=[LineDraft(product=p, quantity=Decimal(2)) for p in self.products],
            at=AT,
        )
        order_submit(actor=as_logged_in(self.maker), order=order, at=AT)
        second = as_logged_in(self.second)
        order_verify(actor=second, order=Order.objects.get(pk=order.pk), ticks=ALL_OK, at=AT)
        return order


def as_logged_in(person: User) -> User:
    """The row of the person, whose roles nobody asked for yet in this request."""
    fresh = copy(person)
    fresh.__dict__.pop("role_codes", None)
    return fresh


class Watch:
    """What a piece of work inserts: the rows above the highest keys of before."""

    def __init__(self) -> None:
        self.highest = {
            model: model._base_manager.aggregate(top=Max("pk"))["top"] or 0
            for model in apps.get_models()
            if model._meta.managed and isinstance(model._meta.pk, BigAutoField)
        }

    def inserted(self) -> Rows:
        found = {
            model: list(model._base_manager.filter(pk__gt=top).order_by("pk"))
            for model, top in self.highest.items()
        }
        return {model: rows for model, rows in found.items() if rows}


def shape(rows: Rows) -> dict[str, list[list[str]]]:
    """The values of the rows without the keys of this very order."""
    return {
        model._meta.label: sorted(
            [
                f"{field.attname}={getattr(row, field.attname)}"
                for field in model._meta.concrete_fields
                if field.name not in OWN
                and getattr(field, "related_model", None) not in rows
                and not (model is OrderHistory and field.attname == "id")
            ]
            for row in of_model
        )
        for model, of_model in sorted(rows.items(), key=lambda pair: pair[0]._meta.label)
    }


def unsaved(row: Any) -> Any:
    """A copy that is not in the database yet."""
    fresh = copy(row)
    fresh._state = ModelState()
    fresh._state.db = row._state.db
    fresh.pk = None
    return fresh


class Writer:
    """The rows of one order, written again by the ORM alone in three transactions."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.order = rows[Order][0]
        self.count = 0

    def new(self, model: type[Model], order: Order, **more: Any) -> list[Any]:
        """Copies of the model's rows for another order."""
        made = []
        for row in self.rows.get(model, []):
            fresh = unsaved(row)
            if hasattr(fresh, "order_id"):
                fresh.order_id = order.pk
            for name, value in more.items():
                setattr(fresh, name, value)
            made.append(fresh)
        return made

    def follow(self, order: Order, step: int) -> None:
        """The version and the entry that each step leaves behind."""
        version = unsaved(self.rows[OrderHistory][step])
        version.id, version.number = order.pk, order.number
        version.save(force_insert=True)
        entry = unsaved(self.rows[AuditEntry][step])
        entry.subject_id = order.pk
        entry.save(force_insert=True)

    def __call__(self) -> Order:
        self.count += 1
        order = self._create()
        self._submit(order.pk)
        self._confirm(order.pk)
        return order

    @transaction.atomic
    def _create(self) -> Order:
        order = unsaved(self.order)
        order.number, order.status, order.version = None, OrderStatus.DRAFT, 1
        order.submitted_by = order.submitted_at = order.confirmed_by = order.confirmed_at = None
        order.skip_history_when_saving = True
        order.save(force_insert=True)
        OrderLine.objects.bulk_create(self.new(OrderLine, order))
        self.follow(order, 0)
        return order

    def _held(self, pk: int) -> Order:
        order = Order.objects.select_for_update(of=("self",)).get(pk=pk)
        order.skip_history_when_saving = True
        return order

    @transaction.atomic
    def _submit(self, pk: int) -> None:
        order = self._held(pk)
        OrderCheck.objects.bulk_create(self.new(OrderCheck, order))
        with connection.cursor() as cursor:
            cursor.execute(COUNTER)
            order.number = f"B-{cursor.fetchone()[0]}"
        order.status = OrderStatus.SUBMITTED
        order.submitted_by, order.submitted_at = self.order.submitted_by, AT
        order.save(update_fields=["number", "status", "submitted_by", "submitted_at"])
        self.follow(order, 1)

    @transaction.atomic
    def _confirm(self, pk: int) -> None:
        order = self._held(pk)
        verification = self.new(Verification, order)[0]
        verification.save(force_insert=True)
        VerificationTick.objects.bulk_create(
            self.new(VerificationTick, order, verification=verification)
        )
        OrderCheck.objects.filter(order=order).delete()
        OrderCheck.objects.bulk_create(self.new(OrderCheck, order))
        order.status = OrderStatus.CONFIRMED
        order.confirmed_by, order.confirmed_at = self.order.confirmed_by, AT
        order.save(update_fields=["status", "confirmed_by", "confirmed_at"])
        lines = list(OrderLine.objects.filter(order=order).order_by("position"))
        moved = self.new(SalesMovement, order, document=order.number)
        for movement, line in zip(moved, lines, strict=True):
            movement.line = line
        SalesMovement.objects.bulk_create(moved)
        DirtyDay.objects.bulk_create(self.new(DirtyDay, order))
        self.follow(order, 2)


def measure(scale: float) -> list[Line]:
    """One client; both leave the same rows of the same values."""
    desk = Desk()
    desk.by_services()
    watch = Watch()
    desk.by_services()
    rows = watch.inserted()
    writer = Writer(rows)
    writer()  # its counter has a row from now on
    watch = Watch()
    writer()
    same(shape(rows), shape(watch.inserted()), "the rows of an order")
    product, limit = in_turns([desk.by_services, writer], int(40 * scale) or 1, warm=3)
    number = sum(map(len, rows.values()))
    return [
        compared(
            "order_path",
            f"create, submit, verify: {number} rows",
            product,
            limit,
            goal=2.5,
            tables={model._meta.label: len(of_model) for model, of_model in rows.items()},
        )
    ]
