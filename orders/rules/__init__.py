"""Who may do what with orders, goods and money; one module per noun."""

from . import goods as goods
from . import money as money
from . import order as order
