"""The trail of a customer file's delivery addresses."""

from core.imports.batches import batch_confirm
from core.models import AuditEntry
from core.ui.pages.history import changes_in_words
from customers.models import Customer
from tests.customers.test_customer_file import AT, HEADINGS, ROW, bring, sheet


def test_what_differs_of_a_known_address_is_noted_and_its_phone_only_as_changed(zhou_ting, li_min):
    for row in (
        ROW,
        (*ROW[:3], "陈师傅", "13807340000", *ROW[5:]),
        (*ROW[:2], "船山路 2.5 号", *ROW[3:]),
        (*ROW[:2], "船山路 2.5 号", "谭师傅", *ROW[4:]),
    ):
        batch = bring(zhou_ting, sheet(HEADINGS, row), name="客户.csv")
        batch_confirm(actor=zhou_ting, batch=batch, at=AT)

    about = AuditEntry.objects.about(Customer.objects.get(code="C9"))
    noted = about.filter(verb="customers.customer_changed").order_by("pk")
    assert [entry.changes for entry in noted] == [
        {"地址": ["", "蒸湘北路 8 号"]},
        {
            "addresses.蒸湘北路 8 号.recipient": ["罗师傅", "陈师傅"],
            "addresses.蒸湘北路 8 号.phone": ["…", "…"],
        },
        {"地址": ["", "船山路 2.5 号"]},
        {"addresses.船山路 2·5 号.recipient": ["罗师傅", "谭师傅"]},
    ]
    (said,) = changes_in_words(noted[3], li_min)
    assert (said["label"], said["old"], said["new"]) == (
        "地址 船山路 2·5 号 收货人",
        "罗师傅",
        "谭师傅",
    )
