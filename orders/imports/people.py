"""Customers and salespeople of a file, and the heads they stand on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from accounts.enums import RoleCode
from accounts.models import User
from core.clock import at_time
from core.imports import ImportContext, Row
from customers.models import Customer, RetentionTerms
from orders.enums import FreightTerms, OrderStatus, ReceivedVia
from orders.models import Order
from orders.selectors.same_number import number_key
from orders.services import OrderHead

from .historical import NOON

Key = tuple[Any, ...]


class People:
    """Customers and salespeople of the file, read once."""

    def __init__(self, rows: Sequence[Row], context: ImportContext) -> None:
        self.context = context
        self.customers = Customer.objects.select_related("owner").in_bulk(
            {row["customer"] for row in rows}
        )
        self.users = User.objects.in_bulk({row["salesperson"] for row in rows} - {None})
        self.of_region = _only_ones({row.values.get("region") for row in rows} - {None})

    def seller(self, row: Row, customer: Customer) -> User:
        """Named in the file, else the customer's owner, else the region's, else the importer."""
        named = self.users.get(row["salesperson"]) or customer.owner
        return named or self.of_region.get(row.values.get("region")) or self.context.actor

    def head(self, row: Row, customer: int) -> OrderHead:
        """The head of a live draft."""
        given = self.customers[customer]
        return OrderHead(
            customer=given,
            salesperson=self.seller(row, given),
            customer_order_number=row["customer_order_number"] or "",
            received_via=ReceivedVia.IMPORT,
            received_at=self.context.at,
            ordered_on=row["ordered_on"],
            requested_on=row["requested_on"],
            prices_include_tax=row["includes_tax"] is not False,
            freight_terms=row["freight_terms"] or FreightTerms.OURS,
            freight_amount=row["freight_amount"] or Decimal(0),
            retention_rate=row["retention_rate"],
            retention_months=row["retention_months"],
            delivery_address=row["delivery_address"] or "",
            delivery_recipient=row["delivery_recipient"] or "",
            note=row["note"] or "",
        )

    def finished(self, key: Key, number: str, row: Row, context: ImportContext) -> Order:
        """The head of a finished order; its status comes with its lines."""
        customer = self.customers[key[1]]
        seller = self.seller(row, customer)
        moment = at_time(key[2], NOON)
        terms = row["freight_terms"]
        return Order(
            number=number,
            source_number=key[0],
            batch=context.batch,
            status=OrderStatus.RELEASED,
            customer=customer,
            customer_order_number=row["customer_order_number"] or "",
            customer_number_key=number_key(row["customer_order_number"] or ""),
            received_via=ReceivedVia.IMPORT,
            received_at=moment,
            ordered_on=key[2],
            salesperson=seller,
            region_id=row["region"] or customer.region_id or seller.region_id,
            department_id=seller.department_id,
            requested_on=row["requested_on"],
            prices_include_tax=row["includes_tax"] is not False,
            freight_terms=terms or (FreightTerms.CHARGED if row["freight_amount"] else "ours"),
            freight_amount=row["freight_amount"] or Decimal(0),
            retention_rate=row["retention_rate"] or Decimal(0),
            retention_months=row["retention_months"] or RetentionTerms.USUAL_MONTHS,
            delivery_address=row["delivery_address"] or "",
            delivery_recipient=row["delivery_recipient"] or "",
            note=row["note"] or "",
            created_by=context.actor,
            created_at=context.at,
            confirmed_at=moment,
            released_at=moment,
            is_historical=True,
        )


def _only_ones(regions: set[Any]) -> dict[Any, User]:
    """The salesperson of each region that has just one."""
    found: dict[Any, list[User]] = {}
    people = User.objects.filter(region__in=regions, role_grants__role=RoleCode.SALESPERSON)
    for person in people:
        found.setdefault(person.region_id, []).append(person)
    return {region: people[0] for region, people in found.items() if len(people) == 1}
