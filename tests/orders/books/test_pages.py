"""The custody book on its pages, and in the dialog of the invoice."""

from orders.enums import InvoiceKind, InvoiceStatus
from orders.models import Invoice, InvoiceBook
from tests.core.api.conftest import Caller

from .commands import (
    AT,
    CODE,
    issue,
    spoil,
)


def test_it_goes_its_way_on_pages(li_min_client, li_min, zhou_ting, time_machine, application):
    time_machine.move_to(AT)
    typed = {
        "kind": "paper_special",
        "code": CODE,
        "first_number": "00012301",
        "last_number": "00012310",
        "keeper": li_min.pk,
        "received_on": "2026-11-20",
    }
    made = li_min_client.post("/orders/invoice-book/create/", typed)
    book = InvoiceBook.objects.get()
    own = f"/orders/invoice-book/{book.pk}/"
    assert made["Location"] == own
    again = li_min_client.post("/orders/invoice-book/create/", typed)
    assert again.status_code == 422
    assert str(book) in again.text
    run = {"first_number": "00012302", "on": "2026-11-23", "reason": "打印错位"}
    li_min_client.post(f"{own}spoil/", run)
    issue(li_min, application(), "00012304")
    page = li_min_client.get(own).text
    assert "00012301</span>、<span" in page  # skipped, with 00012303
    assert Invoice.objects.get().application_number in page
    assert "打印错位" in page
    assert f"{own}restore/" not in page  # that is for the supervisor
    refusal = li_min_client.post(f"{own}spoil/", {**run, "first_number": "00012304"})
    assert refusal.status_code == 422
    hand = {"taker": zhou_ting.pk, "on": "2026-11-24"}
    li_min_client.post(f"{own}hand-on/", hand)
    assert zhou_ting.full_name in li_min_client.get(f"{own}?tab=keepers").text
    assert "00012301" in li_min_client.get("/orders/invoice-book/?view=skipped").text


def test_the_next_own_paper_stands_in_the_dialog(
    book, li_min_client, li_min, time_machine, application
):
    time_machine.move_to(AT)
    paper = li_min_client.get(f"/orders/invoice/{application().pk}/issue/").text
    assert 'value="00012301"' in paper
    assert f'value="{CODE}"' in paper
    digital = application(kind=InvoiceKind.DIGITAL_SPECIAL)
    assert "00012301" not in li_min_client.get(f"/orders/invoice/{digital.pk}/issue/").text


def test_a_number_of_no_book_is_ticked(book, li_min_client, time_machine, application):
    time_machine.move_to(AT)
    invoice = application()
    address = f"/orders/invoice/{invoice.pk}/issue/"
    typed = {"number": "００012311", "code": CODE, "on": "2026-11-24"}
    asked = li_min_client.post(address, typed)
    assert asked.status_code == 422
    assert "00012311" in asked.text
    wrong = li_min_client.post(address, typed | {"accepted": f"no-book-{CODE}-00012312"})
    assert wrong.status_code == 422
    li_min_client.post(address, typed | {"accepted": f"no-book-{CODE}-00012311"})
    invoice.refresh_from_db()
    assert (invoice.status, invoice.number) == (InvoiceStatus.ISSUED, "00012311")


def test_a_paper_of_another_kind_is_ticked(book, li_min_client, time_machine, application):
    time_machine.move_to(AT)
    address = f"/orders/invoice/{application(kind=InvoiceKind.PAPER_ORDINARY).pk}/issue/"
    typed = {"number": "00012301", "code": CODE, "on": "2026-11-24"}
    assert li_min_client.post(address, typed).status_code == 422
    typed["accepted"] = f"kind-{CODE}-00012301"
    assert li_min_client.post(address, typed).status_code in {200, 204, 302}


def test_a_code_without_books_asks_nothing(book, li_min_client, time_machine, application):
    time_machine.move_to(AT)
    invoice = application()
    typed = {"number": "00012311", "code": "4300231131", "on": "2026-11-24"}
    li_min_client.post(f"/orders/invoice/{invoice.pk}/issue/", typed)
    invoice.refresh_from_db()
    assert invoice.status == InvoiceStatus.ISSUED


def test_a_refusal_of_a_gone_paper_stands_at_its_field(
    book, li_min, li_min_client, time_machine, application
):
    time_machine.move_to(AT)
    spoil(li_min, book, "00012301")
    typed = {"number": "00012301", "code": CODE, "on": "2026-11-24"}
    answer = li_min_client.post(f"/orders/invoice/{application().pk}/issue/", typed)
    assert answer.status_code == 422
    assert "00012301 已于 2026-11-23" in answer.text


def test_other_programs_keep_the_book_too(db, sun_xiaoyan, time_machine):
    time_machine.move_to(AT)
    program = Caller("li_min")
    typed = {"code": CODE, "first_number": "00012301", "last_number": "00012310"}
    typed |= {"keeper": program.user.pk, "received_on": "2026-11-20"}
    assert program.send("invoice-books", **typed).status_code == 201
    assert program.send("invoice-books", **typed).status_code == 409
    own = f"invoice-books/{InvoiceBook.objects.get().pk}"
    run = {"first_number": "00012301", "last_number": "00012302", "reason": "打印错位"}
    assert program.send(f"{own}/spoil", **run).status_code == 200
    assert program.send(f"{own}/spoil", **run).json()["code"] == "paper_gone"
    assert program.send(f"{own}/hand-back", first_number="00012310").status_code == 200
    assert program.send(f"{own}/restore", **run).status_code == 403
    assert program.send(f"{own}/hand-on", taker=sun_xiaoyan.pk).status_code == 200
    told = program.get(own).json()
    assert (told["left"], told["next_number"], told["keeper_id"]) == (7, "00012303", sun_xiaoyan.pk)
