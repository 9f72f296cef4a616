"""Customers asked for money: promises open, kept and broken, next steps for today."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import is_working_day
from customers.models import Customer, CustomerQuerySet
from orders.enums import DunningChannel, ReceiptStatus
from orders.models import Receipt, Receivable
from orders.selectors.dunning import overdue_of
from orders.selectors.receivables import is_overdue
from orders.services import dunning_record

from .company import Company
from .tale import at

LOOKED_AT, KEPT = 400, 2
C = DunningChannel
# Who at the desk writes; who calls or visits is the salesperson.
DESK: dict[str, str] = {C.LETTER: "sunxiaoyan", C.EMAIL: "sunxiaoyan", C.WECHAT: "limin"}


@dataclass(frozen=True)
class Told:
    """How long ago, in which way, what was said; for when something was promised, what is next.

    Days are counted from today; without a day nothing is promised or nothing comes next.
    """

    ago: int
    channel: str
    words: str
    promised: int | None = None
    next_in: int | None = None
    next_step: str = ""


STORIES = (
    Told(12, C.PHONE, "财务答应月初付清，正在走付款流程", promised=-5),
    Told(3, C.WECHAT, "已发对账单，对方确认金额，承诺按期付款", promised=4, next_in=4),
    Told(6, C.PHONE, "负责人出差，约好今天再打电话", next_in=0, next_step="再打电话给采购部刘经理"),
    Told(20, C.LETTER, "寄出催款函，要求七日内付款", next_in=-6, next_step="核实是否收到催款函"),
    Told(9, C.VISIT, "上门面谈，工程款未到位，答应先付一部分", promised=-2),
    Told(1, C.EMAIL, "发送逾期明细，请对方核对", next_in=6, next_step="电话确认核对结果"),
    Told(2, C.PHONE, "对方称发票未收到，已请财务补寄，收到后付款", promised=10),
    Told(15, C.WECHAT, "承诺上周付款，未回复", promised=-8, next_in=0, next_step="上门拜访"),
    Told(4, C.PHONE, "质量扣款有异议，待业务员核实", next_in=1, next_step="与技术部核实后回复"),
    Told(5, C.PHONE, "对方答应本周排款", promised=1),
)


def leave_dunning(company: Company, today: date) -> None:
    """A dozen steps, each in the name of the customer's salesperson or of the accountant."""
    late = Receivable.objects.filter(is_overdue(today), customer__owner__isnull=False)
    found = late.values_list("customer", flat=True).distinct()
    pks = list(found.order_by("customer_id")[:LOOKED_AT])
    paid = _keep_word(company, pks, today)
    clients = Customer.objects.filter(pk__in=[pk for pk in pks if pk not in paid])
    for story, customer in zip(STORIES, _one_of_each(clients), strict=False):
        _tell(company, customer, story, today)


def _one_of_each(clients: CustomerQuerySet) -> list[Customer]:
    """One customer of each salesperson, then the next of each; the last of each was never asked,
    so that everybody has somebody to ask for money."""
    owned: dict[int | None, list[Customer]] = {}
    for customer in clients.select_related("owner").order_by("code"):
        owned.setdefault(customer.owner_id, []).append(customer)
    placed = [
        (turn, customer.code, customer)
        for several in owned.values()
        for turn, customer in enumerate(several[:-1])
    ]
    return [customer for _turn, _code, customer in sorted(placed, key=lambda each: each[:2])]


def _tell(company: Company, customer: Customer, story: Told, today: date) -> None:
    on = _working(today - timedelta(days=story.ago))
    owed = overdue_of(customer.pk, today).amount
    desk = DESK.get(story.channel)
    promised_on = None if story.promised is None else today + timedelta(days=story.promised)
    dunning_record(
        actor=company.people[desk] if desk else customer.owner,  # type: ignore[arg-type]
        customer=customer,
        channel=story.channel,
        words=story.words,
        on=on,
        at=at(on, 14),
        promised_amount=owed if promised_on else None,
        promised_on=promised_on,
        next_on=None if story.next_in is None else today + timedelta(days=story.next_in),
        next_step=story.next_step,
    )


def _keep_word(company: Company, pks: list[int], today: date) -> set[int]:
    """Customers that still owe, and paid lately what they had promised."""
    came = Receipt.objects.filter(
        customer__in=pks,
        status=ReceiptStatus.REGISTERED,
        received_on__gte=today - timedelta(days=45),
        received_on__lt=today,
    ).select_related("customer__owner")
    kept: set[int] = set()
    for receipt in came.order_by("-received_on", "pk")[:LOOKED_AT]:
        if len(kept) == KEPT:
            break
        if receipt.customer_id in kept:
            continue
        on = _working(receipt.received_on - timedelta(days=4))
        dunning_record(
            actor=receipt.customer.owner or company.people["limin"],
            customer=receipt.customer,
            channel=C.PHONE,
            words="对方答应先付一笔，余款下月安排",
            on=on,
            at=at(on, 15),
            promised_amount=receipt.amount,
            promised_on=receipt.received_on + timedelta(days=1),
        )
        kept.add(receipt.customer_id)
    return kept


def _working(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
