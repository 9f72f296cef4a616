"""Answers while one types: customers, products, pasted codes, the current line."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts.models import User
from accounts.selectors import may_see, show
from core.money import percent_text, round_money
from core.secrecy import CONTACT, CREDIT
from core.ui import LookupPage, Page
from core.ui.keys import key_of
from customers.enums import AddressKind
from customers.models import Contact, Customer, CustomerAddress
from orders.forms.entry import OrderForm
from orders.models import Order, Receipt
from orders.selectors.availability import earliest_dates
from orders.selectors.line_panel import LineAsked, line_panel
from orders.selectors.pricing import price_in
from orders.selectors.products import products_found
from orders.services.entry import HOME
from products.models import Product

AT_ONCE = 60
Row = TypeVar("Row", bound=Model)


class OrderCustomerLookupPage(LookupPage):
    """Customers, with what fills the head."""

    model = Customer
    permission = "orders.view_order"
    search = ["code", "name", "short_name", "~name_initials", "~name_pinyin"]
    order_by = ["code"]

    def rows(self) -> Any:
        addresses = CustomerAddress.objects.filter(kind=AddressKind.DELIVERY, is_default=True)
        people = Contact.objects.filter(is_primary=True, has_left=False)
        return (
            super()
            .rows()
            .open()
            .select_related("owner", "region")
            .prefetch_related(
                Prefetch("addresses", addresses, to_attr="default_addresses"),
                Prefetch("contacts", people, to_attr="primary_contacts"),
            )
        )

    def note(self, record: Customer) -> str:
        return " · ".join(
            str(part) for part in (record.grade, record.region and record.region.name) if part
        )

    def fill(self, record: Customer) -> dict[str, Any]:
        if not self.request.user.has_perm("orders.add_order"):
            return {}
        return {
            "salesperson": str(record.owner_id or ""),
            "settlement": str(record.get_settlement_method_display()),
            "retention_rate": percent_text(record.retention_rate),
            "retention_months": str(record.retention_months) if record.retention_rate else "",
            **self._person(record),
            **self._address(record),
        }

    def _person(self, record: Any) -> dict[str, str]:
        contact = next(iter(record.primary_contacts), None)
        return {
            "contact_text": contact.name if contact else "",
            "contact": str(contact.pk) if contact else "",
        }

    def _address(self, record: Any) -> dict[str, str]:
        addresses = record.default_addresses
        return ship_to(addresses[0], self.request.user) if addresses else {}


def ship_to(address: CustomerAddress, user: User) -> dict[str, str]:
    """What an address fills in; a phone only for who may read it."""
    filled = {"delivery_address": address.address, "delivery_recipient": address.recipient}
    if may_see(user, CONTACT, address.customer):
        filled["delivery_phone"] = address.phone
    return filled


class OrderContactLookupPage(LookupPage):
    """The people at the customer of the head; who receives the goods follows whom is chosen."""

    model = Contact
    permission = "orders.add_order"
    noun = "order_contact"
    page = "lookup"
    search = ["name", "role"]
    order_by = ["-is_primary", "name", "id"]

    def rows(self) -> Any:
        customer = key_of(self.request.GET.get("customer"))
        return super().rows().filter(customer=customer, has_left=False)

    def note(self, record: Contact) -> str:
        phone = show(self.request.user, CONTACT, record.phone, record.customer)
        return " · ".join(part for part in (record.role, phone) if part)


class OrderAddressLookupPage(LookupPage):
    """Where the customer's goods have gone: its addresses, with who receives there."""

    model = CustomerAddress
    permission = "orders.add_order"
    noun = "order_address"
    page = "lookup"
    search = ["address", "recipient"]
    order_by = ["-is_default", "id"]

    def rows(self) -> Any:
        seen = Customer.objects.visible_to(self.request.user)
        customer = key_of(self.request.GET.get("customer"))
        return CustomerAddress.objects.select_related("customer").filter(
            customer__in=seen, customer=customer, kind=AddressKind.DELIVERY
        )

    def result(self, record: CustomerAddress) -> dict[str, Any]:
        return {
            "id": record.pk,
            "code": "",
            "text": record.address,
            "note": record.recipient,
            "fill": ship_to(record, self.request.user),
        }


class OrderProductLookupPage(LookupPage):
    """Products on sale, with what fills the row."""

    model = Product
    permission = "orders.add_order"
    search = ["code", "name", "specification", "~name_initials", "~name_pinyin"]
    order_by = ["code"]

    def rows(self) -> Any:
        return super().rows().on_sale()

    def result(self, record: Product) -> dict[str, Any]:
        return product_result(self.request, record, self.today)


