"""What of goods and money stands in the navigation and in the inbox."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.clock import business_date
from core.ui import inbox, menu
from orders.enums import InvoiceStatus, ReceiptStatus, ReturnStatus, ShipmentStatus
from orders.models import Invoice, Receipt, Receivable, SalesReturn, Shipment


def count_to_ship(user: User) -> int:
    """Shipments drawn up that have not left."""
    if not user.has_perm("orders.ship_shipment"):
        return 0
    return Shipment.objects.visible_to(user).filter(status=ShipmentStatus.DRAFT).count()


def count_to_sign(user: User) -> int:
    """Shipments on their way."""
    if not user.has_perm("orders.ship_shipment"):
        return 0
    return Shipment.objects.visible_to(user).filter(status=ShipmentStatus.SHIPPED).count()


def count_returns(user: User) -> int:
    """Returns to take in, and red letters that are due."""
    return count_coming_back(user) + count_red_letters(user)


def count_coming_back(user: User) -> int:
    """Returns to take in."""
    if not user.has_perm("orders.receive_salesreturn"):
        return 0
    return SalesReturn.objects.visible_to(user).filter(status=ReturnStatus.DRAFT).count()


def count_red_letters(user: User) -> int:
    """Returns whose goods were invoiced."""
    if not user.has_perm("orders.reverse_invoice"):
        return 0
    return SalesReturn.objects.visible_to(user).filter(needs_red_letter=True).count()


def count_invoices(user: User) -> int:
    """Invoices to issue or to send."""
    if not user.has_perm("orders.issue_invoice"):
        return 0
    waiting = [InvoiceStatus.APPLIED, InvoiceStatus.ISSUED]
    return Invoice.objects.visible_to(user).filter(status__in=waiting, is_red=False).count()


def count_free(user: User) -> int:
    """Receipts that are not allocated whole."""
    if not user.has_perm("orders.allocate_receipt"):
        return 0
    rows = Receipt.objects.visible_to(user)
    return rows.filter(status=ReceiptStatus.REGISTERED, free_amount__gt=0).count()


def count_overdue(user: User) -> int:
    """Items past due."""
    today = business_date(timezone.now())
    rows = Receivable.objects.visible_to(user)
    return rows.filter(open_amount__gt=0, due_on__lt=today).count()


def one_line(text: str, url_name: str, query: str, count: int) -> list[inbox.Row]:
    """One row that stands for a list."""
    return [inbox.Row(text, f"{reverse(url_name)}?{query}", count=count)] if count else []


def rows_to_ship(user: User) -> list[inbox.Row]:
    """Shipments to send out."""
    return one_line(
        _("Shipments to send out"), "orders:shipment_list", "status=draft", count_to_ship(user)
    )


def rows_to_sign(user: User) -> list[inbox.Row]:
    """Signatures to register."""
    return one_line(
        _("Shipments to be signed for"),
        "orders:shipment_list",
        "status=shipped",
        count_to_sign(user),
    )


def rows_returns(user: User) -> list[inbox.Row]:
    """Returns that wait, and red letters that are due for what came back."""
    back, red = count_coming_back(user), count_red_letters(user)
    page = "orders:sales_return_list"
    return [
        *one_line(_("Returns to take in"), page, "status=draft", back),
        *one_line(_("Red letters that are due"), page, "needs_red_letter=1", red),
    ]


def rows_invoices(user: User) -> list[inbox.Row]:
    """Invoices that wait."""
    return one_line(
        _("Invoices to issue or send"),
        "orders:invoice_list",
        "status=applied&status=issued&is_red=0",
        count_invoices(user),
    )


def rows_free(user: User) -> list[inbox.Row]:
    """Money that settles nothing yet."""
    return one_line(_("Receipts to allocate"), "orders:receipt_list", "free=1", count_free(user))


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
    ("money", gettext_lazy("Receipts"), "receipt_list", "view_receipt", count_free),
    ("money", gettext_lazy("Receivables"), "receivable_list", "view_receivable", None),
    ("money", gettext_lazy("Ageing"), "receivable_ageing", "view_receivable", count_overdue),
    ("money", gettext_lazy("Sales ledger"), "ledger_list", "view_ledger", None),
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
