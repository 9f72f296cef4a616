"""What of the archive the search box finds."""

from core.search import number, sound, source, tail, words
from customers.lists import ContactList, CustomerList

source(
    CustomerList,
    words("name", "short_name"),
    sound("name"),
    number("code", "credit_code", "tax_number"),
    tail("phone"),
    shows=("name", "owner_full_name", "status"),
)
source(ContactList, words("name"), tail("phone"), shows=("role", "customer_name"))
