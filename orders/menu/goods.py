"""What of goods and money stands in the navigation and in the inbox."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleCode
from accounts.models import User
from core.clock import business_today
from core.models import Duty
from core.ui import inbox, menu
from orders.enums import (
    InvoiceStatus,
    ReceiptStatus,
    RefundStatus,
    ReturnStatus,
    ShipmentStatus,
)
from orders.models import (
    Bill,
    BillQuerySet,
    Invoice,
    InvoiceQuerySet,
    Receipt,
    ReceiptQuerySet,
    Receivable,
    Refund,
    RefundQuerySet,
    SalesReturn,
    SalesReturnQuerySet,
    Shipment,
    ShipmentQuerySet,
)
from orders.selectors.bills import has_come_due
from orders.selectors.mandates import lacks_mandate
from orders.selectors.receivables import is_overdue

from .dunning import count_to_follow


def to_ship(user: User) -> ShipmentQuerySet:
    """Shipments drawn up that have not left."""
    return _shipments(user, ShipmentStatus.DRAFT)


def to_sign(user: User) -> ShipmentQuerySet:
    """Shipments on their way."""
    return _shipments(user, ShipmentStatus.SHIPPED)


def coming_back(user: User) -> SalesReturnQuerySet:
    """Returns to take in."""
    if not user.has_perm("orders.receive_salesreturn"):
        return SalesReturn.objects.none()
    return SalesReturn.objects.visible_to(user).filter(status=ReturnStatus.DRAFT)


def red_letters(user: User) -> SalesReturnQuerySet:
    """Returns whose goods were invoiced."""
    if not user.has_perm("orders.reverse_invoice"):
        return SalesReturn.objects.none()
    return SalesReturn.objects.visible_to(user).filter(needs_red_letter=True)


def invoices(user: User) -> InvoiceQuerySet:
    """Invoices to issue or to send."""
    if not user.has_perm("orders.issue_invoice"):
        return Invoice.objects.none()
    waiting = [InvoiceStatus.APPLIED, InvoiceStatus.ISSUED]
    return Invoice.objects.visible_to(user).filter(status__in=waiting, is_red=False)


def free(user: User) -> ReceiptQuerySet:
    """Receipts that are not allocated whole."""
    if not user.has_perm("orders.allocate_receipt"):
        return Receipt.objects.none()
    rows = Receipt.objects.visible_to(user)
    return rows.filter(status=ReceiptStatus.REGISTERED, free_amount__gt=0)


def without_mandate(user: User) -> ReceiptQuerySet:
    """Receipts that somebody else paid, without the paper that allows it."""
    if not user.has_perm("orders.register_receipt"):
        return Receipt.objects.none()
    return Receipt.objects.visible_to(user).filter(lacks_mandate())


def bills_due(user: User) -> BillQuerySet:
    """Bills in hand whose day has come."""
    if not user.has_perm("orders.collect_bill"):
        return Bill.objects.none()
    today = business_today()
    return Bill.objects.visible_to(user).filter(has_come_due(today))


def to_pay_back(user: User) -> RefundQuerySet:
    """Refunds that others asked for."""
    if not user.has_perm("orders.pay_refund"):
        return Refund.objects.none()
    rows = Refund.objects.visible_to(user).filter(status=RefundStatus.REQUESTED)
    return rows.exclude(created_by=user)


def _shipments(user: User, status: ShipmentStatus) -> ShipmentQuerySet:
    if not user.has_perm("orders.ship_shipment"):
        return Shipment.objects.none()
    return Shipment.objects.visible_to(user).filter(status=status)


def count_to_ship(user: User) -> int:
    """Shipments drawn up that have not left."""
    return to_ship(user).count()


def count_returns(user: User) -> int:
    """Returns to take in, and red letters that are due."""
    return coming_back(user).count() + red_letters(user).count()


def count_invoices(user: User) -> int:
    """Invoices to issue or to send."""
    return invoices(user).count()


def count_free(user: User) -> int:
    """Receipts that are not allocated whole."""
    return free(user).count()


def count_bills(user: User) -> int:
    """Bills in hand whose day has come."""
    return bills_due(user).count()


def count_refunds(user: User) -> int:
    """Refunds to pay."""
    return to_pay_back(user).count()


def count_overdue(user: User) -> int:
    """Items past due."""
    today = business_today()
    rows = Receivable.objects.visible_to(user)
    return rows.filter(is_overdue(today)).count()


def listed(records: "QuerySet[Any]", text: str, url_name: str, query: str) -> inbox.Many:
    """One row that stands for a list."""
    return inbox.Many(records, text, f"{reverse(url_name)}?{query}")


def rows_to_ship(user: User) -> list[inbox.Waiting]:
    """Shipments to send out."""
    page = "orders:shipment_list"
    return [listed(to_ship(user), _("Shipments to send out"), page, "status=draft")]


def rows_to_sign(user: User) -> list[inbox.Waiting]:
    """Signatures to register."""
    page = "orders:shipment_list"
    return [listed(to_sign(user), _("Shipments to be signed for"), page, "status=shipped")]


def rows_to_collect(user: User) -> list[inbox.Waiting]:
    """Customers the salesperson, or who stands in, has to ask for money that is past due."""
    if not user.has_role(RoleCode.SALESPERSON):
        return []
    owed = Duty.objects.open().filter(Q(person=user) | Q(deputy=user), kind="orders.collect")
    late = owed.filter(due_at__lt=timezone.now())
    text = _("Customers to ask for money")
    return [listed(late, text, "core:my_duty_list", "kind=orders.collect")]


def rows_returns(user: User) -> list[inbox.Waiting]:
    """Returns that wait, and red letters that are due for what came back."""
    page = "orders:sales_return_list"
    return [
        listed(coming_back(user), _("Returns to take in"), page, "status=draft"),
        listed(red_letters(user), _("Red letters that are due"), page, "needs_red_letter=1"),
    ]


def rows_invoices(user: User) -> list[inbox.Waiting]:
    """Invoices that wait."""
    query = "status=applied&status=issued&is_red=0"
    text = _("Invoices to issue or send")
    return [listed(invoices(user), text, "orders:invoice_list", query)]


def rows_free(user: User) -> list[inbox.Waiting]:
    """Money that settles nothing yet."""
    page = "orders:receipt_list"
    return [
        listed(free(user), _("Receipts to allocate"), page, "free=1"),
        listed(without_mandate(user), _("Mandates of payers to hang up"), page, "mandate=1"),
    ]


def rows_bills(user: User) -> list[inbox.Waiting]:
    """Bills to collect: finance is asked."""
    if not user.has_role(RoleCode.FINANCE):
        return []
    return [listed(bills_due(user), _("Acceptance bills to collect"), "orders:bill_list", "ripe=1")]


def rows_refunds(user: User) -> list[inbox.Waiting]:
    """Money to pay back."""
    page = "orders:refund_list"
    return [listed(to_pay_back(user), _("Refunds to pay"), page, "status=requested")]


menu.section("goods", gettext_lazy("Goods"), icon="truck", order=24)
menu.section("money", gettext_lazy("Money"), icon="money", order=28)
ITEMS = [
    ("goods", gettext_lazy("Shipments"), "shipment_list", "view_shipment", count_to_ship),
    ("goods", gettext_lazy("Returns"), "sales_return_list", "view_salesreturn", count_returns),
    ("goods", gettext_lazy("Available to sell"), "available_list", "view_stock", None),
    ("goods", gettext_lazy("Stock movements"), "stock_movement_list", "view_stock", None),
    ("goods", gettext_lazy("Take goods in"), "stock_movement_receive", "receive_stock", None),
    ("goods", gettext_lazy("Count stock"), "stock_movement_count", "count_stock", None),
    ("money", gettext_lazy("Invoices"), "invoice_list", "view_invoice", count_invoices),
    ("money", gettext_lazy("Blank invoice books"), "invoice_book_list", "view_invoicebook", None),
    ("money", gettext_lazy("Receipts"), "receipt_list", "view_receipt", count_free),
    ("money", gettext_lazy("Acceptance bills"), "bill_list", "view_bill", count_bills),
    ("money", gettext_lazy("Refunds"), "refund_list", "view_refund", count_refunds),
    ("money", gettext_lazy("Receivables"), "receivable_list", "view_receivable", None),
    ("money", gettext_lazy("Ageing"), "receivable_ageing", "view_receivable", count_overdue),
    ("money", gettext_lazy("Dunning"), "dunning_list", "view_dunningstep", count_to_follow),
    ("money", gettext_lazy("Dunning record"), "dunning_step_list", "view_dunningstep", None),
    ("money", gettext_lazy("Sales ledger"), "ledger_list", "view_ledger", None),
    ("money", gettext_lazy("Sales ledger in sums"), "ledger_by_customer_list", "view_ledger", None),
    (
        "money",
        gettext_lazy("Sales movements"),
        "sales_movement_list",
        "view_salesmovement",
        None,
    ),
]
for place, (section, label, name, permission, counter) in enumerate(ITEMS):
    menu.item(
        section,
        label,
        f"orders:{name}",
        f"orders.{permission}",
        count=counter,
        late=name == "receivable_ageing",
        order=place,
    )
menu.new(
    gettext_lazy("Receipt"), "orders:receipt_create", "orders.register_receipt", key="r", order=30
)
inbox.provider("orders.ship", gettext_lazy("Goods to ship"), rows_to_ship)
inbox.provider("orders.sign", gettext_lazy("Signatures to register"), rows_to_sign)
inbox.provider("orders.back", gettext_lazy("Returns"), rows_returns)
inbox.provider("orders.invoices", gettext_lazy("Invoices"), rows_invoices)
inbox.provider("orders.free", gettext_lazy("Receipts to allocate"), rows_free)
inbox.provider("orders.collect", gettext_lazy("Money to chase"), rows_to_collect)
inbox.provider("orders.bills", gettext_lazy("Bills come due"), rows_bills)
inbox.provider("orders.refund", gettext_lazy("Refunds to pay"), rows_refunds)
