"""Products through their pages."""

from django.urls import reverse

from products.factories import ProductFactory
from products.models import Product


def test_who_enters_the_same_code_at_the_same_moment_reads_so(li_min_client, monkeypatch):
    there = ProductFactory(code="ISG65-160A")
    monkeypatch.setattr("products.services.product._check", lambda _product: None)
    typed = {
        "code": there.code,
        "name": "立式管道离心泵",
        "unit": "台",
        "category": there.category_id,
        "list_price": "2380",
        "floor_price": "2300",
        "cost": "1500",
        "tax_rate": "0.13",
        "lead_days": "7",
    }

    answer = li_min_client.post(reverse("products:product_create"), typed)

    assert answer.status_code == 422
    assert "别人刚刚录入了相同的内容" in answer.content.decode()
    assert Product.objects.get() == there
