"""What a merge of two customers moves, before anybody does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core import subjects
from core.errors import Sentence
from core.hooks import Hook
from customers.models import Contact, Customer, CustomerAddress


@dataclass(frozen=True)
class Moving:
    """Records of one kind that hang on a customer."""

    label: Sentence
    count: int


# Higher apps answer how many of their records hang on ``customer``: a list of ``Moving``.
customer_counted = Hook("customers.customer_counted")


def what_moves(customer: Customer) -> Sequence[Moving]:
    """Per kind, how many records would be linked again; kinds without any are left out."""
    own = [
        Moving(model._meta.verbose_name or "", model.objects.filter(customer=customer).count())
        for model in (Contact, CustomerAddress)
    ]
    own += [Moving(label, count) for label, count in subjects.counted(customer)]
    answers = customer_counted.run(customer=customer)
    found = [*own, *(moving for answer in answers for moving in answer)]
    return [moving for moving in found if moving.count]


def merged_pks() -> dict[int, int]:
    """Of each customer that was merged, into which one: for reads of what is never rewritten."""
    merged = Customer.objects.exclude(merged_into=None)
    return {gone: kept for gone, kept in merged.values_list("pk", "merged_into") if kept}
