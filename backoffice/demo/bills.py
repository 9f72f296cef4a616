"""Some customers pay with acceptance bills: in hand, passed on, collected, one dishonoured."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.money import round_money
from orders import services
from orders.enums import ReceiptMethod, ReceiptStatus
from orders.models import Bill, Receipt
from orders.services.bill import bill_take_in

from .company import Company
from .tale import at

RUNS = timedelta(days=180)
LEAST = 5000
ACCEPTORS = ("招商银行长沙分行", "中国银行衡阳分行", "三一财务有限公司", "交通银行武汉分行")
ENDORSEES = ("湘潭电机有限公司", "衡阳轴承制造有限公司")
BANK = "中国建设银行衡阳蒸湘支行"
KEPT = Decimal("0.985")
# How many days ago the money came, and what became of the bill.
BILLS = (
    (6, ""),
    (20, ""),
    (34, "endorsed"),
    (48, ""),
    (61, "discounted"),
    (75, "endorsed"),
    (96, "dishonoured"),
    (110, "discounted"),
    (157, ""),
    (168, ""),
    (181, ""),
    (183, ""),
    (195, "collected"),
    (210, "collected"),
    (232, "collected"),
)


def leave_bills(company: Company, today: date) -> None:
    """Receipts of the last months that came as bills, through the services."""
    for place, (days, state) in enumerate(BILLS):
        if bill := _taken_in(company, today - timedelta(days=days), place):
            _told(company, bill, state, place, today)


def _taken_in(company: Company, until: date, place: int) -> Bill | None:
    """The last receipt of an amount worth a bill until that day, as a bill."""
    fits: dict[str, Any] = {
        "method": ReceiptMethod.BANK,
        "status": ReceiptStatus.REGISTERED,
        "free_amount": 0,
    }
    rows = Receipt.objects.filter(received_on__lte=until, amount__gte=LEAST, **fits)
    receipt = rows.order_by("-received_on", "pk").first()
    if receipt is None:
        return None
    receipt.method = ReceiptMethod.ACCEPTANCE
    receipt.bill_number = f"513105400{receipt.received_on:%Y%m%d}{receipt.pk:013d}"
    receipt.bill_acceptor = ACCEPTORS[place % len(ACCEPTORS)]
    receipt.bill_due_on = receipt.received_on + RUNS
    receipt.save(update_fields=["method", "bill_number", "bill_acceptor", "bill_due_on"])
    finance = company.people["sunxiaoyan"]
    bill_take_in(actor=finance, receipt=receipt, at=at(receipt.received_on, 10))
    return receipt.bill


def _told(company: Company, bill: Bill, state: str, place: int, today: date) -> None:
    finance, came = company.people["sunxiaoyan"], bill.receipt.received_on
    on = min(came + timedelta(days=5 + place), today)
    facts: dict[str, Any] = {"actor": finance, "bill": bill, "on": on, "at": at(on, 16)}
    if state == "endorsed":
        services.bill_endorse(**facts, endorsee=ENDORSEES[place % len(ENDORSEES)])
    elif state in {"discounted", "dishonoured"}:
        proceeds = round_money(bill.receipt.amount * KEPT)
        bill = services.bill_discount(**facts, discount_bank=BANK, proceeds_amount=proceeds)
    elif state == "collected":
        on = came + RUNS
        services.bill_collect(actor=finance, bill=bill, on=on, at=at(on, 16))
    if state == "dishonoured":
        reason = "承兑人账户余额不足"
        services.bill_dishonour(actor=finance, bill=bill, on=today, reason=reason, at=at(today, 16))
