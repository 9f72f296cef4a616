"""Hand-over, status, merge and unmasking through their pages."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from core.errors import BusinessError, StaleSave
from core.models import AuditEntry
from customers.enums import CustomerStatus
from customers.factories import (
    ContactFactory,
    CustomerAddressFactory,
    CustomerClassFactory,
    CustomerFactory,
)
from customers.models import Customer, CustomerAddress
from customers.services import (
    address_change,
    address_create,
    customers_hand_over,
    customers_merge,
)

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LIST = "/customers/customer/"
HAND_OVER = "/customers/customer/hand-over/"


@pytest.fixture
def two_of_wang(wang_jianguo):
    return [CustomerFactory(owner=wang_jianguo) for _ in range(2)]


def test_the_ticked_customers_are_handed_over_with_one_form(
    two_of_wang, zhou_ting_client, zhao_lei, wang_jianguo
):
    first, second = two_of_wang

    led = zhou_ting_client.post(LIST, {"do": "customer_hand_over", "ids": [first.pk]})
    page = zhou_ting_client.get(led.url).content.decode()
    answer = zhou_ting_client.post(
        HAND_OVER, {"ids": str(first.pk), "successor": zhao_lei.pk, "reason": "调岗"}
    )

    assert led.url == f"{HAND_OVER}?ids={first.pk}"
    assert first.name in page
    assert second.name not in page
    assert 'name="leaver"' not in page
    assert answer.url == f"{LIST}?owner={zhao_lei.pk}"
    assert [Customer.objects.get(pk=each.pk).owner for each in two_of_wang] == [
        zhao_lei,
        wang_jianguo,
    ]


def test_all_customers_of_one_who_leaves_go_to_another(
    two_of_wang, zhou_ting_client, zhao_lei, wang_jianguo
):
    data = {"leaver": wang_jianguo.pk, "successor": zhao_lei.pk, "reason": "离职"}

    zhou_ting_client.post(HAND_OVER, data)

    assert Customer.objects.filter(owner=zhao_lei).count() == 2
    assert AuditEntry.objects.filter(verb="customers.owner_changed").count() == 2


@pytest.mark.parametrize("ids", ["abc", "0", ",", "merged"])
def test_ticked_customers_that_are_gone_take_no_others_along(ids, db, zhou_ting_client, zhao_lei):
    nobodys = CustomerFactory(owner=None)
    merged = CustomerFactory(owner=None, merged_into=nobodys)
    ids = str(merged.pk) if ids == "merged" else ids

    answer = zhou_ting_client.post(
        HAND_OVER, {"ids": ids, "successor": zhao_lei.pk, "reason": "调岗"}
    )

    told = "勾选的记录都已不能处理"
    assert told in zhou_ting_client.get(HAND_OVER, {"ids": ids}).content.decode()
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Customer.objects.filter(owner=zhao_lei).exists()


def test_a_hand_over_of_nobodys_customers_is_refused(db, zhou_ting, zhao_lei):
    CustomerFactory(owner=None)

    with pytest.raises(BusinessError) as refused:
        customers_hand_over(actor=zhou_ting, successor=zhao_lei, on=ON, at=AT, reason="调岗")

    assert refused.value.field == "leaver"
    assert not Customer.objects.filter(owner=zhao_lei).exists()


@pytest.mark.parametrize("who", ["li_min", "zhao_lei", "sun_xiaoyan"])
def test_a_hand_over_is_for_those_who_lead(who, request, two_of_wang, zhao_lei):
    client = request.getfixturevalue(f"{who}_client")
    data = {"ids": str(two_of_wang[0].pk), "successor": zhao_lei.pk, "reason": "想要"}

    assert client.get(HAND_OVER).status_code == 403
    assert client.post(HAND_OVER, data).status_code == 403
    assert not Customer.objects.filter(owner=zhao_lei).exists()


def test_the_status_form_offers_the_legal_moves_only(db, li_min_client):
    customer = CustomerFactory(status=CustomerStatus.LOST)
    address = f"{LIST}{customer.pk}/status/"

    page = li_min_client.get(address).content.decode()
    li_min_client.post(address, {"to": "active", "reason": "又下单了"})

    customer.refresh_from_db()
    assert 'value="active"' in page
    assert 'value="dormant"' not in page
    assert customer.status == CustomerStatus.ACTIVE


def test_the_merge_shows_both_and_what_moves_as_the_other_is_chosen(db, zhou_ting_client):
    gone, kept = CustomerFactory(name="海润水务"), CustomerFactory(name="海润水务集团")
    ContactFactory(customer=gone)

    dialog = zhou_ting_client.get(f"{LIST}{gone.pk}/merge/").content.decode()
    chosen = zhou_ting_client.get(f"{LIST}{gone.pk}/merge-preview/?into={kept.pk}").content.decode()

    assert "联系人 1" in dialog
    assert kept.name not in dialog
    assert kept.name in chosen
    assert "<html" not in chosen


def test_a_merge_preview_takes_any_text_for_the_other(db, zhou_ting_client):
    gone = CustomerFactory()

    for text in ("", "abc", "9" * 30, "-1"):
        answer = zhou_ting_client.get(f"{LIST}{gone.pk}/merge-preview/", {"into": text})
        assert answer.status_code == 200


@pytest.fixture
def masked_contact(db, wang_jianguo):
    customer = CustomerFactory(owner=wang_jianguo, region=wang_jianguo.region)
    return ContactFactory(customer=customer, phone="13807346621", wechat="tanjianjun88")


def unmask(contact):
    return f"/customers/contact/{contact.pk}/unmask/"


def test_who_sees_a_masked_phone_may_read_it_and_stands_in_the_trail(
    masked_contact, fang_wen_client, fang_wen
):
    page = fang_wen_client.get(f"{LIST}{masked_contact.customer_id}/").content.decode()
    row = fang_wen_client.post(unmask(masked_contact), headers={"HX-Request": "true"})
    whole = fang_wen_client.post(unmask(masked_contact))

    entries = AuditEntry.objects.about(masked_contact).filter(verb="customers.contact_unmasked")
    assert "138****6621" in page
    assert unmask(masked_contact) in page
    assert "13807346621" not in page
    assert "13807346621" in row.content.decode()
    assert row.content.decode().strip().count("<tr") == 1
    assert "<html" in whole.content.decode()
    assert [entry.actor for entry in entries] == [fang_wen, fang_wen]


@pytest.mark.parametrize("who", ["sun_xiaoyan", "he_ping", "xu_jing", "shen_yan"])
def test_who_may_not_unmask_is_refused_and_writes_nothing(who, request, masked_contact):
    client = request.getfixturevalue(f"{who}_client")

    answer = client.post(unmask(masked_contact))

    assert answer.status_code in {403, 404}
    assert "13807346621" not in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="customers.contact_unmasked").exists()


def test_another_regions_contact_does_not_exist_for_a_regional_manager(
    masked_contact, chen_zhiqiang_client
):
    assert chen_zhiqiang_client.post(unmask(masked_contact)).status_code == 404


def test_an_address_is_added_made_default_and_removed(db, li_min_client):
    old = CustomerAddressFactory()
    customer = old.customer
    data = {"kind": "delivery", "address": "衡阳市船山大道 1 号", "is_default": "on"}

    li_min_client.post(f"{LIST}{customer.pk}/address/create/", data)
    new = CustomerAddress.objects.exclude(pk=old.pk).get()
    old.refresh_from_db()
    assert (new.is_default, old.is_default) == (True, False)

    li_min_client.post(f"/customers/customer-address/{new.pk}/remove/")
    old.refresh_from_db()
    assert old.is_default is True
    assert list(customer.addresses.all()) == [old]


def test_a_double_is_said_before_it_is_typed_a_second_time(db, li_min_client):
    CustomerFactory(code="C1", name="海润水务", tax_number="91110000600037341L").save()
    data = {"settlement_method": "monthly", "credit_limit": "0", "credit_days": "30"}

    def typed(**fields):
        return li_min_client.post(f"{LIST}create/", {**data, **fields}).content.decode()

    Customer.objects.update(match_name="海润水务")
    assert "名称同音" in typed(name="海闰水务")
    assert "名称相近" in typed(name="海润水务科技有限公司")
    assert "税号相同" in typed(name="别的公司", tax_number="91110000600037341L")
    assert "税号相同" in typed(name="别的公司", credit_code="91110000600037341l")
    assert Customer.objects.count() == 1


def test_a_salesperson_is_not_told_of_a_colleagues_double(zhao_lei, wang_jianguo, zhao_lei_client):
    mine = CustomerFactory(name="海润水务", owner=zhao_lei)
    CustomerFactory(name="海润水务", owner=wang_jianguo, code="C-WANG")
    for each in Customer.objects.all():
        each.match_name = "海润水务"
        each.save()

    page = zhao_lei_client.get(f"{LIST}{mine.pk}/").content.decode()

    assert "C-WANG" not in page


@pytest.fixture
def masked_customer(db, wang_jianguo):
    return CustomerFactory(
        owner=wang_jianguo,
        region=wang_jianguo.region,
        phone="07348866221",
        bank_name="工商银行衡阳分行",
        bank_account="6222021907001234567",
        invoice_phone="07348866333",
    )


def test_finance_reads_the_bank_in_full_and_stands_in_the_trail_but_no_phone(
    masked_customer, sun_xiaoyan_client, sun_xiaoyan
):
    address = f"{LIST}{masked_customer.pk}/"
    page = sun_xiaoyan_client.get(address).content.decode()
    section = sun_xiaoyan_client.post(
        f"{address}unmask-bank/", headers={"HX-Request": "true"}
    ).content.decode()

    entries = AuditEntry.objects.about(masked_customer).filter(verb="customers.bank_unmasked")
    assert "622****4567" in page
    assert "6222021907001234567" not in page
    assert "07348866333" not in page
    assert "073****6221" not in page
    assert "6222021907001234567" in section
    assert "07348866333" in section
    assert "<html" not in section
    assert [entry.actor for entry in entries] == [sun_xiaoyan]
    assert sun_xiaoyan_client.post(f"{address}unmask/").status_code == 403


def test_a_sales_manager_reads_the_phone_on_request(masked_customer, fang_wen_client):
    address = f"{LIST}{masked_customer.pk}/"
    page = fang_wen_client.get(address).content.decode()
    whole = fang_wen_client.post(f"{address}unmask/").content.decode()

    assert "073****6221" in page
    assert f"{address}unmask/" in page
    assert "07348866221" in whole
    assert AuditEntry.objects.filter(verb="customers.contact_unmasked").count() == 1


def test_the_owner_sees_all_of_it_without_asking(masked_customer, wang_jianguo_client):
    page = wang_jianguo_client.get(f"{LIST}{masked_customer.pk}/").content.decode()

    assert "07348866221" in page
    assert "6222021907001234567" in page
    assert "unmask" not in page


def test_a_stale_page_says_both_versions_in_words(li_min, li_min_client):
    water, works = (
        CustomerClassFactory(code=c, name=n) for c, n in (("SW", "水务"), ("GC", "工程"))
    )
    customer = CustomerFactory(customer_class=water, version=2)
    typed = {
        "name": customer.name,
        "customer_class": works.pk,
        "settlement_method": "monthly",
        "credit_days": 30,
        "seen_version": 1,
    }

    answer = li_min_client.post(f"{LIST}{customer.pk}/edit/", typed)

    told = {
        str(each["label"]): (each["theirs"], each["mine"]) for each in answer.context["differences"]
    }
    assert answer.status_code == 409
    assert told["客户分类"] == ("SW 水务", "GC 工程")
    assert told["结算方式"] == ("账期", "月结")


def test_a_merge_keeps_a_version_of_each_person_and_address_and_the_trail(db, zhou_ting):
    gone, kept = CustomerFactory(code="G1"), CustomerFactory(code="K1")
    first = ContactFactory(customer=gone, is_primary=True)
    ContactFactory(customer=kept, is_primary=True)
    address = CustomerAddressFactory(customer=gone, is_default=True)
    CustomerAddressFactory(customer=kept, kind=address.kind, is_default=True)
    before = (first.version, address.version, first.history.count())

    customers_merge(actor=zhou_ting, customer=gone, into=kept, at=AT, reason="同一家")

    first.refresh_from_db()
    address.refresh_from_db()
    assert (first.customer, first.is_primary) == (kept, False)
    assert (address.customer, address.is_default) == (kept, False)
    after = (first.version, address.version, first.history.count())
    assert after == tuple(each + 1 for each in before)
    for row in (first, address):
        entry = AuditEntry.objects.about(row).get(verb="customers.customer_merged")
        assert entry.changes == {"customer": [str(gone), str(kept)]}


def test_a_page_opened_before_another_address_became_the_default_is_stale(db, zhou_ting):
    customer = CustomerFactory()
    facts = {"actor": zhou_ting, "at": AT}
    home = address_create(customer=customer, kind="delivery", address="衡阳", **facts)
    seen = home.version
    plant = address_create(
        customer=customer, kind="delivery", address="株洲", is_default=True, **facts
    )

    with pytest.raises(StaleSave):
        address_change(customer_address=home, seen_version=seen, is_default=True, **facts)

    assert customer.addresses.get(is_default=True) == plant
    with pytest.raises(IntegrityError), transaction.atomic():
        CustomerAddress.objects.update(is_default=True)
