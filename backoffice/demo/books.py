"""A few customers still take paper: some invoices stand on papers of the custody book."""

from datetime import date, timedelta

from orders import services
from orders.enums import InvoiceKind, InvoiceStatus
from orders.models import Invoice, InvoiceBook, SalesMovement

from .company import Company
from .tale import at

WITHIN = timedelta(days=300)
BEFORE = timedelta(days=4)
CODE, ORDINARY = "4300231130", "4300231350"
FIRST, SECOND = range(417601, 417626), range(417626, 417651)
SPOILED = {417609, 417631}
SKIPPED = 417632
BEGUN_UNTIL = 417636
WHY = "打印错位"
TAX_OFFICE = "税务局办税服务厅"
NUMBERS = [
    number for number in range(FIRST[0], BEGUN_UNTIL) if number not in SPOILED and number != SKIPPED
]
STANDS = (InvoiceStatus.ISSUED, InvoiceStatus.SENT, InvoiceStatus.RECEIVED)


def leave_books(company: Company, today: date) -> None:
    """One book used up, one in use, with a spoiled and a skipped paper, and one just come."""
    issued = _on_paper(today)
    keeper, other = company.people["limin"], company.people["chenjing"]
    for run, person in ((FIRST, keeper), (SECOND, other)):
        days = [on for number, on in issued.items() if number in run]
        if not days:
            return
        book = _came(company, CODE, run, person.username, days[0] - BEFORE)
        for number in sorted(SPOILED & set(run)):
            on = min([day for used, day in issued.items() if used > number], default=days[-1])
            services.invoice_papers_spoil(
                actor=person,
                invoice_book=book,
                first_number=f"{number:08}",
                reason=WHY,
                on=on,
                at=at(on, 10),
            )
    services.invoice_book_hand_on(
        actor=other, invoice_book=book, taker=keeper, on=today, note="岗位调整", at=at(today, 9)
    )
    fresh = _came(company, ORDINARY, range(88201, 88226), "sunxiaoyan", today - BEFORE)
    services.invoice_papers_hand_back(
        actor=company.people["sunxiaoyan"],
        invoice_book=fresh,
        first_number="00088221",
        last_number="00088225",
        reason="用量减少，退回税务局",
        on=today,
        at=at(today, 10),
    )


def _came(company: Company, code: str, run: range, keeper: str, on: date) -> InvoiceBook:
    return services.invoice_book_register(
        actor=company.people["sunxiaoyan"],
        kind=InvoiceKind.PAPER_SPECIAL if code == CODE else InvoiceKind.PAPER_ORDINARY,
        code=code,
        first_number=f"{run[0]:08}",
        last_number=f"{run[-1]:08}",
        keeper=company.people[keeper],
        received_on=on,
        handed_by=TAX_OFFICE,
        at=at(on, 9),
    )


def _on_paper(today: date) -> dict[int, date]:
    """As many invoices as there are numbers, from one end of the last months to the other."""
    blue = Invoice.objects.filter(
        is_red=False, red_letters=None, status__in=STANDS, issued_on__gt=today - WITHIN
    )
    pks = list(blue.order_by("issued_on", "pk").values_list("pk", flat=True))
    step = max(1, len(pks) // len(NUMBERS))
    issued = {}
    for number, pk in zip(NUMBERS, pks[::step], strict=False):
        invoice = Invoice.objects.get(pk=pk)
        was = str(invoice)
        invoice.kind, invoice.code = InvoiceKind.PAPER_SPECIAL, CODE
        invoice.number = f"{number:08}"
        invoice.save(update_fields=["kind", "code", "number"])
        SalesMovement.objects.filter(document=was).update(document=str(invoice))
        assert invoice.issued_on is not None  # noqa: S101 - it stands
        issued[number] = invoice.issued_on
    return issued
