"""Approvals of the demo company: waiting, overdue, returned, handed over, rejected, done."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile

from accounts.models import Deputy, User
from approvals import services as approvals
from approvals.enums import Place
from approvals.models import Request
from core.calendar import add_working_days
from core.errors import BusinessError
from customers.enums import Grade, SettlementMethod
from customers.models import Customer
from customers.services import credit_request, customer_create
from orders import services
from orders.enums import ReceivedVia
from orders.models import Order
from orders.services import LineDraft, OrderHead
from products.models import Product

from .company import Company
from .scans import letter
from .tale import at

WHY = (
    "老客户，三台起订，竞争对手报价更低",
    "年度框架合同客户，本单补差",
    "样机订单，后续有批量",
    "月底冲量，客户承诺预付三成",
    "尾货清库，库龄超过一年",
)


class Signing:
    """Who asks whom for what, on the working days before today."""

    def __init__(self, company: Company, clients: list[Customer], today: date) -> None:
        self.dice = Random(len(clients))
        self.company, self.today = company, add_working_days(today + timedelta(days=1), -1)
        self.people = User.objects.in_bulk(list(company.people), field_name="username")
        east = company.regions["HD"].pk
        good = [each for each in clients if each.grade == Grade.A and not each.is_blocked]
        self.east = [each for each in good if each.region_id == east] or good
        self.elsewhere = [each for each in good if each.region_id != east] or good
        self.asked = 0

    def back(self, days: int) -> date:
        """That many working days before today."""
        return add_working_days(self.today, -days) if days else self.today

    def order(self, customer: Customer, quantity: int, *, days: int, hour: int = 9) -> Request:
        """An order of a pump under its floor, put up for approval on that day."""
        day, maker = self.back(days), self.people["limin"]
        order = self._typed(maker, customer, quantity, day, hour)
        reason = WHY[self.asked % len(WHY)]
        return services.order_request_approval(
            actor=maker, order=order, reason=reason, at=at(day, hour, 10 + self.asked)
        )

    def _typed(self, maker: User, customer: Customer, quantity: int, day: date, hour: int) -> Order:
        self.asked += 1
        product: Product = self.dice.choice([p for p in self.company.products if p.floor_price > 0])
        price = (product.floor_price * Decimal("0.96")).quantize(Decimal(1))
        head = OrderHead(
            customer=customer,
            received_via=ReceivedVia.PHONE,
            received_at=at(day, hour, self.asked),
            ordered_on=day,
            requested_on=day + timedelta(days=25),
        )
        lines = [LineDraft(product, Decimal(quantity), unit_price=price)]
        return services.order_create(
            actor=maker, head=head, lines=lines, at=at(day, hour, self.asked)
        )


def leave_approvals(company: Company, clients: list[Customer], today: date) -> None:
    """One of each kind of request, at each place of its way."""
    desk = Signing(company, clients, today)
    approvals.flows_sync(at=at(desk.back(20), 8))
    _deputies(desk)
    _decided(desk)
    _under_way(desk)
    _credit(desk)
    approvals.requests_remind(at=at(desk.today, 10, 30))
    approvals.requests_escalate(at=at(desk.today, 10, 30))


def _deputies(desk: Signing) -> None:
    """陈志强 is on the road this week and 周婷 signs for him; so it was a month ago."""
    chen, zhou = desk.people["chenzhiqiang"], desk.people["zhouting"]
    for first, last, why in ((22, 16, "展会"), (0, -4, "出差华东走访客户")):
        from_on = desk.back(first) if first else desk.today
        to_on = desk.back(last) if last > 0 else desk.today + timedelta(days=-last)
        Deputy.objects.get_or_create(
            principal=chen, deputy=zhou, from_on=from_on, to_on=to_on, defaults={"reason": why}
        )


def _decided(desk: Signing) -> None:
    """Approved, by the manager, by his deputy; returned; rejected; withdrawn."""
    chen, zhou, fang = (desk.people[name] for name in ("chenzhiqiang", "zhouting", "fangwen"))
    limin = desk.people["limin"]
    done = desk.order(desk.dice.choice(desk.east), 2, days=12)
    approvals.request_approve(
        actor=chen, approval=done, comment="同意，注意回款", at=at(desk.back(12), 14)
    )
    stood_in = desk.order(desk.dice.choice(desk.east), 1, days=18)
    approvals.request_approve(
        actor=zhou, approval=stood_in, comment="已电话请示", at=at(desk.back(18), 15)
    )
    returned = desk.order(desk.dice.choice(desk.east), 3, days=1)
    approvals.request_return(
        actor=chen,
        approval=returned,
        reason="毛利太低，请客户至少按底价成交，或附竞争对手报价单",
        at=at(desk.back(1), 16),
    )
    rejected = desk.order(desk.dice.choice(desk.elsewhere), 2, days=5)
    approvals.request_reject(
        actor=fang,
        approval=rejected,
        reason="该客户上月已有一次特价，不再批",
        at=at(desk.back(5), 11),
    )
    withdrawn = desk.order(desk.dice.choice(desk.elsewhere), 1, days=4)
    approvals.request_withdraw(
        actor=limin, approval=withdrawn, reason="客户改按底价", at=at(desk.back(4), 10)
    )


def _under_way(desk: Signing) -> None:
    """Waiting, overdue, handed over, with an added signer, copied and talked about."""
    fang, he, zhao = (desk.people[name] for name in ("fangwen", "hezong", "zhaolei"))
    desk.order(desk.dice.choice(desk.east), 2, days=0)
    desk.order(desk.dice.choice(desk.elsewhere), 2, days=0)
    desk.order(desk.dice.choice(desk.east), 1, days=3)  # nobody looked at it: overdue by now
    moved = desk.order(desk.dice.choice(desk.elsewhere), 4, days=0)
    approvals.request_hand_over(
        actor=fang, approval=moved, to=he, comment="该客户由何总对接", at=at(desk.today, 9, 50)
    )
    shared = desk.order(desk.dice.choice(desk.elsewhere), 30, days=0)
    approvals.request_add_signer(
        actor=fang,
        approval=shared,
        signer=desk.people["sunxiaoyan"],
        place=Place.BEFORE,
        comment="请财务先核应收",
        at=at(desk.today, 9, 55),
    )
    approvals.request_add_reader(
        actor=fang, approval=shared, people=[zhao, desk.people["zhouting"]], at=at(desk.today, 10)
    )
    approvals.request_comment(
        actor=zhao,
        approval=shared,
        comment="客户催得急，竞争对手报价见附件",
        at=at(desk.today, 10, 5),
        papers=[ContentFile(letter(["OFFER", "Pump 65-160", "Price 2180"]), "竞争对手报价.pdf")],
    )


def _credit(desk: Signing) -> None:
    """Limits to be raised: one half signed, one new."""
    fang, zhou = desk.people["fangwen"], desk.people["zhouting"]
    for place, (factor, days) in enumerate(((2, 1), (3, 0))):
        customer = desk.dice.choice(desk.elsewhere)
        with suppress(BusinessError):
            request = credit_request(
                actor=zhou,
                customer=customer,
                limit=customer.credit_limit * factor,
                reason="订货量比去年翻一番，回款及时",
                at=at(desk.back(days), 9, 20 + place),
            )
            if days:
                approvals.request_approve(
                    actor=fang, approval=request, comment="同意", at=at(desk.today, 9, 5)
                )
    with suppress(BusinessError):
        customer_create(
            actor=desk.people["limin"],
            name="湘潭新源泵阀销售有限公司",
            settlement_method=SettlementMethod.MONTHLY,
            owner=desk.people["zhaolei"],
            credit_limit=Decimal(200_000),
            on=desk.today,
            at=at(desk.today, 9, 40),
        )
