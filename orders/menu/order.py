"""What of this app stands in the navigation and in the inbox."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.calendar import add_working_days
from core.clock import business_date, business_today
from core.errors import BusinessError
from core.ui import inbox, menu
from orders.enums import ORDER_OPEN, HandOverStatus, IssueKind, IssueStatus, OrderStatus
from orders.models import HandOver, HandOverQuerySet, Order, OrderIssue, OrderQuerySet
from orders.selectors.lateness import is_late
from orders.selectors.verification import waiting_for
from orders.services import hand_overs_acknowledge

SHOWN = 20


def count_to_verify(user: User) -> int:
    """Orders that wait for this person's verification."""
    return waiting_for(user).count()


def count_hand_overs(user: User) -> int:
    """Lines this department has not acknowledged."""
    return _unacknowledged(user).count()


def count_late(user: User) -> int:
    """Orders under way with a line that is late."""
    return _late(user).count()


def rows_to_verify(user: User) -> list[inbox.Waiting]:
    """Each order that waits, the oldest first."""
    texts = ["number", "customer__name", "submitted_by__full_name", "submitted_by__username"]
    rows = waiting_for(user).filter(submitted_at__isnull=False)
    return [inbox.Each(rows, _to_verify, texts, at="submitted_at", most=SHOWN)]


def rows_to_release(user: User) -> list[inbox.Waiting]:
    """Verified orders nobody released yet, as one line."""
    if not user.has_perm("orders.release_order"):
        return []
    rows = Order.objects.visible_to(user).filter(status=OrderStatus.CONFIRMED, is_on_hold=False)
    url = reverse("orders:order_list") + "?status=confirmed&is_on_hold=0"
    return [inbox.Many(rows, _("Orders to release"), url)]


def rows_returned(user: User) -> list[inbox.Waiting]:
    """What the second person gave back to its maker."""
    rows = Order.objects.filter(
        status=OrderStatus.DRAFT, created_by=user, submitted_at__isnull=False
    )
    return [inbox.Each(rows, _returned, ["number", "customer__name"], most=SHOWN)]


def rows_to_acknowledge(user: User) -> list[inbox.Waiting]:
    """Lines handed to the person's department."""
    texts = ["order_id", "order__number", "line__product__name", "line__specification"]
    rows = _unacknowledged(user)
    return [inbox.Each(rows, _to_acknowledge, texts, at="acknowledge_by_at", most=SHOWN)]


def rows_late(user: User) -> list[inbox.Waiting]:
    """Late orders, as one line."""
    url = reverse("orders:order_list") + "?late=1"
    return [inbox.Many(_late(user), _("Orders that are late"), url)]


def rows_issues(user: User) -> list[inbox.Waiting]:
    """Issues this person owns."""
    rows = OrderIssue.objects.filter(status=IssueStatus.OPEN, owner=user)
    texts = ["number", "order_id", "order__number", "kind", "description"]
    return [inbox.Each(rows, _issue, texts, on="due_on", most=SHOWN)]


def _to_verify(found: inbox.Found) -> inbox.Row:
    number, customer, name, login = found.texts
    return inbox.Row(
        f"{_named(found.pk, number)} · {customer}",
        reverse("orders:order_verify", args=[found.pk]),
        due_on=found.at and add_working_days(business_date(found.at), 1),
        note=_("Submitted by %(who)s") % {"who": name or login},
    )


def _returned(found: inbox.Found) -> inbox.Row:
    number, customer = found.texts
    url = reverse("orders:order_edit", args=[found.pk])
    return inbox.Row(f"{_named(found.pk, number)} · {customer}", url)


def _to_acknowledge(found: inbox.Found) -> inbox.Row:
    order, number, product, specification = found.texts
    return inbox.Row(
        f"{_named(order, number)} · {product} {specification}",
        reverse("orders:hand_over_detail", args=[found.pk]),
        due_on=found.at and business_date(found.at),
        pk=found.pk,
    )


def acknowledge_together(user: Any, pks: list[int], at: datetime) -> tuple[int, list[str]]:
    """Acknowledge the ticked lines, each by itself and for the day it is wanted."""
    done, refused = 0, []
    rows = _unacknowledged(user).filter(pk__in=pks).select_related("order", "line__order")
    for each in rows:
        try:
            done += hand_overs_acknowledge(actor=user, hand_overs=[each], at=at)
        except BusinessError as refusal:
            refused.append(str(refusal))
    return done, refused


def _issue(found: inbox.Found) -> inbox.Row:
    number, order, order_number, kind, description = found.texts
    return inbox.Row(
        f"{number} · {_named(order, order_number)} · {IssueKind(kind).label}",
        reverse("orders:order_issue_detail", args=[found.pk]),
        due_on=found.on,
        note=description,
    )


def _named(pk: int | str, number: str) -> str:
    """As the order names itself."""
    return number or str(Order(pk=int(pk)))


def _late(user: User) -> OrderQuerySet:
    if not user.has_perm("orders.release_order"):
        return Order.objects.none()
    return Order.objects.visible_to(user).filter(is_late(business_today()))


def _unacknowledged(user: User) -> HandOverQuerySet:
    if not user.has_perm("orders.acknowledge_handover"):
        return HandOver.objects.none()
    return (
        HandOver.objects.visible_to(user)
        .filter(
            status=HandOverStatus.WAITING,
            department=user.department_id,
            order__status__in=ORDER_OPEN,
        )
        .select_related("order", "line__product")
        .order_by("acknowledge_by_at", "pk")
    )


menu.section("orders", gettext_lazy("Order desk"), icon="order", order=20)
menu.item(
    "orders",
    gettext_lazy("Sales orders"),
    "orders:order_list",
    "orders.view_order",
    count=count_to_verify,
    order=10,
)
menu.item(
    "orders",
    gettext_lazy("Delivery board"),
    "orders:tracking_list",
    "orders.track_order",
    count=count_late,
    late=True,
    order=20,
)
menu.item(
    "orders",
    gettext_lazy("Hand-overs"),
    "orders:hand_over_list",
    "orders.view_handover",
    count=count_hand_overs,
    order=30,
)
menu.item(
    "orders", gettext_lazy("Issues"), "orders:order_issue_list", "orders.view_orderissue", order=40
)
menu.new(gettext_lazy("Sales order"), "orders:order_create", "orders.add_order", key="o", order=10)
inbox.provider("orders.verify", gettext_lazy("Orders to verify"), rows_to_verify)
inbox.provider("orders.returned", gettext_lazy("Orders returned to me"), rows_returned)
inbox.provider("orders.release", gettext_lazy("Orders to release"), rows_to_release)
inbox.provider(
    "orders.acknowledge",
    gettext_lazy("Hand-overs to acknowledge"),
    rows_to_acknowledge,
    batch=inbox.Batch(gettext_lazy("Acknowledge"), acknowledge_together),
)
inbox.provider("orders.late", gettext_lazy("Late orders"), rows_late)
inbox.provider("orders.issues", gettext_lazy("Issues I own"), rows_issues)
