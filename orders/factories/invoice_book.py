"""Books of blank paper invoices."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.factories import UserFactory
from orders.models import BookTransfer, InvoiceBook, InvoicePaper

from .moment import MORNING

MONDAY = date(2026, 11, 2)


class InvoiceBookFactory(DjangoModelFactory[InvoiceBook]):
    """Ten papers, each with its row."""

    class Meta:
        model = InvoiceBook
        skip_postgeneration_save = True

    code = "4300231130"
    first_number = factory.Sequence(lambda n: f"{n:06}01")
    last_number = factory.LazyAttribute(lambda o: f"{int(o.first_number) + o.size - 1:08}")
    size = 10
    keeper = factory.SubFactory(UserFactory, roles=["assistant"])
    received_on = MONDAY
    handed_by = "税务局办税服务厅"
    created_by = factory.SubFactory(UserFactory, roles=["finance"])
    created_at = MORNING

    @factory.post_generation
    def papers(self, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: FBT001
        first = int(self.first_number)
        InvoicePaper.objects.bulk_create(
            InvoicePaper(book=self, code=self.code, number=f"{number:08}")
            for number in range(first, first + self.size)
        )


class InvoicePaperFactory(DjangoModelFactory[InvoicePaper]):
    """The first paper of a book."""

    class Meta:
        model = InvoicePaper

    @classmethod
    def _create(cls, model_class: type[InvoicePaper], *args: Any, **kwargs: Any) -> InvoicePaper:
        book = kwargs.pop("book", None) or InvoiceBookFactory()
        paper = book.papers.earliest("number")
        for name, value in kwargs.items():
            setattr(paper, name, value)
        paper.save()
        return paper


class BookTransferFactory(DjangoModelFactory[BookTransfer]):
    class Meta:
        model = BookTransfer

    book = factory.SubFactory(InvoiceBookFactory)
    giver = factory.SubFactory(UserFactory, roles=["assistant"])
    taker = factory.SelfAttribute("book.keeper")
    handed_on = MONDAY
    created_by = factory.SelfAttribute("giver")
    created_at = MORNING
