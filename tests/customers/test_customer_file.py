"""A messy customer file: what comes in, what is refused and why, what is only said."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from core.imports import ledger
from core.imports.answering import errors_of, notes_of
from core.imports.batches import batch_check, batch_confirm, batch_open
from core.models import AuditEntry, ImportBatch
from customers.factories import ContactFactory, CustomerFactory, OwnerPeriodFactory
from customers.models import Contact, Customer
from tests.customers.messy_file import credit_code, messy_workbook, phone

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def bring(actor, content, name="客户.xlsx", **more):
    opened = batch_open(
        actor=actor, ledger=ledger("customers"), file_name=name, content=content, at=AT, **more
    )
    batch_check(actor=actor, batch=opened.batch, at=AT, opened=opened)
    return opened.batch


def sheet(*rows):
    return "\n".join(",".join(row) for row in rows).encode()


@pytest.fixture
def archive(wang_jianguo, central_china):
    """A customer that has a phone of the file, and one with a name alike."""
    holder = CustomerFactory(code="A1", name="长沙老客户", short_name="长沙老客户", phone=phone(0))
    CustomerFactory(code="A2", name="株洲00001号泵", match_name="株洲00001号", short_name="株洲")
    return holder


def test_every_row_of_a_messy_file_gets_an_answer(archive, zhou_ting):
    batch = bring(zhou_ting, messy_workbook(300))

    told = Counter(error["reason"] for error in errors_of(batch, ledger("customers")))
    notes = {note["row"]: note["note"] for note in notes_of(batch)}
    assert batch.counts == {"rows": 300, "new": 279, "changed": 0, "same": 3, "error": 18}
    assert told["必须填写"] == 3
    assert told["这不是电子邮箱地址。"] == 3
    assert told["这是谁的联系方式？缺联系人姓名。"] == 3
    assert told["第 11 行也用了该代码。"] == told["可能与第 21 行是同一家。"] == 1
    assert sum(told.values()) == 18
    assert notes[3] == f"{archive} 已有这个电话。"
    assert notes[32] == "第 31 行也有这个电话。"
    assert notes[4] == "名称开头与客户 A2 相同。"
    assert notes[82] == "与第 81 行重复，但不同在：客户名称、统一社会信用代码、城市…"


def test_the_good_rows_come_in_with_their_people_and_the_second_time_nothing_changes(
    archive, zhou_ting, wang_jianguo
):
    batch = bring(zhou_ting, messy_workbook(60))
    batch_confirm(actor=zhou_ting, batch=batch, at=AT, keep_good=True)

    customer = Customer.objects.get(code="K000059")
    people = customer.contacts.order_by("pk").values_list("name", "role", "phone", "is_primary")
    assert customer.credit_days == 30
    assert customer.owner == wang_jianguo
    assert list(people) == [
        ("谭59", "采购经理", phone(178), True),
        ("李59", "", phone(179), False),
    ]
    assert Contact.history.count() == Contact.objects.count()
    again = bring(zhou_ting, messy_workbook(60))
    assert (again.new_count, again.changed_count) == (0, 0)


def test_a_known_contact_is_changed_and_an_empty_cell_changes_nothing(zhou_ting):
    customer = CustomerFactory(code="A1", name="长沙老客户")
    kept = ContactFactory(customer=customer, name="谭工", phone="13800000001", wechat="tan")
    ContactFactory(customer=customer, name="老李", phone="13800000002")
    content = sheet(
        ("客户编号", "客户名称", "联系人", "联系人手机", "微信"),
        ("A1", "长沙老客户", "谭工", "13900000009", ""),
    )

    batch = bring(zhou_ting, content, "客户.csv")
    batch_confirm(actor=zhou_ting, batch=batch, at=AT)

    kept.refresh_from_db()
    entry = AuditEntry.objects.about(customer).get(verb="changed by import")
    assert (kept.phone, kept.wechat, kept.version) == ("13900000009", "tan", 2)
    assert customer.contacts.count() == 2
    assert entry.changes == {"contact_phone": ["…", "…"]}


def test_who_may_not_read_a_phone_does_not_read_it_from_the_preview(zhou_ting, zhou_ting_client):
    customer = CustomerFactory(code="A1", name="长沙老客户", phone="13800000001")
    ContactFactory(customer=customer, name="谭工", phone="13800000002")
    content = sheet(
        ("客户编号", "客户名称", "电话", "联系人", "联系人手机"),
        ("A1", "长沙老客户", "13900000008", "谭工", "13900000009"),
    )

    batch = bring(zhou_ting, content, "客户.csv")
    page = zhou_ting_client.get(f"/imports/batch/{batch.pk}/").content.decode()

    assert batch.changed_count == 1
    assert "13800000001" not in page
    assert "13800000002" not in page
    assert "••••••" in page


def test_the_command_says_the_same(archive, zhou_ting, tmp_path, capsys):
    file = tmp_path / "客户.xlsx"
    file.write_bytes(messy_workbook(40))

    with pytest.raises(SystemExit):
        call_command("import_file", "customers", file, user=zhou_ting.username, format="json")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows"], answer["new"], answer["error"]) == (40, 38, 2)
    assert {"row": 32, "note": "第 31 行也有这个电话。"} in answer["notes"]


def test_rows_to_look_at_have_a_tab_of_their_own(archive, zhou_ting, zhou_ting_client):
    batch = bring(zhou_ting, messy_workbook(40))
    address = f"/imports/batch/{batch.pk}/"

    assert "待看一眼" in zhou_ting_client.get(address).content.decode()
    noted = zhou_ting_client.get(f"{address}?state=noted").content.decode()
    assert "第 31 行也有这个电话。" in noted
    assert "K000020" not in noted
    assert ImportBatch.objects.count() == 1


HEADS = ("客户编号", "客户名称", "统一社会信用代码", "城市")


def test_a_customer_without_a_code_gets_the_next_one_in_a_file_as_in_the_form(li_min):
    CustomerFactory(code="C00002", name="衡阳老客户")
    content = sheet(
        HEADS,
        ("", "长沙水泵一厂", "", "长沙"),
        ("C00003", "岳阳阀门厂", "", "岳阳"),
        ("", "常德机电厂", "", "常德"),
    )

    batch = bring(li_min, content, "客户.csv")
    batch_confirm(actor=li_min, batch=batch, at=AT)

    codes = dict(Customer.objects.values_list("name", "code"))
    assert codes == {
        "衡阳老客户": "C00002",
        "长沙水泵一厂": "C00001",
        "岳阳阀门厂": "C00003",
        "常德机电厂": "C00004",
    }
    again = bring(li_min, content, "客户.csv")
    assert again.counts == {"rows": 3, "new": 0, "changed": 0, "same": 3, "error": 0}


def test_a_file_may_have_no_column_of_codes_at_all(li_min):
    batch = bring(li_min, sheet(HEADS[1:2], ("长沙水泵一厂",), ("常德机电厂",)), "客户.csv")
    batch_confirm(actor=li_min, batch=batch, at=AT)

    assert sorted(Customer.objects.values_list("code", flat=True)) == ["C00001", "C00002"]


def test_without_a_code_a_known_customer_is_found_by_credit_code_else_by_name(li_min):
    CustomerFactory(
        code="A1",
        name="长沙老客户",
        match_name="长沙老客户",
        credit_code=credit_code(1),
        city="长沙",
    )
    CustomerFactory(code="A2", name="衡阳老客户", city="衡阳")
    for code in ("A3", "A4"):
        CustomerFactory(code=code, name="株洲两家同名", match_name=code)
    content = sheet(
        HEADS,
        ("", "长沙新名字厂", credit_code(1), "湘潭"),
        ("", "衡阳老客户", credit_code(2), "衡阳"),
        ("", "株洲两家同名", "", "株洲"),
        ("", "长沙老客户", credit_code(3), "长沙"),
    )

    batch = bring(li_min, content, "客户.csv")

    reasons = [(error["row"], error["reason"]) for error in errors_of(batch, ledger("customers"))]
    assert batch.counts == {"rows": 4, "new": 0, "changed": 2, "same": 0, "error": 2}
    assert reasons == [
        (4, "有几个客户叫这个名称：请填写客户编号。"),
        (5, "可能是已有客户 A1。"),
    ]
    batch_confirm(actor=li_min, batch=batch, at=AT, keep_good=True)
    known = Customer.objects.in_bulk(["A1", "A2"], field_name="code")
    assert (known["A1"].name, known["A1"].city) == ("长沙新名字厂", "湘潭")
    assert known["A2"].credit_code == credit_code(2)


def test_a_row_without_a_code_that_repeats_another_counts_once(li_min):
    content = sheet(
        HEADS,
        ("", "长沙水泵一厂", credit_code(1), "长沙"),
        ("", "长沙水泵一厂", "", "长沙"),
        ("K7", "长沙第一水泵制造", credit_code(1), "长沙"),
        ("", "长沙水泵一厂", credit_code(2), "长沙"),
    )

    batch = bring(li_min, content, "客户.csv")

    assert batch.counts == {"rows": 4, "new": 2, "changed": 0, "same": 2, "error": 0}


OWNERS = ("客户编号", "客户名称", "业务员")


def test_another_salesperson_in_a_file_is_a_hand_over(zhou_ting, wang_jianguo, zhao_lei):
    customer = CustomerFactory(code="A1", name="长沙老客户", owner=wang_jianguo)
    OwnerPeriodFactory(customer=customer, owner=wang_jianguo)
    content = sheet(OWNERS, ("A1", "长沙老客户", "赵磊"))

    batch_confirm(actor=zhou_ting, batch=bring(zhou_ting, content, "客户.csv"), at=AT)

    periods = customer.owner_periods.order_by("from_on").values_list("owner", "from_on", "to_on")
    assert list(periods) == [
        (wang_jianguo.pk, date(2026, 1, 1), date(2026, 11, 19)),
        (zhao_lei.pk, date(2026, 11, 20), None),
    ]


def test_an_assistant_hands_nobody_over_by_file(li_min, wang_jianguo, zhao_lei):
    CustomerFactory(code="A1", name="长沙老客户", owner=wang_jianguo)

    batch = bring(li_min, sheet(OWNERS, ("A1", "长沙老客户", "赵磊")), "客户.csv")

    (error,) = errors_of(batch, ledger("customers"))
    assert error["reason"] == "客户由内勤主管或销售经理移交；请保持此列原样。"


def test_an_empty_cell_takes_no_customer_away(li_min, wang_jianguo):
    CustomerFactory(code="A1", name="长沙老客户", owner=wang_jianguo)
    CustomerFactory(code="A2", name="衡阳老客户", match_name="衡阳老客户", owner=wang_jianguo)
    content = sheet(OWNERS, ("A1", "长沙老客户", ""), ("A2", "衡阳老客户甲", ""))

    batch = bring(li_min, content, "客户.csv")
    batch_confirm(actor=li_min, batch=batch, at=AT)

    assert (batch.same_count, batch.changed_count) == (1, 1)
    assert set(Customer.objects.values_list("owner", flat=True)) == {wang_jianguo.pk}


def test_the_code_of_a_merged_customer_is_named_with_the_one_it_went_into(li_min):
    kept = CustomerFactory(code="A1", name="长沙老客户")
    CustomerFactory(code="A2", name="衡阳老客户", merged_into=kept)

    batch = bring(li_min, sheet(HEADS[:2], ("A2", "衡阳老客户")), "客户.csv")

    assert [error["reason"] for error in errors_of(batch, ledger("customers"))] == [
        "该客户已并入 A1。"
    ]


def test_two_new_classes_that_begin_alike_are_two(zhou_ting):
    long = "华中大区湖南省衡阳市蒸湘区重点工程项目客户"
    content = sheet(
        ("客户编号", "客户名称", "片区"),
        ("A1", "甲", f"{long}一"),
        ("A2", "乙", f"{long}二"),
        ("A3", "丙", long * 4),
    )

    batch = bring(zhou_ting, content, "客户.csv", is_historical=True)
    batch_confirm(actor=zhou_ting, batch=batch, at=AT, keep_good=True)

    regions = dict(Customer.objects.values_list("code", "region__name"))
    assert regions == {"A1": f"{long}一", "A2": f"{long}二"}
    assert batch.error_count == 1


def test_the_preview_says_in_words_what_was_there(zhou_ting, wang_jianguo, zhao_lei):
    CustomerFactory(code="A1", name="长沙老客户", owner=wang_jianguo, settlement_method="prepaid")
    content = sheet((*OWNERS, "结算方式"), ("A1", "长沙老客户", "赵磊", "月结"))

    batch = bring(zhou_ting, content, "客户.csv")

    outcome = batch.staged.get().outcome
    assert outcome == {"before": {"owner": "王建国", "settlement_method": "款到发货"}}


def test_what_a_customer_keeps_back_comes_with_the_file(zhou_ting):
    heads = ("客户编码", "客户名称", "质保金比例", "质保期（月）")
    rows = (("A1", "长沙新客户", "5%", "18"), ("A2", "株洲新客户", "", ""))
    batch = bring(zhou_ting, sheet(heads, *rows), "客户.csv")
    batch_confirm(actor=zhou_ting, batch=batch, at=AT)
    terms = Customer.objects.order_by("code").values_list("retention_rate", "retention_months")
    assert list(terms) == [(Decimal("0.05"), 18), (Decimal(0), 12)]


HEADINGS = (
    "客户编码",
    "客户名称",
    "地址",
    "收货人",
    "收货电话",
    "开票地址",
    "客户来源",
    "经营范围",
)
ROW = ("C9", "衡阳水泵厂", "蒸湘北路 8 号", "罗师傅", "13807346621", "解放路 1 号", "展会", "水泵")


def test_a_plain_address_is_where_goods_go(zhou_ting):
    batch = bring(zhou_ting, sheet(HEADINGS, ROW), name="客户.csv")
    batch_confirm(actor=zhou_ting, batch=batch, at=AT)

    customer = Customer.objects.get(code="C9")
    address = customer.addresses.get()
    assert (
        address.kind,
        address.address,
        address.recipient,
        address.phone,
        address.is_default,
    ) == (
        "delivery",
        "蒸湘北路 8 号",
        "罗师傅",
        "13807346621",
        True,
    )
    assert (customer.invoice_address, customer.source, customer.business_scope) == (
        "解放路 1 号",
        "展会",
        "水泵",
    )


def test_the_same_address_comes_in_once_and_another_is_added(zhou_ting):
    for row, counts in (
        (ROW, {"new": 1, "changed": 0, "same": 0}),
        (ROW, {"new": 0, "changed": 0, "same": 1}),
        ((*ROW[:3], "陈师傅", *ROW[4:]), {"new": 0, "changed": 1, "same": 0}),
        ((*ROW[:2], "船山路 2 号", *ROW[3:]), {"new": 0, "changed": 1, "same": 0}),
    ):
        batch = bring(zhou_ting, sheet(HEADINGS, row), name="客户.csv")
        batch_confirm(actor=zhou_ting, batch=batch, at=AT)
        assert {name: batch.counts[name] for name in counts} == counts

    stored = Customer.objects.get(code="C9").addresses.order_by("id")
    assert [(each.address, each.recipient, each.is_default) for each in stored] == [
        ("蒸湘北路 8 号", "陈师傅", True),
        ("船山路 2 号", "罗师傅", False),
    ]


def test_a_recipient_without_an_address_is_asked_where(zhou_ting):
    batch = bring(zhou_ting, sheet(HEADINGS, (*ROW[:2], "", *ROW[3:])), name="客户.csv")
    assert [error["reason"] for error in errors_of(batch, ledger("customers"))] == [
        "收到哪里？缺收货地址。"
    ]


def test_what_is_typed_of_a_customer_is_read_on_its_page(li_min_client):
    customer = CustomerFactory(
        business_scope="水泵制造与销售", province="湖南省", note="月底前不收款"
    )
    page = li_min_client.get(f"/customers/customer/{customer.pk}/").text
    for text in ("水泵制造与销售", "湖南省", "月底前不收款"):
        assert text in page
