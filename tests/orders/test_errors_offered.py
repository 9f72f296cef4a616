"""After a correction the record asks whether it was an error."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from core import corrections
from core.errors import BusinessError
from core.models import AuditEntry, Correction
from orders.enums import InvoiceKind
from orders.factories import MORNING, draft_order, verified_order
from orders.models import Invoice, Receipt
from orders.services import order_cancel

pytestmark = pytest.mark.usefixtures("second_pairs")


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        yield


def cancelled(maker, second):
    order = verified_order(actor=maker, second=second)
    return order_cancel(actor=second, order=order, reason="规格录错", at=MORNING)


def test_a_cancelled_order_offers_the_entry_with_what_is_known(
    li_min, zhou_ting, zhou_ting_client, wang_jianguo_client
):
    order = cancelled(li_min, zhou_ting)
    page = zhou_ting_client.get(reverse("orders:order_detail", args=[order.pk])).content.decode()
    url = reverse("orders:order_error", args=[order.pk])
    assert "复核后作废" in page
    assert f'data-dialog="{url}"' in page

    form = zhou_ting_client.get(url).context["form"]
    assert (form["kind"].value(), form["made_by"].value()) == ("other", li_min.pk)
    assert form["description"].value() == "规格录错"
    typed = {
        "kind": "specification",
        "cause": "typed",
        "made_by": li_min.pk,
        "found_on": "2026-11-20",
        "corrected_on": "2026-11-20",
        "description": "规格录错",
    }
    assert zhou_ting_client.post(url, typed).status_code == 302

    row = Correction.objects.get()
    assert (row.subject, row.kind, row.made_by) == (order, "specification", li_min)
    assert corrections.offered(order) is None
    [line] = corrections.totals(Correction.objects.all())
    assert (line["name"], line["total"]) == ("李敏", 1)
    page = zhou_ting_client.get(reverse("orders:order_detail", args=[order.pk])).content.decode()
    assert "复核后作废" not in page
    assert reverse("core:correction_detail", args=[row.pk]) in page


def test_one_click_says_it_was_no_error_and_it_is_not_asked_again(
    li_min, zhou_ting, zhou_ting_client, wang_jianguo_client
):
    order = cancelled(li_min, zhou_ting)
    address, url = (
        reverse(f"orders:order_{page}", args=[order.pk]) for page in ("detail", "error")
    )
    assert "不是差错" in zhou_ting_client.get(address).text
    assert wang_jianguo_client.post(url, {"no_error": "1"}).status_code in {403, 404}

    answer = zhou_ting_client.post(url, {"no_error": "1"}, follow=True)

    assert "已记下：不是差错。" in answer.text
    assert "复核后作废" not in answer.text
    assert corrections.offered(order) is None
    assert not Correction.objects.exists()
    entry = AuditEntry.objects.about(order).get(verb="core.correction_denied")
    assert (entry.actor, entry.batch) == (zhou_ting, f"orders.order:{order.pk}:cancelled")
    again = zhou_ting_client.post(url, {"no_error": "1"}, follow=True)
    assert "已不再询问" in again.text
    assert AuditEntry.objects.about(order).filter(verb="core.correction_denied").count() == 1
    with pytest.raises(BusinessError):
        corrections.deny(actor=zhou_ting, subject=order, at=MORNING)


def test_a_draft_that_is_dropped_asks_nothing(li_min):
    order = order_cancel(actor=li_min, order=draft_order(actor=li_min), reason="重复", at=MORNING)
    assert corrections.offered(order) is None


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Invoice(pk=1, is_red=True, red_reason="税率错"), "red"),
        (Invoice(pk=1, status="voided", kind=InvoiceKind.PAPER_SPECIAL), "voided"),
        (Receipt(pk=1, status="reversed", amount=Decimal(5)), "reversed"),
        (Invoice(pk=1, is_red=True, is_historical=True), None),
        (Receipt(pk=1, status="registered"), None),
    ],
)
def test_what_asks(db, record, expected):
    offer = corrections.offered(record)
    assert (offer and offer.key) == expected
