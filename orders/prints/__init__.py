"""Printed forms of this app: 销售订单, 送货单, 对账单, 催款函."""

from .delivery import DeliveryNote
from .dunning import DunningLetter
from .order import OrderSheet
from .statement import StatementSheet

__all__ = ["DeliveryNote", "DunningLetter", "OrderSheet", "StatementSheet"]
