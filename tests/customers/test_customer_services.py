"""The customer archive: what is refused, what is kept, who owned whom."""

from datetime import UTC, date, datetime

import pytest

from core.errors import BusinessError, StaleSave
from core.models import AuditEntry
from customers import services
from customers.models import Customer
from customers.selectors import doubles_of, match_name, shown_contacts

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
GOOD_CODE = "91110000600037341L"


def create(actor, **fields):
    return services.customer_create(actor=actor, on=ON, at=AT, **{"name": "甲公司", **fields})


def test_a_new_customer_gets_the_next_code_and_its_owners_region(li_min, wang_jianguo):
    customer = create(li_min, name=" 衡阳水电设备安装有限公司 ", owner=wang_jianguo)

    assert (customer.code, customer.name) == ("C00001", "衡阳水电设备安装有限公司")
    assert customer.region == wang_jianguo.region
    assert customer.name_initials == "hysdsbazyxgs"
    assert [p.owner for p in customer.owner_periods.all()] == [wang_jianguo]
    assert customer.history.count() == 1
    assert AuditEntry.objects.filter(verb="customers.customer_created").count() == 1


def test_codes_that_a_file_brought_along_are_not_given_again(li_min):
    for number in (1, 2, 3, 5):
        create(li_min, name=f"导入{number}", code=f"C{number:05}")

    assert [create(li_min, name=name).code for name in ("新一", "新二")] == ["C00004", "C00006"]


def test_a_wrong_credit_code_is_refused_at_its_field(li_min):
    with pytest.raises(BusinessError) as refusal:
        create(li_min, credit_code="91110000600037341X")

    assert refusal.value.field == "credit_code"
    assert Customer.objects.count() == 0


def test_a_known_credit_code_names_its_customer(li_min):
    create(li_min, credit_code=GOOD_CODE)

    with pytest.raises(BusinessError) as refusal:
        create(li_min, name="乙公司", credit_code=GOOD_CODE.lower())

    assert refusal.value.code == "known_credit_code"
    assert Customer.objects.count() == 1


def test_two_customers_without_credit_code_are_fine(li_min):
    create(li_min, credit_code="")
    create(li_min, name="乙公司", credit_code="  ")

    assert Customer.objects.filter(credit_code=None).count() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青岛海润水务集团有限公司", "青岛海润水务（集团）有限责任公司"),
        ("ＡＢＣ泵业", "abc 泵业公司"),
        ("宁波北仑化工泵业", "宁波·北仑化工泵业有限公司"),
    ],
)
def test_names_that_differ_in_dressing_are_doubles(li_min, one, other):
    customer = create(li_min, name=one)

    assert match_name(one) == match_name(other)
    assert [d.customer for d in doubles_of(name=other)] == [customer]


def test_a_stale_save_is_refused(li_min, zhou_ting):
    customer = create(li_min)
    services.customer_change(actor=zhou_ting, customer=customer, on=ON, at=AT, city="衡阳")

    with pytest.raises(StaleSave):
        services.customer_change(
            actor=li_min, customer=customer, on=ON, at=AT, seen_version=1, city="长沙"
        )

    assert Customer.objects.get().city == "衡阳"


def test_a_hand_over_gives_all_customers_of_the_leaver(zhou_ting, wang_jianguo, zhao_lei):
    first = create(zhou_ting, owner=wang_jianguo)
    create(zhou_ting, name="乙公司", owner=wang_jianguo)

    count = services.customers_hand_over(
        actor=zhou_ting,
        leaver=wang_jianguo,
        successor=zhao_lei,
        on=date(2026, 12, 1),
        at=AT,
        reason="离职",
    )

    periods = [(p.owner, p.to_on) for p in first.owner_periods.order_by("from_on")]
    assert count == 2
    assert Customer.objects.filter(owner=zhao_lei).count() == 2
    assert periods == [(wang_jianguo, date(2026, 11, 30)), (zhao_lei, None)]


def test_a_merged_record_stays_and_points_to_the_other(zhou_ting):
    kept, gone = create(zhou_ting), create(zhou_ting, name="乙公司", credit_code=GOOD_CODE)
    services.contact_create(actor=zhou_ting, customer=gone, at=AT, name="谭工")

    services.customers_merge(actor=zhou_ting, customer=gone, into=kept, at=AT, reason="同一家")

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.merged_into, gone.credit_code, kept.credit_code) == (kept, None, GOOD_CODE)
    assert [c.name for c in kept.contacts.all()] == ["谭工"]
    assert list(Customer.objects.open()) == [kept]


