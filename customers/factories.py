"""Customers for tests and for the demo company."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts.factories import UserFactory
from customers.enums import CustomerStatus
from customers.models import Contact, Customer, CustomerAddress, CustomerClass, OwnerPeriod


class CustomerClassFactory(DjangoModelFactory[CustomerClass]):
    class Meta:
        model = CustomerClass
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"K{n:02}")
    name = factory.LazyAttribute(lambda o: f"客户类{o.code}")


class CustomerFactory(DjangoModelFactory[Customer]):
    """An active customer with a credit limit of 500,000.00 and thirty days."""

    class Meta:
        model = Customer
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"C{90_000 + n}")
    name = factory.LazyAttribute(lambda o: f"衡阳水电设备安装有限公司{o.code}")
    short_name = factory.LazyAttribute(lambda o: f"衡阳水电{o.code}")
    status = CustomerStatus.ACTIVE
    credit_limit = Decimal("500000.00")
    credit_days = 30


class CustomerAddressFactory(DjangoModelFactory[CustomerAddress]):
    class Meta:
        model = CustomerAddress

    customer = factory.SubFactory(CustomerFactory)
    address = "湖南省衡阳市蒸湘区解放大道 88 号"
    recipient = "刘师傅"
    phone = "13907346621"
    is_default = True


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    customer = factory.SubFactory(CustomerFactory)
    name = "谭建军"
    phone = "13807346621"


class OwnerPeriodFactory(DjangoModelFactory[OwnerPeriod]):
    class Meta:
        model = OwnerPeriod

    customer = factory.SubFactory(CustomerFactory)
    owner = factory.SubFactory(UserFactory, roles=["salesperson"])
    from_on = date(2026, 1, 1)
