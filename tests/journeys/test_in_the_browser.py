"""李敏 types an order by keyboard in a real browser, and 周婷 verifies it there."""

import re
import shutil
from decimal import Decimal

import pytest
from playwright.sync_api import expect, sync_playwright

from core import assets
from orders.enums import OrderStatus
from orders.models import Order

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASTED = "产品编码\t数量\t单价\nISG65-160A\t12\t2,380.00\nJX-108\t30\t170.35\n"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_desk(live_server, settings):
    """``at_desk(client)``: a page in which that client's person is logged in."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    if not assets.MANIFEST.exists():
        pytest.skip("the assets are not built: npm ci && npm run build")
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "static" / "dist"]
    complaints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def opened(client, path):
            context = browser.new_context(
                viewport={"width": 1440, "height": 900}, base_url=live_server.url, locale="zh-CN"
            )
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(path)
            return page

        yield opened
        browser.close()
    assert complaints == []


def test_an_order_is_typed_pasted_submitted_and_verified(
    company, at_desk, li_min_client, zhou_ting_client
):
    page = at_desk(li_min_client, "/orders/order/create/")
    page.keyboard.type("hysd")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.click("[data-col=product] input:not([type=hidden])")
    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    page.keyboard.press("Control+V")
    expect(page.locator("[data-total=gross]")).to_have_text("33,670.50")
    expect(page.locator("[data-grid]")).to_contain_text("机械密封")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/order/\d+/$"))

    order = Order.objects.get()
    assert (order.status, order.number) == (OrderStatus.SUBMITTED, order.number)
    assert order.gross_amount == Decimal("33670.50")
    expect(page.locator("#main")).to_contain_text("已提交，等复核")

    desk = at_desk(zhou_ting_client, f"/orders/order/{order.pk}/verify/")
    for answer in desk.query_selector_all("input[type=radio][value=ok]"):
        answer.check()
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url(lambda url: "/verify/" not in url)
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED


def test_a_code_brings_its_name_and_price(company, at_desk, li_min_client):
    page = at_desk(li_min_client, "/orders/order/create/")
    page.keyboard.type("hysd")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.click("[data-col=product] input:not([type=hidden])")
    page.keyboard.type("jx-1")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    expect(page.locator("[name=lines-0-unit_price]")).to_have_value(re.compile(r"^170\.35"))


def test_rows_under_other_headings_come_in_and_what_is_unknown_is_named(
    company, at_desk, li_min_client
):
    page = at_desk(li_min_client, "/orders/order/create/")
    page.keyboard.type("hysd")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # from the head into the first line
    block = "品号\t包装\t订货数量\t交货日期\nJX-108\t木箱\t30\t2026/12/20\n"
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.keyboard.press("Control+V")
    expect(page.locator("[data-total=gross]")).to_have_text("5,110.50")
    expect(page.locator("[data-grid-note]")).to_contain_text("没有贴入：包装")
    page.keyboard.press("Control+s")  # the hand stays where it was
    page.wait_for_url(re.compile(r"/edit/$"))
    expect(page.locator("[name=lines-0-product_text]")).to_be_focused()


def test_a_hand_faster_than_the_list_loses_nothing(company, at_desk, li_min_client):
    page = at_desk(li_min_client, "/orders/order/create/")
    page.keyboard.type("hysd")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("JX-108")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    expect(page.locator("[data-total=gross]")).to_have_text("5,110.50")
    expect(page.locator("[name=lines-0-quantity]")).to_have_value("30")