class ReceiptLookupPage(LookupPage):
    """Money received, latest first, by its number, its customer or the bank's reference."""

    model = Receipt
    permission = "orders.view_receipt"
    search = ["number", "reference", "customer__name", "~customer__name_initials"]
    order_by = ["-received_on", "-id"]

    def rows(self) -> Any:
        return super().rows().select_related("customer")

    def result(self, record: Receipt) -> dict[str, Any]:
        note = f"{record.customer.name} {record.received_on:%Y-%m-%d}"
        return {"id": record.pk, "code": "", "text": record.number, "note": note, "fill": {}}


class OrderProductResolvePage(Page):
    """Pasted codes: the product meant, or the best guesses."""

    model = Product
    kind = "resolve"
    permission = "orders.add_order"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        codes = [code[:200] for code in request.GET.getlist("code")[:AT_ONCE]]
        answers = products_found(set(codes))
        return JsonResponse(
            {
                code: {
                    "found": answer.found and product_result(request, answer.found, self.today),
                    "guesses": [
                        product_result(request, guess, self.today) for guess in answer.guesses
                    ],
                }
                for code, answer in answers.items()
            }
        )


def rate_typed(request: HttpRequest) -> Decimal | None:
    """The rate of the head being typed: 1 in CNY, none while a currency has none."""
    currency = request.GET.get("currency", "").strip().upper()
    if "currency" in request.GET and currency in {"", *HOME}:
        return Decimal(1)
    typed = request.GET.get("exchange_rate", "").replace(",", "")
    try:
        rate: Decimal | None = OrderForm.base_fields["exchange_rate"].clean(typed)
    except ValidationError:
        rate = None
    return rate or (None if currency else Decimal(1))


def product_result(request: HttpRequest, product: Product, today: date) -> dict[str, Any]:
    """One product as the grid reads it: price with or without tax as the head says."""
    includes_tax = request.GET.get("prices_include_tax", "1") != "0"
    rate = rate_typed(request)
    price = ""  # in a currency whose rate is not typed yet it is asked for
    if rate is not None:
        listed = price_in(
            product.list_price, product, includes_tax=includes_tax, exchange_rate=rate
        )
        price = f"{listed:f}"
    return {
        "id": product.pk,
        "code": product.code,
        "text": product.code,
        "note": f"{product.name} {product.specification}".strip(),
        "fill": {
            "name": product.name,
            "specification": product.specification,
            "unit": product.unit,
            "tax_rate": f"{product.tax_rate:f}",
            "unit_price": price,
            "requested_on": request.GET.get("requested_on", ""),
        },
    }


class OrderLinePanelPage(Page):
    """What there is to know of the line under the cursor: stock, price, credit, duplicates."""

    model = Order
    kind = "panel"
    permission = "orders.add_order"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = LineAsked(
            line=request.GET.get("line", "")[:4],
            product=self._product(),
            customer=self._customer(),
            order=self._order(),
            quantity=_decimal(request.GET.get("quantity")),
            unit_price=_decimal(request.GET.get("unit_price")),
            includes_tax=request.GET.get("prices_include_tax", "1") != "0",
            customer_order_number=request.GET.get("customer_order_number", "")[:60].strip(),
            total=self._total(),
            exchange_rate=rate_typed(request) or Decimal(1),
        )
        context = line_panel(asked, on=self.today)
        context["sees_credit"] = may_see(request.user, CREDIT, asked.customer)
        if asked.product and asked.quantity:
            context["earliest"] = earliest_dates(
                [(asked.product, asked.quantity)],
                on=self.today,
                leaving_out=asked.order.pk if asked.order else None,
            )[0]
        return self.answer(context, part="orders/_line_panel.html")

    def _total(self) -> Decimal | None:
        """What the lines typed so far come to, in CNY."""
        total = _decimal(self.request.GET.get("total"))
        rate = rate_typed(self.request) or Decimal(1)
        return None if total is None else round_money(total * rate)

    def _named(self, name: str, rows: QuerySet[Row]) -> Row | None:
        """The row a parameter names, if the person sees it."""
        key = key_of(self.request.GET.get(name))
        return rows.filter(pk=key).first() if key is not None else None

    def _product(self) -> Product | None:
        return self._named("product", Product.objects.visible_to(self.request.user))

    def _customer(self) -> Customer | None:
        return self._named("customer", Customer.objects.visible_to(self.request.user))

    def _order(self) -> Order | None:
        return self._named("order", Order.objects.visible_to(self.request.user))


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e12") else None


pages = [
    OrderCustomerLookupPage,
    OrderContactLookupPage,
    OrderAddressLookupPage,
    OrderProductLookupPage,
    ReceiptLookupPage,
    OrderProductResolvePage,
    OrderLinePanelPage,
]
