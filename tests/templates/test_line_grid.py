"""The line grid: keys, paste, look-ups, and amounts equal to the server's."""

import json
import random
from decimal import Decimal

import pytest

from core.money import capital_form, line_amounts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


READ = """cells => cells.map(
    cell => cell.querySelector("input:not([type=hidden])")?.value ?? cell.textContent)"""


def ready(page) -> None:
    """The grid has put the amounts in."""
    page.wait_for_selector("[data-total=gross]:not(:empty)")


def column(page, name: str) -> list[str]:
    return page.eval_on_selector_all(f"[data-grid] tbody [data-col={name}]", READ)


def paste(page, text: str) -> None:
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const options = { clipboardData: data, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def focus(page, row: int, name: str) -> None:
    page.locator(f"[data-grid] tbody tr[data-row] >> nth={row}").locator(
        f"[data-col={name}] input:not([type=hidden])"
    ).focus()


def total(page, name: str) -> str:
    return page.text_content(f"[data-total={name}]").strip()


def test_amounts_appear_at_once_in_the_trades_writing(gallery, seen):
    page = gallery("/lines/")
    ready(page)
    assert column(page, "gross")[:2] == ["20,160.00", "1.01"]
    assert column(page, "tax_rate")[0] == "13%"
    assert column(page, "unit_price")[0] == "1,680.0000"
    assert total(page, "gross") == "20,161.01"
    assert total(page, "capital") == "贰万零壹佰陆拾壹元零壹分"
    page.screenshot(path=seen / "grid.png")


def test_enter_goes_down_and_tab_takes_the_proposal(gallery):
    page = gallery("/lines/")
    ready(page)
    focus(page, 2, "product")
    page.keyboard.type("wq")
    page.wait_for_selector(".bo-options li")
    page.keyboard.press("Enter")
    assert column(page, "product")[2] == "WQ50-15-2.2"
    assert column(page, "specification")[2] == "DN50 H15 2.2kW"
    page.keyboard.type("15")
    page.keyboard.press("Enter")
    assert column(page, "gross")[2] == "18,675.00"
    focus(page, 3, "quantity")
    page.keyboard.press("Control+d")
    assert column(page, "quantity")[3] == "15"
    page.keyboard.press("Control+Shift+d")
    assert column(page, "product")[3] == "WQ50-15-2.2"
    assert column(page, "gross")[3] == "18,675.00"


def test_a_block_with_an_unknown_code_keeps_the_good_rows(gallery, seen):
    page = gallery("/lines/")
    ready(page)
    focus(page, 2, "product")
    block = "WQ50-15-2.2\t15\t1,245\t13%\nISG80-160Z\t8\t2790\t13%\nJX-108-45\t40\t86.5\t13\n" + (
        "ISG50-160A\t1\t100\t0.13\n" * 6
    )
    paste(page, block)
    page.wait_for_selector("[data-guess]")
    assert total(page, "rows") == "10"
    assert total(page, "wrong") == "+ 1 有误"
    assert column(page, "gross")[2:5] == ["18,675.00", "未计入", "3,460.00"]
    assert page.locator("tr.bo-pasted").count() == 9
    page.screenshot(path=seen / "grid-pasted.png")
    page.keyboard.press("F8")
    page.keyboard.press("Alt+1")
    assert total(page, "wrong") == ""
    assert column(page, "product")[3].startswith("ISG80-160")
    assert column(page, "gross")[3] == "22,320.00"


def test_a_paste_is_undone_in_one_step(gallery):
    page = gallery("/lines/")
    ready(page)
    focus(page, 0, "quantity")
    paste(page, "5\t10\n6\tabc\n")
    assert column(page, "quantity")[:2] == ["5", "6"]
    assert page.locator("td.bo-bad").count() == 1
    page.keyboard.press("Control+z")
    assert column(page, "quantity")[:2] == ["12", "3"]
    assert page.locator("td.bo-bad").count() == 0
    assert total(page, "gross") == "20,161.01"


def test_a_block_with_headings_finds_its_columns(gallery):
    page = gallery("/lines/")
    ready(page)
    focus(page, 2, "product")
    paste(page, "数量\t产品编码\t要求交期\n7\tJX-108-45\t2026/12/8\n")
    page.wait_for_selector("[data-grid] tr:nth-child(3) [data-col=name]:not(:empty)")
    assert column(page, "quantity")[2] == "7"
    assert column(page, "due_on")[2] == "2026-12-08"
    assert column(page, "gross")[2] == "605.50"


def test_what_is_sent_is_plain_and_has_no_empty_rows(gallery):
    page = gallery("/lines/")
    ready(page)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    sent = json.loads(page.text_content("body"))
    assert sent["lines-TOTAL_FORMS"] == ["2"]
    assert sent["lines-0-quantity"] == ["12"]
    assert sent["lines-0-unit_price"] == ["1680"]
    assert sent["lines-0-tax_rate"] == ["0.13"]
    assert "lines-2-quantity" not in sent


def test_typing_survives_a_closed_tab_and_is_discarded_on_request(gallery, live_server):
    page = gallery("/lines/")
    ready(page)
    page.fill("#po", "PO-2026-1187")
    focus(page, 2, "quantity")
    page.keyboard.type("9")
    page.wait_for_selector("[data-draft-state]:not(:empty)")
    again = page.context.new_page()
    again.goto(f"{live_server.url}/lines/")
    again.wait_for_selector(".bo-draft-note-place")
    assert again.input_value("#po") == "PO-2026-1187"
    assert column(again, "quantity")[2] == "9"
    again.click(".bo-draft-note-place button")
    assert again.input_value("#po") == ""


def test_prices_without_tax_are_counted_upwards(gallery):
    page = gallery("/lines/")
    ready(page)
    page.select_option("#incl", "0")
    assert total(page, "net") == "20,161.01"
    assert total(page, "gross") == "22,781.94"


def random_lines(count: int) -> list[dict]:
    dice = random.Random(20261120)
    rates = ["0.13", "0.09", "0.06", "0.03", "0.01", "0", "0.0525"]
    lines = []
    for _ in range(count):
        digits = dice.choice([3, 6, 9])
        quantity = Decimal(dice.randrange(-(10**digits), 10**digits)).scaleb(-3)
        price = Decimal(dice.randrange(10 ** dice.choice([3, 6, 9, 13]))).scaleb(-4)
        lines.append(
            {
                "quantity": str(quantity),
                "unitPrice": f"{price:f}",
                "taxRate": dice.choice(rates),
                "includesTax": dice.random() < 0.5,
            }
        )
    return lines


def test_the_browser_counts_as_the_server_to_the_cent(gallery):
    page = gallery("/lines/")
    ready(page)
    lines = random_lines(3000)
    counted = page.evaluate(
        """lines => lines.map(line => {
            const { net, tax, gross } = window.bo.lineAmounts(line);
            return [net, tax, gross].map(String).concat(window.bo.capitalForm(gross));
        })""",
        lines,
    )
    for line, (net, tax, gross, capital) in zip(lines, counted, strict=True):
        wanted = line_amounts(
            quantity=Decimal(line["quantity"]),
            unit_price=Decimal(line["unitPrice"]),
            tax_rate=Decimal(line["taxRate"]),
            includes_tax=line["includesTax"],
        )
        said = [int(amount.scaleb(2)) for amount in wanted]
        assert [int(net), int(tax), int(gross)] == said, line
        assert capital == capital_form(wanted.gross), line
