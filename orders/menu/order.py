"""What of this app stands in the navigation and in the inbox."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.calendar import add_working_days
from core.clock import business_date
from core.ui import inbox, menu
from orders.enums import ORDER_OPEN, HandOverStatus, IssueStatus, OrderStatus
from orders.models import HandOver, HandOverQuerySet, Order, OrderIssue
from orders.selectors.lateness import is_late
from orders.selectors.verification import waiting_for

SHOWN = 20


def count_to_verify(user: User) -> int:
    """Orders that wait for this person's verification."""
    return waiting_for(user).count()


def count_hand_overs(user: User) -> int:
    """Lines this department has not acknowledged."""
    return _unacknowledged(user).count()


def count_late(user: User) -> int:
    """Orders under way with a line that is late."""
    if not user.has_perm("orders.release_order"):
        return 0
    today = business_date(timezone.now())
    return Order.objects.visible_to(user).filter(is_late(today)).count()


def rows_to_verify(user: User) -> list[inbox.Row]:
    """Each order that waits, the oldest first."""
    return [
        inbox.Row(
            f"{order} · {order.customer.name}",
            reverse("orders:order_verify", args=[order.pk]),
            due_on=add_working_days(business_date(order.submitted_at), 1),
            note=_("Submitted by %(who)s") % {"who": order.submitted_by},
        )
        for order in waiting_for(user)[:SHOWN]
        if order.submitted_at
    ]


def rows_to_release(user: User) -> list[inbox.Row]:
    """Verified orders nobody released yet, as one line."""
    if not user.has_perm("orders.release_order"):
        return []
    rows = Order.objects.visible_to(user).filter(status=OrderStatus.CONFIRMED, is_on_hold=False)
    count = rows.count()
    url = reverse("orders:order_list") + "?status=confirmed&is_on_hold=0"
    return [inbox.Row(_("Orders to release"), url, count=count)] if count else []


def rows_returned(user: User) -> list[inbox.Row]:
    """What the second person gave back to its maker."""
    rows = Order.objects.filter(
        status=OrderStatus.DRAFT, created_by=user, submitted_at__isnull=False
    ).select_related("customer")
    return [
        inbox.Row(f"{order} · {order.customer.name}", reverse("orders:order_edit", args=[order.pk]))
        for order in rows[:SHOWN]
    ]


def rows_to_acknowledge(user: User) -> list[inbox.Row]:
    """Lines handed to the person's department."""
    return [
        inbox.Row(
            f"{each.order} · {each.line.product.name} {each.line.specification}",
            reverse("orders:hand_over_detail", args=[each.pk]),
            due_on=each.acknowledge_by_at and business_date(each.acknowledge_by_at),
        )
        for each in _unacknowledged(user)[:SHOWN]
    ]


def rows_late(user: User) -> list[inbox.Row]:
    """Late orders, as one line."""
    count = count_late(user)
    url = reverse("orders:order_list") + "?late=1"
    return [inbox.Row(_("Orders that are late"), url, count=count)] if count else []


def rows_issues(user: User) -> list[inbox.Row]:
    """Issues this person owns."""
    rows = OrderIssue.objects.filter(status=IssueStatus.OPEN, owner=user).select_related("order")
    return [
        inbox.Row(
            f"{issue} · {issue.order} · {issue.get_kind_display()}",
            reverse("orders:order_issue_detail", args=[issue.pk]),
            due_on=issue.due_on,
            note=issue.description,
        )
        for issue in rows[:SHOWN]
    ]


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
inbox.provider("orders.acknowledge", gettext_lazy("Hand-overs to acknowledge"), rows_to_acknowledge)
inbox.provider("orders.late", gettext_lazy("Late orders"), rows_late)
inbox.provider("orders.issues", gettext_lazy("Issues I own"), rows_issues)
