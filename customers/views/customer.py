"""The customer archive: list, one page per customer, entry."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.selectors import show
from approvals.selectors import open_request
from core.secrecy import BANK, CONTACT, CREDIT
from core.ui import (
    Column,
    CreatePage,
    DetailPage,
    EditPage,
    Figure,
    ListPage,
    LookupPage,
    Section,
    Tab,
)
from customers import services
from customers.enums import SettlementMethod
from customers.forms import CustomerForm
from customers.lists import CustomerList
from customers.models import Customer
from customers.selectors import doubles_of, masked_details, retention_span, shown_contacts
from customers.services.credit import CREDIT_KIND

from .keeping import CustomerHandOverPage


class CustomerListPage(ListPage):
    """All customers the person sees."""

    list_class = CustomerList
    permission = "customers.view_customer"
    create = "customers:customer_create"
    bulk = [CustomerHandOverPage]
    importer = "core:import_start"


class CustomerDetailPage(DetailPage):
    """One page per customer: particulars, people, and what higher apps know of it."""

    model = Customer
    permission = "customers.view_customer"
    stages = None
    sections = [
        Section(
            _("Archive"),
            [
                Column("name", _("Customer name")),
                Column("credit_code", _("Credit code"), kind="code"),
                Column("customer_class__name", _("Class")),
                Column("industry", _("Industry")),
                Column("business_scope", _("Scope of business")),
                Column("region__name", _("Region")),
                Column("province", _("Province")),
                Column("city", _("City")),
                Column("owner__full_name", _("Salesperson")),
                Column("phone", _("Phone"), secret=CONTACT),
                Column("source", _("Source")),
                Column("paper_file", _("Paper file")),
                Column("confirmed_on", _("Last confirmed"), kind="date"),
                Column("note", _("Note")),
            ],
        ),
        Section(
            _("Settlement"),
            [
                Column("settlement_method", _("Method"), kind="choice", choices=SettlementMethod),
                Column("credit_limit", _("Credit limit"), kind="money", secret=CREDIT),
                Column("credit_days", _("Credit days"), kind="int", secret=CREDIT),
                Column("retention_rate", _("Retention money %"), kind="rate", secret=CREDIT),
                Column(
                    "retention_span",
                    _("Retention months"),
                    kind="int",
                    expression=retention_span(),
                    secret=CREDIT,
                ),
            ],
        ),
        Section(
            _("Invoice particulars"),
            [
                Column("invoice_title", _("Invoice title")),
                Column("tax_number", _("Tax number"), kind="code"),
                Column("invoice_address", _("Address")),
                Column("invoice_phone", _("Phone"), secret=BANK),
                Column("bank_name", _("Bank"), secret=BANK),
                Column("bank_account", _("Account"), kind="code", secret=BANK),
            ],
        ),
    ]
    tabs = [
        Tab("people", _("Contacts"), template="customers/_contacts.html"),
        Tab("addresses", _("Addresses and owners"), template="customers/_addresses.html"),
    ]

    def figures(self, customer: Customer) -> list[Figure]:
        """Grade, credit and block at a glance."""
        found = [Figure(_("Grade"), customer.get_grade_display() or "—", kind="text")]
        if customer.is_blocked:
            reason = customer.blocked_reason
            found.append(Figure(_("Blocked"), reason, kind="text", tone="late"))
        found.append(Figure(_("Credit limit"), customer.credit_limit, secret=CREDIT))
        return found

    def context(self, customer: Customer) -> dict[str, Any]:
        """Contacts as this person may read them, and what may be a double."""
        return {
            "contacts": shown_contacts(customer=customer, user=self.request.user),
            "addresses": [
                (each, show(self.request.user, CONTACT, each.phone, customer))
                for each in customer.addresses.all()
            ],
            "owners": customer.owner_periods.select_related("owner"),
            "masked": masked_details(customer, self.request.user),
            "doubles": doubles_of(
                name=customer.name,
                phone=customer.phone,
                tax_number=customer.tax_number,
                leaving_out=customer.pk,
                among=Customer.objects.visible_to(self.request.user),
            ),
        }


class CustomerCreatePage(CreatePage):
    """Take a customer into the archive."""

    model = Customer
    form_class = CustomerForm
    service = services.customer_create
    permission = "customers.add_customer"

    def message(self, _record: Any) -> str:
        said = super().message(_record)
        if not open_request(_record, CREDIT_KIND):
            return said
        return f"{said} {gettext('Its credit limit is under approval.')}"


class CustomerEditPage(EditPage):
    """Change particulars."""

    model = Customer
    form_class = CustomerForm
    service = services.customer_change
    permission = "customers.change_customer"

    @classmethod
    def why_not(cls, record: Customer, user: Any = None) -> str:
        return gettext("It was merged into another customer.") if record.merged_into_id else ""


class CustomerLookupPage(LookupPage):
    """Customers by code, name or pinyin."""

    model = Customer
    permission = "customers.view_customer"
    search = ["^code", "name", "short_name", "~name_initials", "~name_pinyin"]
    order_by = ["code"]

    def rows(self) -> Any:
        return super().rows().open()

    def note(self, record: Customer) -> str:
        return record.city or record.grade


pages = [
    CustomerListPage,
    CustomerDetailPage,
    CustomerCreatePage,
    CustomerEditPage,
    CustomerLookupPage,
]
