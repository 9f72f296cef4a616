"""What is due of orders, from whom and when. No amount stands in a title."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core.calendar import add_working_days, add_working_minutes, closing_of
from core.clock import business_date
from core.duties import Owed, kind
from orders.enums import ORDER_OPEN, HandOverStatus, IssueStatus, OrderStatus, ShipmentStatus
from orders.models import HandOver, Order, OrderIssue, Receivable, Shipment
from orders.selectors.dunning import is_followed
from orders.selectors.policy import sales_policy
from orders.selectors.receivables import is_overdue

# A signed delivery note is back within so many working days.
SIGNED_WITHIN = 5


@kind("orders.verify", _("Orders to verify"), is_in_inbox=True)
def verification(_at: datetime) -> Iterator[Owed]:
    """From the supervisors, once an order waits longer than the policy's hours."""
    minutes = sales_policy().handling_hours * 60
    supervisors = list(User.objects.with_role(RoleCode.SUPERVISOR).values_list("pk", flat=True))
    rows = Order.objects.filter(status=OrderStatus.SUBMITTED, submitted_at__isnull=False)
    for order in rows.select_related("customer").prefetch_related("writers"):
        made_by = {order.created_by_id, order.submitted_by_id}
        made_by |= {writer.pk for writer in order.writers.all()}
        due_at = add_working_minutes(order.submitted_at, minutes)
        url = reverse("orders:order_verify", args=[order.pk])
        for person in supervisors:
            if person not in made_by:
                title = f"{order} · {order.customer.name}"
                yield Owed(person, str(order.pk), title, due_at, url)


@kind("orders.acknowledge", _("Hand-overs to acknowledge"), is_in_inbox=True)
def acknowledgement(_at: datetime) -> Iterator[Owed]:
    """From the people of the department that has the line."""
    crew: dict[int | None, list[int]] = {}
    for pk, department in User.objects.with_role(RoleCode.FULFILMENT).values_list(
        "pk", "department"
    ):
        crew.setdefault(department, []).append(pk)
    rows = HandOver.objects.filter(
        status=HandOverStatus.WAITING,
        order__status__in=ORDER_OPEN,
        acknowledge_by_at__isnull=False,
    ).select_related("order", "line__product")
    for each in rows:
        title = f"{each.order} · {each.line.product.name}"
        url = reverse("orders:hand_over_detail", args=[each.pk])
        for person in crew.get(each.department_id, []):
            yield Owed(person, str(each.pk), title, each.acknowledge_by_at, url)


@kind("orders.sign", _("Signed delivery notes to bring in"), is_in_inbox=True)
def sign_off(_at: datetime) -> Iterator[Owed]:
    """From who drew the shipment up, some working days after it left."""
    rows = Shipment.objects.filter(status=ShipmentStatus.SHIPPED, shipped_on__isnull=False)
    for shipment in rows.select_related("order__customer"):
        if person := shipment.created_by_id:
            yield Owed(
                person,
                str(shipment.pk),
                f"{shipment} · {shipment.order.customer.name}",
                closing_of(add_working_days(shipment.shipped_on, SIGNED_WITHIN)),  # type: ignore[arg-type]
                reverse("orders:shipment_detail", args=[shipment.pk]),
            )


@kind("orders.solve", _("Issues to solve"), is_in_inbox=True)
def solution(_at: datetime) -> Iterator[Owed]:
    """From the owner of the issue."""
    rows = OrderIssue.objects.filter(status=IssueStatus.OPEN).select_related("order")
    for issue in rows:
        url = reverse("orders:order_issue_detail", args=[issue.pk])
        title = f"{issue} · {issue.order} · {issue.get_kind_display()}"
        yield Owed(issue.owner_id, str(issue.pk), title, closing_of(issue.due_on), url)


@kind("orders.collect", _("Money to chase"), is_in_inbox=True)
def collection(at: datetime) -> Iterator[Owed]:
    """From the salesperson: one for each customer with money past due whom nobody follows.

    Dunning leads: as long as the next step, or the day of an open promise, is today or ahead,
    nothing is owed here; the step waits in the inbox on its day. Once the day is over and nobody
    went on, the money is owed again, late since its oldest due day.
    """
    today = business_date(at)
    rows = (
        Receivable.objects.filter(is_overdue(today), ~is_followed(today))
        .values("salesperson", "customer", "customer__name")
        .annotate(since=Min("due_on"))
        .order_by("salesperson", "customer")
    )
    for row in rows:
        yield Owed(
            row["salesperson"],
            str(row["customer"]),
            row["customer__name"],
            closing_of(row["since"]),
            reverse("customers:customer_detail", args=[row["customer"]]),
        )
