"""Where goods go, in a customer file: one delivery address in the row of its customer."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.database import portions
from core.imports import ImportColumn, ImportContext, Row
from core.secrecy import VEIL
from customers.enums import AddressKind, Event
from customers.models import Customer, CustomerAddress

from .known import customers_by_code

PARTS = {
    "delivery_address": "address",
    "delivery_recipient": "recipient",
    "delivery_phone": "phone",
}
AT_ONCE = 2_000
Told = dict[str, list[Any]]

DELIVERY_COLUMNS = [
    ImportColumn(
        "delivery_address",
        gettext_lazy("Delivery address"),
        aliases=["地址", "收货地址", "送货地址", "联系地址", "客户地址", "Address"],
        max_length=300,
        example="湖南省衡阳市石鼓区蒸湘北路 8 号",
        aside=True,
    ),
    ImportColumn(
        "delivery_recipient",
        gettext_lazy("Recipient"),
        aliases=["收货人", "收件人", "收货联系人"],
        max_length=60,
        example="罗师傅",
        aside=True,
    ),
    ImportColumn(
        "delivery_phone",
        gettext_lazy("Recipient's phone"),
        kind="phone",
        aliases=["收货电话", "收货人电话", "收件人电话", "收货手机"],
        max_length=40,
        aside=True,
    ),
]


def check_deliveries(rows: list[Row]) -> None:
    """Whoever receives does so somewhere."""
    for row in rows:
        if not row["delivery_address"] and (row["delivery_recipient"] or row["delivery_phone"]):
            row.fail("delivery_address", _("Where to? The delivery address is missing."))


def compare_deliveries(rows: list[Row], *, sees: bool) -> None:
    """A known customer's row changes it also where the address is new or its recipient differs."""
    stored = _stored([row.target for row in rows if row.target and row["delivery_address"]])
    for row in rows:
        if not row.target or not row["delivery_address"]:
            continue
        found = stored.get((row.target, row["delivery_address"]))
        before = {
            column: getattr(found, part, "") if found is not None else ""
            for column, part in PARTS.items()
            if row[column] and (found is None or getattr(found, part) != row[column])
        }
        if not sees and "delivery_phone" in before:
            before["delivery_phone"] = VEIL
        if before:
            row.is_changed({**row.before, **before}, target=row.target)


def write_deliveries(rows: list[Row], context: ImportContext) -> None:
    """New addresses and changed recipients, set-based, with the trail; the first is the default."""
    rows = [row for row in rows if row["delivery_address"]]
    if not rows:
        return
    customers = customers_by_code([row["code"] for row in rows])
    pks = [each.pk for each in customers.values()]
    stored = _stored(pks)
    led = {pk for (pk, _address), each in stored.items() if each.is_default}
    new, changed = [], []
    told: dict[int, Told] = {}
    for row in rows:
        customer = customers[row["code"]]
        given = {part: value for column, part in PARTS.items() if (value := row[column])}
        found = stored.get((customer.pk, row["delivery_address"]))
        if found is None:
            is_default = customer.pk not in led
            led.add(customer.pk)
            made = CustomerAddress(
                customer=customer, kind=AddressKind.DELIVERY, is_default=is_default, **given
            )
            new.append(made)
            told[customer.pk] = {str(CustomerAddress._meta.verbose_name): ["", made.address]}
        elif parts := {name: x for name, x in given.items() if getattr(found, name) != x}:
            told[customer.pk] = _differences(found, parts)
            for part, value in parts.items():
                setattr(found, part, value)
            found.version += 1
            changed.append(found)
    written = ["recipient", "phone", "version"]
    CustomerAddress.objects.bulk_create(new, batch_size=AT_ONCE)
    CustomerAddress.objects.bulk_update(changed, written, batch_size=AT_ONCE)
    _note([each.customer for each in (*new, *changed)], told, context)


def _differences(address: CustomerAddress, parts: dict[str, str]) -> Told:
    """The parts about to be written, from what to what; of a telephone only that it changed."""
    place = address.address.replace(".", "·")  # dots part the names of the trail
    return {
        f"addresses.{place}.{part}": (
            ["…", "…"] if part == "phone" else [getattr(address, part), value]
        )
        for part, value in parts.items()
    }


def _note(subjects: list[Customer], told: dict[int, Told], context: ImportContext) -> None:
    audit.record_many(
        actor=context.actor,
        verb=Event.CUSTOMER_CHANGED,
        subjects=subjects,
        at=context.at,
        changes=told,
        batch=str(context.batch.pk),
    )


def _stored(customers: list[int]) -> dict[tuple[int, str], Any]:
    """The delivery addresses of these customers by their words."""
    found = {}
    for some in portions(customers):
        rows = CustomerAddress.objects.filter(customer__in=some, kind=AddressKind.DELIVERY)
        stored = rows.select_related("customer")
        found.update({(each.customer_id, each.address): each for each in stored})
    return found