def test_only_owner_and_assistants_read_a_phone(li_min, wang_jianguo, fang_wen):
    customer = create(li_min, owner=wang_jianguo)
    services.contact_create(
        actor=li_min, customer=customer, at=AT, name="谭工", phone="13807346621"
    )

    def read(user):
        return shown_contacts(customer=customer, user=user)[0]["phone"]

    assert [read(u) for u in (li_min, wang_jianguo, fang_wen)] == [
        "13807346621",
        "13807346621",
        "138****6621",
    ]


def test_erasing_a_contact_reaches_its_kept_versions(zhou_ting):
    customer = create(zhou_ting)
    contact = services.contact_create(
        actor=zhou_ting, customer=customer, at=AT, name="谭工", phone="13807346621"
    )

    services.contact_erase(actor=zhou_ting, contact=contact, at=AT, reason="本人要求")

    assert set(contact.history.values_list("phone", flat=True)) == {""}


def test_the_accountant_reads_nothing_of_a_contact(li_min, sun_xiaoyan):
    customer = create(li_min)
    services.contact_create(
        actor=li_min, customer=customer, at=AT, name="谭工", phone="13807346621"
    )

    shown = shown_contacts(customer=customer, user=sun_xiaoyan)[0]

    assert (shown["phone"], shown["wechat"], shown["email"]) == ("", "", "")


def test_the_trail_keeps_no_personal_details_that_could_not_be_erased(zhou_ting):
    customer = create(zhou_ting)
    facts = {"actor": zhou_ting, "at": AT}
    contact = services.contact_create(customer=customer, name="谭工", **facts)

    services.contact_change(
        contact=contact, birthday=date(1984, 5, 6), note="爱喝茶", phone="13807346621", **facts
    )

    changes = AuditEntry.objects.get(verb="customers.contact_changed").changes
    assert changes == {key: ["…", "…"] for key in ("birthday", "note", "phone")}


def test_a_stale_save_of_an_address_is_refused(zhou_ting):
    facts = {"actor": zhou_ting, "at": AT}
    address = services.address_create(customer=create(zhou_ting), address="蒸湘路 1 号", **facts)
    services.address_change(
        customer_address=address, address="蒸湘路 2 号", seen_version=1, **facts
    )

    with pytest.raises(StaleSave):
        services.address_change(
            customer_address=address, address="蒸湘路 3 号", seen_version=1, **facts
        )


def test_who_left_is_not_the_primary_contact_and_a_new_one_is(zhou_ting):
    customer, facts = create(zhou_ting), {"actor": zhou_ting, "at": AT}
    first = services.contact_create(customer=customer, name=" 谭工 ", **facts)
    services.contact_change(contact=first, has_left=True, **facts)
    second = services.contact_create(customer=customer, name="老李", **facts)
    third = services.contact_create(customer=customer, name="小周", is_primary=True, **facts)

    people = customer.contacts.order_by("pk").values_list("name", "is_primary", "has_left")

    assert list(people) == [("谭工", False, True), ("老李", False, False), ("小周", True, False)]
    assert [second.history.count(), third.history.count()] == [2, 1]


def test_a_contact_without_a_name_is_refused(li_min):
    with pytest.raises(BusinessError) as refusal:
        services.contact_create(actor=li_min, customer=create(li_min), at=AT, name="  ")

    assert refusal.value.field == "name"


@pytest.mark.parametrize(
    ("command", "facts"),
    [
        (services.customer_change, {"city": "衡阳", "on": ON}),
        (services.customer_move, {"to": "lost"}),
        (services.customer_unblock, {"reason": "还要订货"}),
        (services.credit_request, {"limit": 1000, "reason": "还要订货"}),
        (services.contact_create, {"name": "谭工"}),
        (services.address_create, {"address": "解放大道 88 号"}),
    ],
)
def test_a_merged_record_is_left_as_it_is(zhou_ting, command, facts):
    kept, gone = create(zhou_ting), create(zhou_ting, name="乙公司")
    services.customers_merge(actor=zhou_ting, customer=gone, into=kept, at=AT, reason="同一家")

    with pytest.raises(BusinessError) as refusal:
        command(actor=zhou_ting, customer=gone, at=AT, **facts)

    assert refusal.value.code == "merged"


def test_a_merged_record_is_not_handed_over(zhou_ting, wang_jianguo, zhao_lei):
    kept, gone = create(zhou_ting), create(zhou_ting, name="乙公司", owner=wang_jianguo)
    services.customers_merge(actor=zhou_ting, customer=gone, into=kept, at=AT, reason="同一家")
    facts = {"actor": zhou_ting, "on": ON, "at": AT, "reason": "离职"}

    with pytest.raises(BusinessError):
        services.owner_change(customer=gone, owner=zhao_lei, **facts)
    with pytest.raises(BusinessError):
        services.customers_hand_over(leaver=wang_jianguo, successor=zhao_lei, **facts)

    gone.refresh_from_db()
    assert gone.owner == wang_jianguo
