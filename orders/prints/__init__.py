"""Printed forms of this app: 销售订单, 送货单, 对账单."""

from .delivery import DeliveryNote
from .order import OrderSheet
from .statement import StatementSheet

__all__ = ["DeliveryNote", "OrderSheet", "StatementSheet"]
