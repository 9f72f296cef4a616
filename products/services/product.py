"""Create and change products; orders keep the cost and specification of their day."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history
from core.errors import BusinessError, Taken
from core.locking import locked
from core.rights import demand
from products.enums import Event
from products.models import Product


@transaction.atomic
def product_create(*, actor: User, at: datetime, **fields: Any) -> Product:
    """Add a product. Refuses a known code and a floor price above the list price."""
    demand(actor, "products.add_product")
    product = Product(**fields)
    _check(product)
    history.save(product, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.PRODUCT_CREATED, subject=product, at=at)
    events.announce(Event.PRODUCT_CREATED, product)
    return product


@transaction.atomic
def product_change(
    *,
    actor: User,
    product: Product,
    at: datetime,
    seen_version: int | None = None,
    **fields: Any,
) -> Product:
    """Change a product; lines of earlier orders stay as they are."""
    demand(actor, "products.change_product", product)
    row = locked(Product, product.pk, seen_version)
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    _check(row)
    history.save(row, actor=actor, at=at)
    if changes := audit.difference(before, fields):
        audit.record(actor=actor, verb=Event.PRODUCT_CHANGED, subject=row, at=at, changes=changes)
        events.announce(Event.PRODUCT_CHANGED, row)
    return row


def _check(product: Product) -> None:
    for name in ("list_price", "floor_price", "cost"):
        if getattr(product, name) < 0:
            raise BusinessError(_("A price cannot be negative."), field=name)
    if not 0 <= product.tax_rate < 1:
        raise BusinessError(_("A tax rate lies between 0 and 1: 13% is 0.13."), field="tax_rate")
    if product.list_price and product.floor_price > product.list_price:
        raise BusinessError(
            _("The floor price is above the list price."), field="floor_price", code="floor"
        )
    if Product.objects.exclude(pk=product.pk).filter(code=product.code).exists():
        raise Taken(
            _("The code %(code)s is taken.") % {"code": product.code},
            field="code",
            code="known_code",
        )
