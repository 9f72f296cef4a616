"""The ground the stories stand on: a Friday, a customer, two products."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.services import defaults_sync
from customers.factories import CustomerFactory
from orders.factories import WarehouseFactory, noon
from products.factories import ProductFactory

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def friday(time_machine):
    """It is Friday noon."""
    time_machine.move_to(noon(FRIDAY), tick=False)


@pytest.fixture
def company(db, wang_jianguo):
    """Second pairs, a warehouse, a pump and a seal, and a customer of 王建国's."""
    defaults_sync()
    WarehouseFactory()
    ProductFactory(code="ISG65-160A")
    ProductFactory(
        code="JX-108",
        name="机械密封",
        specification="108-35",
        unit="套",
        list_price=Decimal("170.3500"),
        floor_price=Decimal("150.0000"),
        cost=Decimal("70.0000"),
    )
    return CustomerFactory(
        name="衡阳水电设备安装有限公司",
        short_name="衡阳水电",
        owner=wang_jianguo,
        region=wang_jianguo.region,
    )
