"""Lists of customers and contacts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from core.secrecy import CONTACT, CREDIT
from core.ui import BoolFilter, ChoiceFilter, Column, ModelFilter, NumberFilter, RecordList, View
from customers.enums import CustomerStatus, Grade, SettlementMethod
from customers.models import Contact, Customer, CustomerClass
from customers.selectors import retention_span


class CustomerList(RecordList):
    """The customer archive."""

    name = "customers"
    model = Customer
    title = _("Customer archive")
    basis = _("Customers merged into another are left out")
    unit = _("customers")
    columns = [
        Column("code", _("Code"), kind="code", link=True, indexed=True, phone=3),
        Column("name", _("Customer name"), clip=True, indexed=True, phone=1),
        Column("short_name", _("Short name"), hidden=True),
        Column("status", _("Status"), kind="state", choices=CustomerStatus, phone=4),
        Column("customer_class__name", _("Class")),
        Column("grade", _("Grade"), kind="choice", choices=Grade),
        Column("region__name", _("Region")),
        Column("city", _("City")),
        Column("owner__full_name", _("Salesperson"), phone=2),
        Column("settlement_method", _("Settlement"), kind="choice", choices=SettlementMethod),
        Column("credit_limit", _("Credit limit"), kind="money", secret=CREDIT, total=True),
        Column("credit_days", _("Credit days"), kind="int", secret=CREDIT),
        Column("is_blocked", _("Blocked"), kind="bool"),
        Column("retention_rate", _("Retention money %"), kind="rate", secret=CREDIT, hidden=True),
        Column(
            "retention_span",
            _("Retention months"),
            kind="int",
            expression=retention_span(),
            secret=CREDIT,
            hidden=True,
        ),
        Column("credit_code", _("Credit code"), kind="code", hidden=True),
        Column("phone", _("Phone"), secret=CONTACT, hidden=True),
        Column("confirmed_on", _("Last confirmed"), kind="date", hidden=True),
    ]
    filters = [
        ChoiceFilter("status", _("Status"), choices=CustomerStatus),
        ModelFilter("customer_class", _("Class"), model=CustomerClass),
        ChoiceFilter("grade", _("Grade"), choices=Grade),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("owner", _("Salesperson"), model=User),
        BoolFilter("is_blocked", _("Blocked")),
        NumberFilter("credit_limit", _("Credit limit"), secret=CREDIT),
    ]
    search = [
        "^code",
        "name",
        "short_name",
        "~name_initials",
        "~name_pinyin",
        "^credit_code",
        "^tax_number",
        ("phone", CONTACT),
    ]
    order_by = "code"
    views = [
        View("active", _("Active"), "status=active"),
        View("potential", _("Potential"), "status=potential"),
        View("a", _("Grade A"), "grade=A"),
        View("blocked", _("Blocked"), "is_blocked=1", tone="late"),
    ]
    export_reason = True
    export_permission = "customers.export_customer"
    empty = _("The archive is empty. Bring your customer Excel in, or type the first one.")
    empty_action = "customers:customer_create"

    def rows_for(self) -> Any:
        """Merged records are reached from the one they went into."""
        return super().rows_for().open()


class ContactList(RecordList):
    """The people at customers."""

    name = "contacts"
    model = Contact
    title = _("Contacts")
    unit = _("contacts")
    detail = "customers:customer_detail"
    row_pk = "customer_id"
    columns = [
        Column("name", _("Name"), link=True, phone=1),
        Column("customer__name", _("Customer"), clip=True, phone=3),
        Column("role", _("Role"), phone=2),
        Column("phone", _("Phone"), secret=CONTACT, phone=4),
        Column("wechat", _("WeChat"), secret=CONTACT),
        Column("email", _("E-mail"), secret=CONTACT),
        Column("is_primary", _("Primary"), kind="bool"),
        Column("has_left", _("Left"), kind="bool"),
    ]
    filters = [
        BoolFilter("is_primary", _("Primary")),
        BoolFilter("has_left", _("Left")),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
    ]
    search = ["name", "customer__name", "~customer__name_initials", ("phone", CONTACT)]
    order_by = "name"
    export_reason = True
    export_permission = "customers.export_customer"
    empty = _("No contacts yet. They are added on the page of their customer.")
