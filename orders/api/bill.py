"""Acceptance bills: what became of each."""

from datetime import date
from typing import Annotated

from pydantic import Field

from core.api import Call, Line, Money, Stale, noun, writes
from orders import services
from orders.lists.bill import BillList
from orders.models import Bill

noun("bills", BillList, "orders.view_bill", refs=("receipt",))


class Endorsement(Stale):
    """To whom, on which day."""

    endorsee: Line
    on: date | None = None


class Discounting(Stale):
    """Which bank, what it paid, on which day."""

    discount_bank: Annotated[str, Field(max_length=120)]
    proceeds_amount: Money
    on: date | None = None


class Collection(Stale):
    """The day the acceptor paid."""

    on: date | None = None


class Dishonour(Stale):
    """The day it was refused, and why."""

    on: date | None = None
    reason: Line


class Restoring(Stale):
    """Why it did not leave after all."""

    reason: Line


@writes("bills", Endorsement, "orders.endorse_bill", command="endorse", on_record=True)
def bill_endorse(call: Call, body: Endorsement) -> Bill:
    """Pass the bill on."""
    return services.bill_endorse(
        actor=call.user,
        bill=call.record,
        endorsee=body.endorsee,
        on=body.on or call.today,
        at=call.now,
        seen_version=body.seen_version,
    )


@writes("bills", Discounting, "orders.discount_bill", command="discount", on_record=True)
def bill_discount(call: Call, body: Discounting) -> Bill:
    """Sell the bill to a bank before its day."""
    return services.bill_discount(
        actor=call.user,
        bill=call.record,
        discount_bank=body.discount_bank,
        proceeds_amount=body.proceeds_amount,
        on=body.on or call.today,
        at=call.now,
        seen_version=body.seen_version,
    )


@writes("bills", Collection, "orders.collect_bill", command="collect", on_record=True)
def bill_collect(call: Call, body: Collection) -> Bill:
    """The acceptor has paid."""
    return services.bill_collect(
        actor=call.user,
        bill=call.record,
        on=body.on or call.today,
        at=call.now,
        seen_version=body.seen_version,
    )


@writes("bills", Dishonour, "orders.dishonour_bill", command="dishonour", on_record=True)
def bill_dishonour(call: Call, body: Dishonour) -> Bill:
    """The acceptor did not pay: the receipt is reversed, the debt revives."""
    return services.bill_dishonour(
        actor=call.user,
        bill=call.record,
        on=body.on or call.today,
        reason=body.reason,
        at=call.now,
        seen_version=body.seen_version,
    )


@writes("bills", Restoring, "orders.restore_bill", command="restore", on_record=True)
def bill_restore(call: Call, body: Restoring) -> Bill:
    """It did not leave after all: in hand again."""
    return services.bill_restore(
        actor=call.user,
        bill=call.record,
        reason=body.reason,
        at=call.now,
        seen_version=body.seen_version,
    )
