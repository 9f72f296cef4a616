"""What of the catalogue the search box finds."""

from core.search import number, sound, source, words
from products.lists import ProductList

source(
    ProductList,
    words("name", "specification"),
    sound("name"),
    number("code"),
    shows=("name", "specification", "list_price"),
)
