"""A file of products: what is refused as if it were typed."""

from datetime import UTC, datetime

from core.imports import ledger
from core.imports.answering import errors_of
from core.imports.batches import batch_check, batch_confirm, batch_open
from products.factories import ProductCategoryFactory, ProductFactory
from products.models import Product

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def bring(actor, *rows):
    content = "\n".join(",".join(row) for row in rows).encode()
    opened = batch_open(
        actor=actor, ledger=ledger("products"), file_name="产品.csv", content=content, at=AT
    )
    batch_check(actor=actor, batch=opened.batch, at=AT, opened=opened)
    return opened.batch


def reasons(batch):
    return [(error["row"], error["reason"]) for error in errors_of(batch, ledger("products"))]


def test_a_floor_alone_is_held_against_the_list_price_that_is_there(li_min):
    product = ProductFactory(code="P1", list_price="2380", floor_price="2300")
    head = ("产品编码", "产品名称", "类别", "最低限价")

    batch = bring(li_min, head, ("P1", product.name, product.category.code, "2400"))

    assert reasons(batch) == [(2, "最低限价高于标准价。")]


def test_a_tax_of_the_whole_is_a_slip(li_min):
    ProductCategoryFactory(code="ISG")
    head = ("产品编码", "产品名称", "类别", "税率")

    batch = bring(li_min, head, ("P1", "泵", "ISG", "1"), ("P2", "泵", "ISG", "13"))

    assert [row for row, _reason in reasons(batch)] == [2]


def test_special_products_come_in_as_such(li_min):
    ProductCategoryFactory(code="ISG")
    head = ("产品编码", "产品名称", "类别", "非标")

    batch = bring(li_min, head, ("P1", "泵", "ISG", "是"), ("P2", "泵", "ISG", ""))
    batch_confirm(actor=li_min, batch=batch, at=AT)

    special = dict(Product.objects.values_list("code", "is_special"))
    assert special == {"P1": True, "P2": False}
