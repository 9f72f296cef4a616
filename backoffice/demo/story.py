"""What becomes of an order: shipped in parts, late or not, signed, invoiced, paid, returned."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from django.contrib.contenttypes.models import ContentType

from backoffice.demo.tables import half_up, money
from customers.models import Customer
from orders.enums import (
    AllocationKind,
    Event,
    HandOverStatus,
    InvoiceStatus,
    MovementKind,
    OrderStatus,
    ReceiptMethod,
    ReceivableSource,
    ReturnStatus,
    ShipmentStatus,
    StockKind,
)
from orders.models import Order
from products.models import Product

from .company import Company
from .ledgers import Ledgers

SHANGHAI = timezone(timedelta(hours=8))
TAX = "0.1300"
VIA = ("phone", "phone", "im", "im", "email", "fax", "visit")
CARRIERS = ("德邦物流", "顺丰速运", "安能物流", "自备车")
HAND_OVERS_SHOWN = 90  # days for which hand-overs are kept line by line


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the office's day."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@dataclass
class Part:
    """Part of a line in one shipment; amounts in cents."""

    line: "Line"
    quantity: int
    net: int
    gross: int
    cost: int
    returned: int = 0


@dataclass
class Line:
    """A line as it is told; amounts in cents."""

    key: int
    product: Product
    quantity: int
    price: int
    net: int
    gross: int
    unit_cost: int
    cost: int
    produced: int = 0
    shipped: int = 0
    signed: int = 0
    returned: int = 0
    invoiced: int = 0
    shipped_gross: int = 0
    returned_gross: int = 0
    invoiced_gross: int = 0
    collected: int = 0
    signed_on: date | None = None

    def take(self, quantity: int) -> Part:
        """The next part to ship; the last part takes what is left to the cent."""
        before, after = self.shipped, self.shipped + quantity
        shares = []
        for whole in (self.net, self.gross, self.cost):
            shares.append(
                half_up(whole * after, self.quantity) - half_up(whole * before, self.quantity)
            )
        self.shipped = after
        self.shipped_gross += shares[1]
        return Part(self, quantity, *shares)


@dataclass
class Tale:
    """One order while it is told."""

    key: int
    customer: Customer
    on: date
    promised: date
    lines: list[Line] = field(default_factory=list)
    number: str = ""
    signed_gross: int = 0


class Teller:
    """Tells orders one by one into the ledgers."""

    def __init__(self, dice: Random, company: Company, ledgers: Ledgers, today: date) -> None:
        self.dice, self.company, self.books, self.today = dice, company, ledgers, today
        people = company.people
        self.assistants = [people["limin"].pk, people["chenjing"].pk]
        self.supervisor = people["zhouting"].pk
        self.keeper = people["luoku"].pk
        self.finance = people["sunxiaoyan"].pk
        self.kind_of_order = ContentType.objects.get_for_model(Order).pk
        self.stock_out: dict[tuple[int, date], int] = {}

    def tell(self, customer: Customer, on: date, products: list[Product]) -> None:
        """One order from the call to the money, as far as today has come."""
        dice, books = self.dice, self.books
        books.orders.last += 1
        lead = max(product.lead_days for product in products) + dice.randrange(0, 6)
        tale = Tale(books.orders.last, customer, on, on + timedelta(days=lead))
        tale.number = books.number("orders", "SO", on)
        tale.lines = [self._line(customer, product) for product in products]
        maker = dice.choice(self.assistants)
        is_cancelled = dice.random() < 0.012
        for line in tale.lines:
            self._move(tale, MovementKind.CONFIRMED, on, line, line.quantity, line.net, line.gross)
        if is_cancelled:
            self._cancel(tale)
        else:
            self._deliver(tale)
        self._write(tale, maker, is_cancelled=is_cancelled)

    def _line(self, customer: Customer, product: Product) -> Line:
        books, dice = self.books, self.dice
        books.lines.last += 1
        cheap = product.list_price < 400
        quantity = dice.randrange(10, 120) if cheap else dice.choice((1, 2, 3, 4, 5, 6, 8, 10, 12))
        rate = {"A": 0.955, "B": 0.975}.get(customer.grade, 0.99) * dice.uniform(0.985, 1.015)
        floor = int(product.floor_price)
        price = max(floor, round(float(product.list_price) * rate))
        gross = quantity * price * 100
        unit_cost = int(product.cost * 100)
        return Line(
            books.lines.last,
            product,
            quantity,
            price,
            half_up(gross * 100, 113),
            gross,
            unit_cost,
            unit_cost * quantity,
        )

    def _cancel(self, tale: Tale) -> None:
        day = min(tale.on + timedelta(days=2), self.today)
        for line in tale.lines:
            self._move(
                tale, MovementKind.CANCELLED, day, line, -line.quantity, -line.net, -line.gross
            )

    def _deliver(self, tale: Tale) -> None:
        """Most on time, some late, some in two parts."""
        dice = self.dice
        luck = dice.random()
        late = dice.randrange(-3, 1) if luck < 0.84 else dice.randrange(1, 9)
        first = max(tale.on + timedelta(days=1), tale.promised + timedelta(days=late))
        splits = dice.random() < 0.18
        if first <= self.today - timedelta(days=2) or (first <= self.today and dice.random() < 0.5):
            self._ship(tale, first, part=splits)
        second = first + timedelta(days=dice.randrange(3, 12))
        if splits and second <= self.today:
            self._ship(tale, second, part=False)
        if first - timedelta(days=2) <= self.today:
            for line in tale.lines:
                line.produced = line.quantity

    def _ship(self, tale: Tale, day: date, *, part: bool) -> None:
        books, dice = self.books, self.dice
        parts = []
        for line in tale.lines:
            left = line.quantity - line.shipped
            quantity = max(1, left // 2) if part else left
            if left and quantity:
                parts.append(line.take(quantity))
        if not parts:
            return
        signed = day + timedelta(days=dice.randrange(1, 5))
        is_signed = signed <= self.today
        net, gross = sum(p.net for p in parts), sum(p.gross for p in parts)
        customer = tale.customer
        number = books.number("shipments", "CK", day)
        key = books.shipments.add(
            number,
            tale.key,
            customer.pk,
            self.company.warehouse.pk,
            (ShipmentStatus.SIGNED if is_signed else ShipmentStatus.SHIPPED).value,
            day,
            day,
            signed if is_signed else None,
            "收货人" if is_signed else "",
            dice.choice(CARRIERS),
            f"DPK{dice.randrange(10**9, 10**10)}",
            money(dice.randrange(80, 600) * 100),
            f"{customer.province}{customer.city}市",
            *worth(net, gross),
            self.keeper,
            at(day, 8, 30),
            self.keeper,
            at(day, 15),
            self.keeper if is_signed else None,
            at(signed, 16) if is_signed else None,
        )
        rows = [self._ship_part(tale, key, number, day, p, is_signed=is_signed) for p in parts]
        if is_signed:
            tale.signed_gross += gross
            for p in parts:
                p.line.signed += p.quantity
                p.line.signed_on = signed
        back = self._give_back(tale, key, signed, parts, rows) if is_signed else (None, 0, None)
        self._invoice(tale, day, parts)
        self._collect(tale, key, number, day, parts, back)

    def _ship_part(
        self, tale: Tale, key: int, number: str, day: date, part: Part, *, is_signed: bool
    ) -> int:
        books, product = self.books, part.line.product
        self._move(
            tale, MovementKind.SHIPPED, day, part.line, part.quantity, part.net, part.gross, number
        )
        books.stock.add(
            self.company.warehouse.pk,
            product.pk,
            StockKind.SHIPMENT_OUT.value,
            day,
            -part.quantity,
            number,
            part.line.key,
            self.keeper,
            at(day, 15),
        )
        month = (product.pk, day.replace(day=1))
        self.stock_out[month] = self.stock_out.get(month, 0) + part.quantity
        return books.shipment_lines.add(
            key,
            part.line.key,
            part.quantity,
            part.quantity if is_signed else 0,
            0,
            *worth(part.net, part.gross),
            money(part.cost),
        )

    def _give_back(
        self, tale: Tale, key: int, signed: date, parts: list[Part], rows: list[int]
    ) -> tuple[int | None, int, date | None]:
        """Two in a hundred come back in part, a few days after they were signed for."""
        day = signed + timedelta(days=self.dice.randrange(2, 10))
        if self.dice.random() > 0.02 or day > self.today:
            return None, 0, None
        books, place = self.books, self.dice.randrange(len(parts))
        part, line = parts[place], parts[place].line
        quantity = max(1, part.quantity // 4)
        net, gross, cost = (
            half_up(whole * quantity, part.quantity) for whole in (part.net, part.gross, part.cost)
        )
        number = books.number("sales_returns", "TH", day)
        back = books.returns.add(
            number,
            key,
            tale.customer.pk,
            ReturnStatus.RECEIVED.value,
            day,
            self.dice.choice(("型号不符", "运输破损", "现场变更")),
            *worth(net, gross),
            True,
            self.assistants[0],
            at(day, 10),
            self.keeper,
            at(day, 14),
        )
        books.return_lines.add(back, rows[place], quantity, *worth(net, gross), money(cost))
        self._patch_returned(rows[place], quantity)
        self._move(tale, MovementKind.RETURNED, day, line, -quantity, -net, -gross, number)
        books.stock.add(
            self.company.warehouse.pk,
            line.product.pk,
            StockKind.RETURN_IN.value,
            day,
            quantity,
            number,
            line.key,
            self.keeper,
            at(day, 14),
        )
        line.returned += quantity
        line.returned_gross += gross
        part.returned = gross
        return back, gross, day

    def _patch_returned(self, key: int, quantity: int) -> None:
        """The shipment line is still in memory: say what came back of it."""
        table = self.books.shipment_lines
        place = key - table.rows[0][0]
        row = list(table.rows[place])
        row[table.columns.index("returned_quantity")] = quantity
        table.rows[place] = tuple(row)

    def _invoice(self, tale: Tale, shipped: date, parts: list[Part]) -> None:
        day = shipped + timedelta(days=self.dice.randrange(1, 11))
        if day > self.today or self.dice.random() > 0.94:
            return
        books, customer = self.books, tale.customer
        sent = day + timedelta(days=1)
        status = InvoiceStatus.ISSUED
        if sent <= self.today:
            status = InvoiceStatus.RECEIVED if self.dice.random() < 0.9 else InvoiceStatus.SENT
        net, gross = sum(p.net for p in parts), sum(p.gross for p in parts)
        key = books.invoices.add(
            books.number("invoice_applications", "KP", day),
            f"26{self.dice.randrange(10**17, 10**18)}",
            status.value,
            customer.pk,
            customer.owner_id,
            customer.region_id,
            customer.name,
            customer.tax_number,
            shipped,
            day,
            *worth(net, gross),
            sent if status != InvoiceStatus.ISSUED else None,
            sent + timedelta(days=2) if status == InvoiceStatus.RECEIVED else None,
            self.assistants[0],
            at(day, 9),
            self.finance,
            at(day, 15),
        )
        document = books.invoices.rows[-1][2]
        for p in parts:
            books.invoice_lines.add(
                key, p.line.key, p.quantity, TAX, *worth(p.net, p.gross), money(p.cost)
            )
            p.line.invoiced += p.quantity
            p.line.invoiced_gross += p.gross
            self._move(
                tale, MovementKind.INVOICED, day, p.line, p.quantity, p.net, p.gross, document
            )

    def _collect(
        self,
        tale: Tale,
        shipment: int,
        number: str,
        day: date,
        parts: list[Part],
        back: tuple[int | None, int, date | None],
    ) -> None:
        """The receivable of a shipment: what came back settles first, then money as it comes."""
        books, dice, customer = self.books, self.dice, tale.customer
        gross = sum(p.gross for p in parts)
        due = day + timedelta(days=customer.credit_days)
        returned, came_back, back_on = back
        owed = gross - came_back
        habit = customer.pk % 11
        delay = dice.randrange(-8, 6) if habit else dice.randrange(20, 110)
        paid_on = max(due + timedelta(days=delay), (back_on or day) + timedelta(days=1))
        is_paid = paid_on <= self.today and dice.random() > 0.012
        paid = (half_up(owed * 6, 10) if dice.random() < 0.04 else owed) if is_paid else 0
        item = books.receivables.add(
            customer.pk,
            customer.owner_id,
            customer.region_id,
            ReceivableSource.SHIPMENT.value,
            tale.key,
            shipment,
            number,
            day,
            due,
            money(gross),
            money(owed - paid),
        )
        if returned and back_on:
            books.allocations.add(
                item,
                AllocationKind.RETURN.value,
                None,
                returned,
                money(came_back),
                back_on,
                self.finance,
                at(back_on, 15),
            )
        if paid:
            self._receive(tale, item, paid, paid_on)
            self._spread(parts, paid, owed)

    def _receive(self, tale: Tale, item: int, paid: int, day: date) -> None:
        books, customer = self.books, tale.customer
        free = self.dice.randrange(1, 20) * 100000 if self.dice.random() < 0.01 else 0
        receipt = books.receipts.add(
            books.number("receipts", "HK", day),
            customer.pk,
            customer.owner_id,
            customer.region_id,
            ReceiptMethod.BANK.value,
            day,
            money(paid + free),
            money(free),
            customer.name,
            self.finance,
            at(day, 10),
        )
        books.allocations.add(
            item,
            AllocationKind.RECEIPT.value,
            receipt,
            None,
            money(paid),
            day,
            self.finance,
            at(day, 10, 5),
        )

    def _spread(self, parts: list[Part], paid: int, owed: int) -> None:
        """What was paid, over the lines by what each still owes; the last takes the rest."""
        reached = given = 0
        for part in parts:
            reached += part.gross - part.returned
            until = half_up(paid * reached, owed) if owed else 0
            part.line.collected += until - given
            given = until

    def _move(
        self,
        tale: Tale,
        kind: MovementKind,
        day: date,
        line: Line,
        quantity: int,
        net: int,
        gross: int,
        document: str = "",
    ) -> None:
        customer, product = tale.customer, line.product
        self.books.movements.add(
            kind.value,
            day,
            tale.key,
            line.key,
            customer.pk,
            customer.customer_class_id,
            product.pk,
            product.category_id,
            customer.owner_id,
            customer.region_id,
            product.unit,
            quantity,
            *worth(net, gross),
            money(line.unit_cost * quantity),
            document or tale.number,
            at(day, 17),
        )

    def _write(self, tale: Tale, maker: int, *, is_cancelled: bool) -> None:
        """The order and its lines as they stand today."""
        lines, dice = tale.lines, self.dice
        checker = self.supervisor if dice.random() < 0.6 else self._other(maker)
        is_done = all(line.signed == line.quantity for line in lines)
        status = OrderStatus.CLOSED if is_done else OrderStatus.RELEASED
        if is_cancelled:
            status = OrderStatus.CANCELLED
        received = at(tale.on, dice.randrange(8, 16), dice.randrange(60))
        last_signed = max((line.signed_on for line in lines if line.signed_on), default=tale.on)
        day = tale.on
        row = (
            tale.key,
            tale.number,
            status.value,
            tale.customer.pk,
            f"PO-{day:%y%m}-{dice.randrange(1000, 9999)}" if dice.random() < 0.5 else "",
            dice.choice(VIA),
            received,
            day,
            tale.customer.owner_id,
            tale.customer.region_id,
            tale.promised,
            tale.promised,
            f"{tale.customer.province}{tale.customer.city}市",
            len(lines),
            *worth(sum(x.net for x in lines), sum(x.gross for x in lines)),
            money(sum(x.cost for x in lines)),
            money(sum(x.shipped_gross for x in lines)),
            money(tale.signed_gross),
            money(sum(x.invoiced_gross for x in lines)),
            money(sum(x.collected for x in lines)),
            maker,
            received,
            maker,
            received + timedelta(minutes=20),
            checker,
            received + timedelta(minutes=55),
            None if is_cancelled else maker,
            None if is_cancelled else received + timedelta(minutes=70),
            at(last_signed, 17) if is_done and not is_cancelled else None,
            self.supervisor if is_cancelled else None,
            received + timedelta(days=1) if is_cancelled else None,
            "客户项目取消" if is_cancelled else "",
        )
        self.books.orders.rows.append(row)
        self.books.verifications.add(
            tale.key, maker, checker, received + timedelta(minutes=55), True
        )
        self._leave_trail(tale, maker, checker, received)
        for position, line in enumerate(lines, start=1):
            self._write_line(tale, position, line)
            if not is_cancelled and (self.today - day).days < HAND_OVERS_SHOWN:
                self._hand_over(tale, line, received + timedelta(minutes=70))

    def _leave_trail(self, tale: Tale, maker: int, checker: int, received: datetime) -> None:
        """Who took the order down, submitted and verified it."""
        steps: tuple[tuple[int, int, Event, dict[str, list[str]]], ...] = (
            (0, maker, Event.ORDER_CREATED, {}),
            (20, maker, Event.ORDER_SUBMITTED, {"status": ["draft", "submitted"]}),
            (55, checker, Event.ORDER_CONFIRMED, {"status": ["submitted", "confirmed"]}),
        )
        for minutes, person, verb, changes in steps:
            self.books.trail.add(
                received + timedelta(minutes=minutes),
                person,
                verb.value,
                self.kind_of_order,
                tale.key,
                tale.number,
                changes,
            )

    def _write_line(self, tale: Tale, position: int, line: Line) -> None:
        product = line.product
        row = (
            line.key,
            tale.key,
            position,
            product.pk,
            product.specification,
            product.unit,
            line.quantity,
            line.price,
            f"{line.price / 1.13:.8f}",
            TAX,
            *worth(line.net, line.gross),
            money(line.unit_cost),
            money(line.cost),
            tale.promised,
            tale.promised,
            line.produced,
            line.shipped,
            line.signed,
            line.returned,
            line.invoiced,
            money(line.shipped_gross),
            money(line.returned_gross),
            money(line.invoiced_gross),
            money(line.shipped_gross - line.returned_gross),
            money(line.collected),
            line.signed_on,
        )
        self.books.lines.rows.append(row)

    def _hand_over(self, tale: Tale, line: Line, handed: datetime) -> None:
        route = line.product.category.route
        code, person = ("SC", "heping") if route == "production" else ("CG", "chengang")
        is_done = line.produced == line.quantity
        waits = not is_done and (self.today - tale.on).days < 1
        status = HandOverStatus.FINISHED if is_done else HandOverStatus.ACKNOWLEDGED
        if waits:
            status = HandOverStatus.WAITING
        self.books.hand_overs.add(
            tale.key,
            line.key,
            self.company.departments[code].pk,
            status.value,
            line.quantity,
            line.produced,
            handed,
            handed + timedelta(hours=4),
            None if waits else self.company.people[person].pk,
            None if waits else handed + timedelta(hours=1),
            None if waits else tale.promised - timedelta(days=1),
            at(min(tale.promised, self.today), 12) if is_done else None,
        )

    def _other(self, maker: int) -> int:
        return next(key for key in self.assistants if key != maker)


def worth(net: int, gross: int) -> tuple[str, str, str]:
    """Net, tax and gross as texts."""
    return money(net), money(gross - net), money(gross)
