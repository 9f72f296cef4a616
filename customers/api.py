"""Customers and contacts for other programs."""

from typing import Any

from core.api import Call, Stale, body_of, noun, values, writes
from customers import services
from customers.lists import ContactList, CustomerList
from customers.models import Contact, Customer

noun(
    "customers",
    CustomerList,
    "customers.view_customer",
    refs=("owner", "region", "customer_class"),
)
noun("contacts", ContactList, "customers.view_contact", refs=("customer",))

PARTICULARS = (
    "name",
    "short_name",
    "credit_code",
    "customer_class",
    "grade",
    "industry",
    "region",
    "province",
    "city",
    "phone",
    "settlement_method",
    "credit_limit",
    "credit_days",
    "retention_rate",
    "retention_months",
    "invoice_title",
    "tax_number",
    "invoice_address",
    "invoice_phone",
    "bank_name",
    "bank_account",
    "source",
    "business_scope",
    "note",
)
PERSON = ("name", "role", "phone", "wechat", "email", "birthday", "is_primary", "note")

NewCustomer = body_of("NewCustomer", Customer, "code", "owner", *PARTICULARS, required=("name",))
CustomerChange = body_of("CustomerChange", Customer, *PARTICULARS, base=Stale)
NewContact = body_of("NewContact", Contact, "customer", *PERSON, required=("customer", "name"))
ContactChange = body_of("ContactChange", Contact, *PERSON, "has_left", base=Stale)


@writes("customers", NewCustomer, "customers.add_customer")
def customer_create(call: Call, body: Any) -> Customer:
    """Take a customer into the archive."""
    fields = values(call, body, Customer)
    return services.customer_create(actor=call.user, on=call.today, at=call.now, **fields)


@writes("customers", CustomerChange, "customers.change_customer", on_record=True)
def customer_change(call: Call, body: Any) -> Customer:
    """Change particulars of a customer."""
    return services.customer_change(
        actor=call.user,
        customer=call.record,
        on=call.today,
        at=call.now,
        **values(call, body, Customer),
    )


@writes("contacts", NewContact, "customers.add_contact")
def contact_create(call: Call, body: Any) -> Contact:
    """Add a person to a customer."""
    fields = values(call, body, Contact)
    return services.contact_create(actor=call.user, at=call.now, **fields)


@writes("contacts", ContactChange, "customers.change_contact", on_record=True)
def contact_change(call: Call, body: Any) -> Contact:
    """Change a person at a customer."""
    fields = values(call, body, Contact)
    return services.contact_change(actor=call.user, contact=call.record, at=call.now, **fields)
