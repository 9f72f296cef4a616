"""Products for tests and for the demo company."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from products.enums import Route
from products.models import Product, ProductCategory


class ProductCategoryFactory(DjangoModelFactory[ProductCategory]):
    class Meta:
        model = ProductCategory
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"PC{n:03}")
    name = factory.LazyAttribute(lambda o: f"产品类{o.code}")
    route = Route.PRODUCTION


class ProductFactory(DjangoModelFactory[Product]):
    """A pump: list 2,380.00 and floor 2,300.00 with 13 % tax, cost 1,500.00, ten days."""

    class Meta:
        model = Product
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"ISG{n:03}")
    name = "立式管道离心泵"
    specification = "DN65 H28 4kW"
    unit = "台"
    category = factory.SubFactory(ProductCategoryFactory, code="PUMP", name="泵")
    list_price = Decimal("2380.0000")
    floor_price = Decimal("2300.0000")
    prices_include_tax = True
    cost = Decimal("1500.0000")
    tax_rate = Decimal("0.1300")
    lead_days = 10
