"""Orders to report on, built as the tests of orders build theirs."""

from tests.orders.conftest import an_order, second_pairs

__all__ = ["an_order", "second_pairs"]
