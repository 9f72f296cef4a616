"""Inbox, request and preview in the browser's words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.factories import DeputyFactory, UserFactory
from accounts.services import signature_set
from approvals.factories import FRIDAY_MORNING as AT
from approvals.forms import ReturnForm
from approvals.models import Flow
from approvals.receivers import signatures_on_paper
from approvals.services import (
    request_add_reader,
    request_approve,
    request_reject,
    request_return,
)
from core.attachments import attachment_add, attachment_remove
from core.errors import BusinessError, NotAllowed
from core.models import Attachment
from core.ui import inbox


@pytest.fixture
def waiting(a_flow, ask, li_min, fang_wen):
    a_flow({"role": "sales_manager", "hours": 4}, "executive", skips_repeated=False)
    UserFactory(roles=["executive"], full_name="何总")
    return [ask(li_min, title=f"搬迁 {number}", reason="租约到期") for number in (1, 2)]


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_waits_stands_in_the_inbox_and_is_signed_together(waiting, fang_wen_client):
    html = page(fang_wen_client, "/")
    assert "搬迁 1" in html
    assert "搬迁 2" in html
    keys = [f"approvals.sign:{request.pk}" for request in waiting]
    answer = fang_wen_client.post("/", {"do": "approvals.sign", "ids": keys})
    assert answer.status_code == 302
    assert "搬迁" not in page(fang_wen_client, "/")
    assert {request.steps.exclude(closed_at=None).count() for request in waiting} == {1}


def test_keys_of_others_and_absurd_ones_sign_nothing(waiting, zhou_ting_client):
    keys = [f"approvals.sign:{waiting[0].pk}", "approvals.sign:abc", "approvals.sign:9" + "9" * 30]
    assert zhou_ting_client.post("/", {"do": "approvals.sign", "ids": keys}).status_code == 302
    assert zhou_ting_client.post("/", {"do": "nothing"}).status_code == 404
    assert waiting[0].decisions.count() == 1


def test_each_sees_what_they_sent_read_and_did(
    waiting, li_min, li_min_client, wang_jianguo, wang_jianguo_client, fang_wen, fang_wen_client
):
    request_add_reader(actor=li_min, approval=waiting[0], people=[wang_jianguo], at=AT)
    request_approve(actor=fang_wen, approval=waiting[1], at=AT)
    sent = page(li_min_client, reverse("approvals:sent_list"))
    assert "搬迁 1" in sent
    assert "何总" in sent  # where it stands
    copied = page(wang_jianguo_client, reverse("approvals:copied_list"))
    assert "搬迁 1" in copied
    assert "搬迁 2" not in copied
    assert "搬迁 2" in page(fang_wen_client, reverse("approvals:signed_list"))


def test_a_reader_opening_it_has_read_it(waiting, li_min, wang_jianguo, wang_jianguo_client):
    request = waiting[0]
    request_add_reader(actor=li_min, approval=request, people=[wang_jianguo], at=AT)
    html = page(wang_jianguo_client, request.get_absolute_url())
    assert "租约到期" in html
    assert reverse("approvals:approval_approve", args=[request.pk]) not in html
    assert request.readers.get().read_at is not None


def test_the_signer_decides_on_the_page_and_the_maker_cannot(
    waiting, li_min_client, fang_wen_client
):
    url = reverse("approvals:approval_approve", args=[waiting[0].pk])
    assert url in page(fang_wen_client, waiting[0].get_absolute_url())
    assert url not in page(li_min_client, waiting[0].get_absolute_url())
    assert li_min_client.post(url, {"comment": ""}).status_code == 422
    assert fang_wen_client.post(url, {"comment": "好"}).status_code == 302
    assert waiting[0].decisions.last().comment == "好"


def test_the_admin_says_who_would_have_to_sign(waiting, li_min, tang_wei_client):
    flow = waiting[0].flow_version.flow
    url = reverse("admin:approvals_flow_who", args=[flow.pk])
    assert "方文" in page(tang_wei_client, f"{url}?maker={li_min.pk}&amount=100")


def test_rows_are_put_under_when_they_are_due():
    row = inbox.Row
    groups = [{"rows": [row("a", "/"), row("b", "/", due_at=AT), row("c", "/", due_on=AT.date())]}]
    sections = inbox.sections_of(groups, AT.date())
    assert [(s["key"], [e["row"].text for e in s["rows"]]) for s in sections] == [
        ("today", ["b", "c"]),
        ("open", ["a"]),
    ]


def test_a_comment_brings_papers_that_stand_beside_it(
    waiting, settings, tmp_path, li_min_client, fang_wen_client, wang_jianguo_client
):
    settings.MEDIA_ROOT = tmp_path
    request = waiting[0]
    url = reverse("approvals:approval_comment", args=[request.pk])
    files = [SimpleUploadedFile(f"offer{n}.txt", f"{n} 号报价".encode()) for n in (1, 2)]
    assert li_min_client.post(url, {"comment": "比价见附件", "papers": files}).status_code == 302

    line = request.decisions.last()
    assert [paper.name for paper in line.papers.order_by("id")] == ["offer1.txt", "offer2.txt"]
    html = page(fang_wen_client, request.get_absolute_url())
    assert "offer1.txt" in html
    paper = reverse("core:attachment_file", args=[line.papers.first().pk])
    assert fang_wen_client.get(paper).status_code == 200
    assert wang_jianguo_client.get(paper).status_code == 404


def test_what_was_decided_upon_is_neither_replaced_nor_taken_off(
    waiting, settings, tmp_path, li_min, li_min_client, fang_wen
):
    settings.MEDIA_ROOT = tmp_path
    request = waiting[0]
    offer = SimpleUploadedFile("offer.txt", "报价 100".encode())
    comment = reverse("approvals:approval_comment", args=[request.pk])
    li_min_client.post(comment, {"comment": "见附件", "papers": [offer]})
    request_approve(actor=fang_wen, approval=request, at=AT)
    paper = request.decisions.filter(verdict="commented").get().papers.get()
    replace, remove = (
        reverse(f"core:attachment_{act}", args=[paper.pk]) for act in ("replace", "remove")
    )

    html = page(li_min_client, f"{request.get_absolute_url()}?tab=papers")
    assert "offer.txt" in html
    assert replace not in html
    assert remove not in html
    other = SimpleUploadedFile("offer.txt", "报价 900".encode())
    assert li_min_client.post(replace, {"files": other}).status_code == 403
    assert li_min_client.post(remove, {"reason": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        attachment_remove(actor=li_min, attachment=paper, reason="x", at=AT)
    paper.refresh_from_db()
    assert paper.is_current


def test_what_was_decided_takes_no_more_papers(
    waiting, li_min, fang_wen, li_min_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    request = waiting[0]
    tab = f"{request.get_absolute_url()}?tab=papers"
    add = reverse("core:paper_add", args=["approvals.request", request.pk])
    assert f'action="{add}"' in page(li_min_client, tab)
    request_reject(actor=fang_wen, approval=request, reason="太贵", at=AT)

    assert f'action="{add}"' not in page(li_min_client, tab)
    assert "已有决定，不能再添加附件。" in page(li_min_client, tab)
    with pytest.raises(BusinessError) as refusal:
        attachment_add(
            actor=li_min,
            subject=request,
            kind="paper",
            upload=SimpleUploadedFile("offer.txt", "报价 100".encode()),
            at=AT,
        )
    assert refusal.value.code == "closed"
    sent = {"kind": "paper", "files": SimpleUploadedFile("offer.txt", "报价 100".encode())}
    assert "已有决定" in li_min_client.post(add, sent, follow=True).text
    assert not Attachment.objects.about(request).exists()


def test_a_paper_that_is_refused_keeps_the_comment_out(waiting, li_min_client):
    url = reverse("approvals:approval_comment", args=[waiting[0].pk])
    bad = SimpleUploadedFile("x.html", b"<script>1</script>")
    assert li_min_client.post(url, {"comment": "见附件", "papers": [bad]}).status_code == 422
    assert waiting[0].decisions.count() == 1


def test_colleagues_are_found_by_the_sound_of_their_name(waiting, fang_wen_client):
    UserFactory(username="sx2", full_name="孙晓燕")
    UserFactory(username="sq1", full_name="孙强")
    url = reverse("approvals:user_lookup")
    found = {
        typed: [row["text"] for row in fang_wen_client.get(url, {"q": typed}).json()["results"]]
        for typed in ("sxy", "sunq", "孙", "zzz", "s%")
    }
    assert found == {
        "sxy": ["孙晓燕"],
        "sunq": ["孙强"],
        "孙": ["孙强", "孙晓燕"],
        "zzz": [],
        "s%": [],
    }


def test_words_that_name_nobody_are_told_from_an_empty_field(waiting, fang_wen_client):
    url = reverse("approvals:approval_hand_over", args=[waiting[0].pk])
    html = fang_wen_client.post(url, {"to": "", "to_text": "孙某"}).content.decode()
    assert "请从列表里选一个" in html
    assert 'value="孙某"' in html
    assert "此项必填" in fang_wen_client.post(url, {"to": "", "to_text": " "}).content.decode()


def test_whoever_returns_sees_whom_each_earlier_step_means(waiting, fang_wen, fang_wen_client):
    request_approve(actor=fang_wen, approval=waiting[0], at=AT)
    html = page(fang_wen_client, waiting[0].get_absolute_url())
    assert "转办" not in html
    chief = waiting[0].assignments.waiting().get().person
    form = ReturnForm(user=chief, record=waiting[0])
    labels = [label for _value, label in form.fields["to_step"].choices]
    assert labels[0] == "发起人李敏"
    assert labels[1].endswith(" · 方文")


def test_who_approved_stands_on_paper_with_the_picture_of_their_hand(
    a_flow, ask, settings, tmp_path, li_min, fang_wen
):
    settings.MEDIA_ROOT = tmp_path
    a_flow("sales_manager")
    request = ask(li_min)
    request_approve(actor=fang_wen, approval=request, at=AT)
    assert [(each.name, each.picture) for each in signatures_on_paper(request.subject)] == [
        ("方文", "")
    ]
    sheet = Image.new("L", (300, 120), 255)
    sheet.paste(0, (40, 50, 250, 60))
    held = io.BytesIO()
    sheet.save(held, "PNG")
    signature_set(actor=fang_wen, upload=SimpleUploadedFile("手签.png", held.getvalue()), at=AT)
    written = signatures_on_paper(request.subject)
    assert [each.name for each in written] == ["方文"]
    assert written[0].picture.startswith("data:image/png;base64,")


def test_a_wrong_signer_is_taken_back_on_the_page(waiting, fang_wen, fang_wen_client, zhou_ting):
    request = waiting[0]
    add = reverse("approvals:approval_add_signer", args=[request.pk])
    drop = reverse("approvals:approval_drop_signer", args=[request.pk])
    assert drop not in page(fang_wen_client, request.get_absolute_url())
    fang_wen_client.post(add, {"signer": zhou_ting.pk, "place": "before"})

    assert drop in page(fang_wen_client, request.get_absolute_url())
    assert zhou_ting.full_name in page(fang_wen_client, drop)
    step = request.steps.get(added_by=fang_wen)
    assert fang_wen_client.post(drop, {"step": step.pk}).status_code == 302

    html = page(fang_wen_client, request.get_absolute_url())
    assert "撤回加签" in html
    assert drop not in html


def test_a_signer_who_may_not_see_the_sum_is_chosen_knowingly(
    a_flow, ask, li_min, fang_wen_client, he_ping
):
    a_flow("sales_manager")
    request = ask(li_min, amount="1200.00")
    url = reverse("approvals:approval_add_signer", args=[request.pk])
    given = {"signer": he_ping.pk, "place": "before"}

    answer = fang_wen_client.post(url, given)

    assert answer.status_code == 422
    assert "无权查看金额" in answer.content.decode()
    assert not request.steps.exclude(added_by=None).exists()
    assert fang_wen_client.post(url, {**given, "accepted": "blind"}).status_code == 302
    assert request.steps.get(added_by__username="fang_wen").person == he_ping


STEP = {
    "steps-TOTAL_FORMS": "1",
    "steps-INITIAL_FORMS": "0",
    "steps-0-position": "10",
    "steps-0-name": "经理审批",
    "steps-0-signer": "role",
    "steps-0-role": "sales_manager",
    "steps-0-scope": "all",
    "steps-0-field": "stops",
    "steps-0-comparison": "is",
}


def flow_saved(client, **facts):
    return client.post(
        reverse("admin:approvals_flow_add"),
        {"kind": "orders.stop", "name": "超规则订单", "is_active": "on", **STEP, **facts},
    )


@pytest.mark.parametrize("said", ["信用额度", "credit", " CREDIT "])
def test_what_a_step_looks_at_is_said_in_words(tang_wei_client, said):
    Flow.objects.filter(kind="orders.stop").delete()
    assert flow_saved(tang_wei_client, **{"steps-0-value": said}).status_code == 302
    flow = Flow.objects.get(kind="orders.stop")
    assert flow.steps.get().value == "credit"
    html = page(tang_wei_client, reverse("admin:approvals_flow_change", args=[flow.pk]))
    assert 'value="信用额度"' in html
    assert "限价" in html  # offered too
    flow.steps.update(field="", value="")
    html = page(tang_wei_client, reverse("admin:approvals_flow_change", args=[flow.pk]))
    assert 'name="steps-0-value" value=""' in html


def test_a_word_that_means_nothing_is_refused_at_its_place(tang_wei_client):
    Flow.objects.filter(kind="orders.stop").delete()
    answer = flow_saved(tang_wei_client, **{"steps-0-value": "额度不够"})
    assert "请从以下选择" in answer.content.decode()
    answer = flow_saved(tang_wei_client, **{"steps-0-field": "raise", "steps-0-value": "1"})
    assert "此类申请没有这个字段" in answer.content.decode()
    assert not Flow.objects.filter(kind="orders.stop").exists()


def test_the_preview_offers_the_words(tang_wei_client, fang_wen):
    Flow.objects.filter(kind="orders.stop").delete()
    flow_saved(tang_wei_client, **{"steps-0-value": "信用额度"})
    flow = Flow.objects.get(kind="orders.stop")
    url = reverse("admin:approvals_flow_who", args=[flow.pk])
    asked = {"maker": UserFactory(roles=["assistant"]).pk, "amount": "10"}
    with_stop = tang_wei_client.get(url, {**asked, "stops": ["credit"]}).content.decode()
    assert str(fang_wen) in with_stop.split("submit-row")[1]
    without = tang_wei_client.get(url, {**asked, "stops": ["floor_price"]}).content.decode()
    assert str(fang_wen) not in without.split("submit-row")[1]


def test_a_deputy_reads_in_the_inbox_for_whom_they_sign(
    waiting, fang_wen, fang_wen_client, zhou_ting, zhou_ting_client
):
    DeputyFactory(principal=fang_wen, deputy=zhou_ting)
    assert f"代{fang_wen}" in page(zhou_ting_client, "/")
    assert f"代{fang_wen}" not in page(fang_wen_client, "/")


def test_what_was_returned_leads_its_maker_to_what_is_to_be_mended(
    waiting, fang_wen, fang_wen_client, li_min_client
):
    request = waiting[0]
    request_return(actor=fang_wen, approval=request, reason="附上合同", at=AT)
    hint = "修改后，在该单据上再次提交"
    assert hint in page(li_min_client, request.get_absolute_url())
    assert hint not in page(fang_wen_client, request.get_absolute_url())


def test_the_sheet_of_a_request_tells_its_course_as_its_reader_may_know_it(
    a_flow, ask, li_min, fang_wen, fang_wen_client, he_ping, he_ping_client
):
    a_flow("sales_manager")
    request = ask(li_min, title="搬迁", reason="客户只肯付 8,300", amount="8300.00")
    request_add_reader(actor=li_min, approval=request, people=[he_ping], at=AT)
    request_approve(actor=fang_wen, approval=request, at=AT, comment="按 8,300 办")
    address = reverse("approvals:approval_print", args=[request.pk])
    assert address in page(fang_wen_client, request.get_absolute_url())

    sheet = page(fang_wen_client, address)
    for words in (
        "审批单",
        "搬迁",
        "8,300.00",
        "捌仟叁佰元整",
        "客户只肯付",
        "按 8,300 办",
        "已同意",
    ):
        assert words in sheet, words

    veiled = page(he_ping_client, address)
    assert "搬迁" in veiled
    assert str(fang_wen) in veiled
    for words in ("8,300", "捌仟", "客户只肯付"):
        assert words not in veiled, words
