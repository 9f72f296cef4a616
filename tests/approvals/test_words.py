"""Why something is asked may name a price: who reads these words, and who does not."""

import pytest
from django.urls import reverse

from approvals.factories import FRIDAY_MORNING as AT
from approvals.models import Request
from approvals.panels import RequestPanel
from approvals.services import request_add_reader, request_comment, request_hand_over

WHY, SAID, OWN = "客户要求 8,300，低于限价", "对手报 8,150", "我来发货"


@pytest.fixture
def asked(a_flow, ask, li_min, fang_wen, he_ping):
    """Asked by the assistant, waiting for the sales manager; the factory is to know of it."""
    a_flow("sales_manager")
    request = ask(li_min, title="特价", reason=WHY, amount="8300")
    request_add_reader(actor=li_min, approval=request, people=[he_ping], at=AT)
    request_comment(actor=li_min, approval=request, comment=SAID, at=AT)
    request_comment(actor=he_ping, approval=request, comment=OWN, at=AT)
    return request


def shown(client, request):
    answer = client.get(request.get_absolute_url())
    assert answer.status_code == 200
    return [words for words in (WHY, SAID, OWN) if words in answer.text]


def beside(user, request):
    [each] = RequestPanel().context(request.subject, user)["requests"]
    return [line.shown_comment for line in each["lines"] if line.shown_comment]


def test_the_signer_and_the_maker_read_why(asked, fang_wen, fang_wen_client, li_min_client):
    assert shown(fang_wen_client, asked) == shown(li_min_client, asked) == [WHY, SAID, OWN]
    assert beside(fang_wen, asked) == [WHY, SAID, OWN]


def test_a_reader_without_amounts_sees_who_did_what_and_their_own_words(
    asked, he_ping, he_ping_client
):
    assert shown(he_ping_client, asked) == [OWN]
    assert beside(he_ping, asked) == [OWN]
    page = he_ping_client.get(asked.get_absolute_url()).text
    assert "李敏" in page
    assert "方文" in page


def test_who_is_to_sign_instead_reads_why_though_not_the_amount(
    asked, fang_wen, he_ping, he_ping_client
):
    request_hand_over(actor=fang_wen, approval=asked, to=he_ping, at=AT)

    assert shown(he_ping_client, asked) == [WHY, SAID, OWN]
    assert beside(he_ping, asked) == [WHY, SAID, OWN]
    assert "8,300.00" not in he_ping_client.get(asked.get_absolute_url()).text


@pytest.mark.parametrize("address", ["approval_list", "copied_list"])
def test_the_list_has_no_reason_for_who_may_not_see_amounts(
    asked, he_ping_client, fang_wen_client, address
):
    url = f"{reverse(f'approvals:{address}')}?cols=title,reason"

    assert WHY not in he_ping_client.get(url).text
    if address == "approval_list":
        assert WHY in fang_wen_client.get(url).text
    assert Request.objects.get().reason == WHY
