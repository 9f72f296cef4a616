"""Customers a file may bring in."""

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Region
from core.imports import ImportContext, ImportPreset, ModelImport, Row, register
from core.imports.references import made
from core.secrecy import CONTACT, may_see
from customers.enums import CustomerStatus
from customers.models import Customer, CustomerClass
from customers.selectors import match_name

from .columns import COLUMNS
from .contacts import CONTACT_COLUMNS, check_people, compare_people, is_detail, write_people
from .credit import check_limits
from .deliveries import (
    DELIVERY_COLUMNS,
    check_deliveries,
    compare_deliveries,
    write_deliveries,
)
from .doubles import check_codes, check_names, say_alike, say_known_phones
from .owners import check_owners, write_periods
from .recognising import check_merged, number_new, recognise


@register
class CustomerImport(ModelImport):
    """The customer archive; doubles inside the file and against the archive are said."""

    name = "customers"
    label = gettext_lazy("Customers")
    permission = "customers.add_customer"
    takes_historical = True
    model = Customer
    key = ("code",)
    repeats = "first"
    notes = [
        gettext_lazy("A customer is recognised by its code; repeated rows count once, the first."),
        gettext_lazy(
            "Without a code: by the credit code, or exactly the name; else the next code."
        ),
        gettext_lazy("Two names that differ only in width, brackets or legal form are doubles."),
        gettext_lazy("A known phone or a name alike is said of the row and keeps nobody out."),
        gettext_lazy("A contact is recognised by the name; an empty cell changes no contact."),
        gettext_lazy("A delivery address is recognised by its words; an empty cell changes none."),
        gettext_lazy("Credit limits are brought in by supervisor or sales manager alone."),
        gettext_lazy("So are other salespeople of known customers; an empty cell changes none."),
        gettext_lazy("A historical file may name new classes and regions; they are made."),
    ]
    columns = [*COLUMNS, *DELIVERY_COLUMNS, *CONTACT_COLUMNS]
    presets = [
        ImportPreset(
            "northwind",
            headings={
                "code": "CustomerID",
                "name": "CompanyName",
                "city": "City",
                "phone": "Phone",
                "delivery_address": "Address",
            },
        ),
        ImportPreset(
            "superstore",
            headings={
                "code": "客户 ID",
                "name": "客户名称",
                "customer_class": "细分",
                "region": "地区",
                "province": "省/自治区",
                "city": "城市",
            },
        ),
    ]

    def defaults(self, context: ImportContext) -> dict[str, Any]:
        return {
            "created_by": context.actor,
            "created_at": context.at,
            "confirmed_on": context.on,
            "is_historical": context.is_historical,
            "status": CustomerStatus.ACTIVE if context.is_historical else CustomerStatus.POTENTIAL,
        }

    def prepare(self, record: Any, row: Row, context: ImportContext) -> None:
        record.match_name = match_name(record.name)
        record.credit_code = record.credit_code or None

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Credit codes are right and belong to one customer; live files bring in no doubles.

        What may be one, by phone or by a name alike, is said of the row and keeps nobody out.
        """
        recognise(rows)
        rows = [row for row in rows if not row.state]
        check_merged(rows)
        check_codes(rows)
        if not context.is_historical:
            check_names(rows)
            check_limits(rows, context.actor)
        check_people(rows)
        check_deliveries(rows)
        good = [row for row in rows if not row.errors]
        say_alike(good, is_historical=context.is_historical)
        say_known_phones(good, context.actor)

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """The archive's columns, then the people's."""
        super().compare(rows, context)
        check_owners(rows, context.actor)
        rows = [row for row in rows if not row.errors]
        sees = may_see(context.actor, CONTACT)
        compare_people(rows, sees=sees)
        compare_deliveries(rows, sees=sees)

    def trail_of(self, row: Row) -> dict[str, Any]:
        """The trail names which details of people changed, not the details."""
        told = super().trail_of(row)
        veiled = {name for name in told if is_detail(name) or name == "delivery_phone"}
        return {name: ["…", "…"] if name in veiled else pair for name, pair in told.items()}

    def write(self, rows: list[Row], context: ImportContext) -> None:
        made(CustomerClass, rows, "customer_class")
        made(Region, rows, "region")
        number_new(rows, context.on)
        super().write(rows, context)
        write_periods(rows, context)
        write_people(rows, context)
        write_deliveries(rows, context)
