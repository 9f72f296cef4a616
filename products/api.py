"""The catalogue for other programs."""

from core.api import noun
from products.lists import ProductList

noun("products", ProductList, "products.view_product", refs=("category",))
