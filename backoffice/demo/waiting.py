"""Today's work, left in each inbox: done through the services, so it walks the same path."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from accounts.models import User
from core.calendar import is_working_day
from core.errors import BusinessError
from customers.enums import Grade
from customers.models import Customer
from orders import services
from orders.enums import IssueKind, OrderStatus, ReceivedVia
from orders.models import Order, OrderLine
from orders.services import InvoiceRow, LineDraft, OrderHead, ShipmentRow

from .company import Company
from .tale import at

DRAFTS, SUBMITTED, CONFIRMED, RELEASED = 3, 12, 5, 4


def leave_work(dice: Random, company: Company, clients: list[Customer], today: date) -> None:
    """Drafts, orders to verify, to release, to acknowledge, to ship, to invoice, free money."""
    day = today
    while not is_working_day(day):
        day -= timedelta(days=1)
    good = [c for c in clients if int(c.code[1:]) % 11 and c.grade == Grade.A] or clients
    made = [
        _typed(dice, company, dice.choice(good), day, place)
        for place in range(DRAFTS + SUBMITTED + CONFIRMED + RELEASED)
    ]
    submitted = [order for order in made[DRAFTS:] if _submitted(order, day)]
    for order in submitted[: CONFIRMED + RELEASED]:
        services.order_verify(
            actor=company.people["zhouting"], order=order, ticks=services.ALL_OK, at=at(day, 11)
        )
    for order in submitted[:RELEASED]:
        services.order_release(actor=company.people["limin"], order=order, at=at(day, 11, 30))
    _issues(dice, company, day)
    _goods(company, day)
    _money(dice, company, good, day)


def _typed(dice: Random, company: Company, customer: Customer, day: date, place: int) -> Order:
    """An order as an assistant typed it this morning."""
    maker = company.people["limin" if place % 3 else "chenjing"]
    products = dice.sample(company.products, dice.randrange(1, 4))
    head = OrderHead(
        customer=customer,
        received_via=dice.choice(list(ReceivedVia)[:5]),
        received_at=at(day, 8, 10 + place),
        ordered_on=day,
        customer_order_number=f"PO-{day:%y%m}-{place:04d}" if place % 2 else "",
        requested_on=day + timedelta(days=25),
    )
    lines = [LineDraft(product, Decimal(dice.randrange(1, 5))) for product in products]
    return services.order_create(actor=maker, head=head, lines=lines, at=at(day, 9, place))


def _submitted(order: Order, day: date) -> bool:
    """Some stay drafts: the machine refuses them, as it would anybody's."""
    with suppress(BusinessError):
        services.order_submit(actor=order.created_by, order=order, at=at(day, 10))
        return True
    return False


def _issues(dice: Random, company: Company, day: date) -> None:
    """A few things that went wrong on open orders."""
    said = (
        ("limin", "电机缺货，等供应商到货"),
        ("luoku", "运输途中电缆破损"),
        ("chenjing", "客户反映机封渗水"),
        ("heping", "轴承缺料，推迟三天"),
    )
    open_orders = Order.objects.filter(status=OrderStatus.RELEASED).order_by("id")
    for place, order in enumerate(open_orders[: len(said)]):
        services.issue_open(
            actor=company.people["limin"],
            order=order,
            kind=dice.choice(list(IssueKind)).value,
            description=said[place][1],
            owner=company.people[said[place][0]],
            due_on=day + timedelta(days=place),
            at=at(day, 10, 30),
        )


def _goods(company: Company, day: date) -> None:
    """Shipments drawn up for today, and invoices applied for."""
    keeper = company.people["luoku"]
    ready = OrderLine.objects.filter(
        order__status=OrderStatus.RELEASED, shipped_quantity=0, produced_quantity__gt=0
    ).select_related("order")
    for line in ready.order_by("order_id", "position").distinct()[:12]:
        if line.position == 1:
            _draw_up(company, keeper, line, day)
    shipped = OrderLine.objects.filter(
        order__status=OrderStatus.CLOSED, invoiced_quantity=0, shipped_quantity__gt=0
    ).select_related("order__customer")
    for line in shipped.order_by("-order_id")[:4]:
        with suppress(BusinessError):
            services.invoice_apply(
                actor=company.people["limin"],
                customer=line.order.customer,
                rows=[InvoiceRow(line, line.shipped_quantity - line.returned_quantity)],
                on=day,
                at=at(day, 10, 45),
            )


def _draw_up(company: Company, keeper: User, line: OrderLine, day: date) -> None:
    with suppress(BusinessError):
        services.shipment_create(
            actor=keeper,
            order=line.order,
            warehouse=company.warehouse,
            rows=[ShipmentRow(line, line.quantity)],
            at=at(day, 9, 30),
            planned_on=day,
            carrier="德邦物流",
        )


def _money(dice: Random, company: Company, clients: list[Customer], day: date) -> None:
    """Money that came in this morning and waits to be allocated."""
    for place in range(3):
        services.receipt_register(
            actor=company.people["sunxiaoyan"],
            customer=dice.choice(clients),
            amount=Decimal(dice.randrange(20, 300) * 1000),
            received_on=day,
            at=at(day, 9, 40 + place),
            reference=f"TT{day:%Y%m%d}{place:03d}",
        )
