"""Product families in the admin."""

from tablib import Dataset

from products.admin import ProductCategoryResource
from products.factories import ProductCategoryFactory
from products.models import ProductCategory

LIST = "/admin/products/productcategory/"


def posted(category, **changed):
    fields = {"code": category.code, "name": category.name, "route": category.route}
    return {**fields, "parent": category.parent_id or "", "is_active": "on", **changed}


def test_a_change_keeps_the_version_before_it(tang_wei_client, tang_wei):
    pumps = ProductCategoryFactory(code="P", name="水泵")

    answer = tang_wei_client.post(f"{LIST}{pumps.pk}/change/", posted(pumps, name="离心泵"))

    assert answer.status_code == 302
    assert ProductCategory.objects.get().name == "离心泵"
    latest = pumps.history.first()
    assert (latest.name, latest.history_user) == ("离心泵", tang_wei)


def test_a_category_never_stands_below_itself(tang_wei_client):
    above = ProductCategoryFactory(code="A")
    below = ProductCategoryFactory(code="B", parent=ProductCategoryFactory(code="M", parent=above))

    answer = tang_wei_client.post(f"{LIST}{above.pk}/change/", posted(above, parent=below.pk))

    assert "产品类别不能归在它自己之下。" in answer.content.decode()
    assert ProductCategory.objects.get(code="A").parent is None


def test_a_file_makes_no_loop_either(db):
    above = ProductCategoryFactory(code="A")
    ProductCategoryFactory(code="B", parent=above)
    headers = ["code", "name", "parent", "route", "is_active"]
    rows = Dataset(["A", "甲", "B", "production", "1"], headers=headers)

    result = ProductCategoryResource().import_data(rows, raise_errors=False)

    assert result.has_validation_errors()
    assert ProductCategory.objects.get(code="A").parent is None
