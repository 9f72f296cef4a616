"""The pictures of the README, taken from the demo company: ``python -m tests.browser.screenshots``.

The company is built around a fixed day, on which the clocks of server and browser stand too, so
the pictures change only when the pages do.
"""

import argparse
import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.office import ROOT, browser, desk, logged_in, site

FOLDER = ROOT / "docs" / "images"
LARGEST = 250_000
HEIGHT = 800
ORDERS = 800
FILE = ("订单号,客户编码,订单日期,产品编码,数量,含税单价\n"
        "XS-2611-01,C00012,{day},ISG100-120,12,4830\n"
        "XS-2611-01,C00012,{day},JX25-100,30,68\n"
        "XS-2611-02,C00031,{day},WQ25-100,4,1180\n"
        "XS-2611-03,C09999,{day},WQ25-100,两台,1180\n")  # fmt: skip


def nothing(_page: Any) -> None:
    """The page as it opens."""


def type_order(page: Any) -> None:
    """A customer by pinyin, two lines by code and one that does not exist."""
    page.keyboard.type("hy", delay=30)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.click("[data-col=product] input:not([type=hidden])")
    for code, quantity in (("ISG100-120", "12"), ("WQ25-100", "4"), ("JX25-100", "30")):
        page.keyboard.type(code, delay=20)
        page.wait_for_selector("[role=option]")
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        while page.evaluate("document.activeElement.closest('td')?.dataset.col") != "quantity":
            page.keyboard.press("Tab")
        page.keyboard.type(quantity)
        page.keyboard.press("Enter")
        while page.evaluate("document.activeElement.closest('td')?.dataset.col") != "product":
            page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(600)


def open_first(page: Any) -> None:
    page.click("tr[data-href] a")
    page.wait_for_load_state("networkidle")


def open_note(page: Any) -> None:
    open_first(page)
    page.click("a[href*='/print/']")
    page.click("a[href='?prices=1']")
    page.wait_for_load_state("networkidle")


def upload(page: Any) -> None:
    """Three orders, one with a customer and a quantity that are wrong."""
    text = FILE.format(day="2026-11-20").encode()
    page.set_input_files(
        "input[type=file]", {"name": "orders.csv", "mimeType": "text/csv", "buffer": text}
    )
    page.click("main form[enctype] button")
    page.wait_for_load_state("networkidle")
    with contextlib.suppress(Exception):  # straight to the preview where the columns are clear
        page.click("main form .bo-btn-pri", timeout=3000)
        page.wait_for_load_state("networkidle")


@dataclass(frozen=True)
class Picture:
    name: str
    person: str
    path: str
    width: int = 1440
    work: Callable[[Any], None] = nothing


PICTURES = [
    Picture("dashboard", "fangwen", "/reports/dashboard/"),
    Picture("orders", "limin", "/orders/order/"),
    Picture("order-entry", "limin", "/orders/order/create/", work=type_order),
    Picture("order", "limin", "/orders/order/?status=released&sort=ordered_on", work=open_first),
    Picture("import", "limin", "/imports/orders/", work=upload),
    Picture("delivery-note", "limin", "/orders/shipment/?status=signed", 960, open_note),
    Picture("phone-inbox", "limin", "/", 390),
    Picture("phone-orders", "limin", "/orders/order/", 390),
    Picture("phone-order", "limin", "/orders/order/?status=released", 390, open_first),
]


def take(started: Any, url: str, picture: Picture, state: Any, today: str) -> None:
    context = desk(started, state, picture.width)
    context.clock.set_fixed_time(f"{today}T02:00:00Z")
    page = context.new_page()
    if picture.width > HEIGHT:
        page.set_viewport_size({"width": picture.width, "height": HEIGHT})
    page.goto(url + picture.path)
    page.wait_for_load_state("networkidle")
    picture.work(page)
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(path=target, animations="disabled", caret="hide")
    context.close()
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)} {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{target.name} has {size} bytes; {LARGEST} are allowed.")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("--url", help="a running site with the demo company")
    parser.add_argument("--today", default="2026-11-20", help="the day the company is built around")
    parser.add_argument("--only", action="append", choices=[each.name for each in PICTURES])
    told = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    place = (
        contextlib.nullcontext(told.url.rstrip("/"))
        if told.url
        else site(orders=ORDERS, today=told.today)
    )
    wanted = [each for each in PICTURES if not told.only or each.name in told.only]
    with place as url, browser() as started:
        states = {each.person: logged_in(started, url, each.person) for each in wanted}
        for each in wanted:
            take(started, url, each, states[each.person], told.today)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
