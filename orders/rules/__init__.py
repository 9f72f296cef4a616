"""Who may do what with orders, goods and money; one module per noun."""

from . import order as order
