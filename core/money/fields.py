"""Model fields of money: fixed places, rounded half-up before they reach the database."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ExactField(models.DecimalField):
    """A decimal with fixed digits.

    Left alone, PostgreSQL would round half-up and SQLite half-even; here both get the rounded
    value, so a row reads the same on both.
    """

    digits: ClassVar[int]
    places: ClassVar[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", self.digits)
        kwargs.setdefault("decimal_places", self.places)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("max_digits") == self.digits:
            del kwargs["max_digits"]
        if kwargs.get("decimal_places") == self.places:
            del kwargs["decimal_places"]
        return name, path, args, kwargs

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, Decimal) and value.is_finite():
            step = Decimal(1).scaleb(-int(self.decimal_places))
            value = value.quantize(step, rounding=ROUND_HALF_UP)
        return super().get_db_prep_save(value, connection)


class MoneyField(ExactField):
    """An amount in yuan and cents."""

    digits, places = 18, 2


class PriceField(ExactField):
    """A unit price."""

    digits, places = 18, 4


class UntaxedPriceField(ExactField):
    """A unit price without tax, derived from one with tax."""

    digits, places = 20, 8


class QuantityField(ExactField):
    """A quantity."""

    digits, places = 15, 3


class RateField(ExactField):
    """A rate as a fraction: 0.1300 is thirteen per cent."""

    digits, places = 6, 4
