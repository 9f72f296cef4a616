"""The frame, a list and the log-in, as a person sees and works them."""

import pytest
from axe_core_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def faults_of(page) -> list[str]:
    found = Axe().run(page, options=WCAG)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1280, 390])
@pytest.mark.parametrize("address", ["/rows/", "/lines/", "/forbidden/", "/accounts/login/"])
def test_pages_stand_without_a_fault_of_access(gallery, seen, address, width, theme):
    page = gallery(address, width=width, height=844 if width == 390 else 900, theme=theme)
    page.screenshot(path=seen / f"{address.strip('/').replace('/', '-')}-{width}-{theme}.png")
    assert faults_of(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_the_list_is_worked_by_keys_alone(gallery):
    page = gallery("/rows/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    assert page.text_content("[data-selected-count]") == "2"
    assert page.text_content("[data-selected-sum]") == "309,859.50"
    page.keyboard.press("Escape")
    assert page.is_hidden("[data-selection]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/125/")


def test_slash_searches_and_n_offers_what_is_new(gallery):
    page = gallery("/rows/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "bo-search"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent").startswith("销售订单")
    page.keyboard.press("o")
    page.wait_for_url("**/lines/")


def test_the_theme_is_chosen_once_and_written_by_the_server(gallery, live_server):
    page = gallery("/rows/")
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": live_server.url}])
    page.reload()
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(24, 27, 31)"


def test_the_folded_navigation_shows_its_pages_on_hover(gallery):
    page = gallery("/rows/", width=1280)
    assert page.is_hidden("text=报价单")
    page.hover("a[title='订单']")
    assert page.is_visible("text=报价单")


def test_the_phone_has_the_whole_menu_in_a_drawer(gallery, seen):
    page = gallery("/rows/", width=390, height=844)
    page.click(".bo-bottom [data-act=drawer]")
    assert page.is_visible("#bo-side a[title='资金']")
    page.screenshot(path=seen / "drawer-390.png")
    page.keyboard.press("Escape")
    page.wait_for_selector("#bo-side", state="hidden")


def test_the_sheet_of_keys_opens_on_a_question_mark(gallery, seen):
    page = gallery("/rows/")
    page.keyboard.press("?")
    assert page.is_visible("#bo-shortcuts")
    page.screenshot(path=seen / "shortcuts.png")
    assert faults_of(page) == []


def test_the_language_changes_before_logging_in(gallery):
    page = gallery("/accounts/login/")
    page.click("button[value=en]")
    page.wait_for_load_state()
    assert page.text_content("h1").strip() == "Log in"


@pytest.fixture
def office(li_min_client, wang_jianguo, zhao_lei, zhou_ting, fang_wen, xu_jing):
    """The browser of an assistant, and colleagues to list."""
    return li_min_client


@pytest.mark.parametrize("width", [1440, 390])
def test_generic_pages_stand_in_the_look(gallery, seen, office, zhao_lei, width):
    pages = {
        "list": "/toy/user/",
        "record": f"/toy/user/{zhao_lei.pk}/",
        "form": f"/toy/user/{zhao_lei.pk}/edit/",
        "password": "/accounts/password/change/",
        "factors": "/accounts/2fa/",
    }
    for name, address in pages.items():
        page = gallery(address, width=width, height=900, client=office)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=seen / f"generic-{name}-{width}.png")
        assert faults_of(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_menus_of_a_list_open_over_it(gallery, seen, office):
    page = gallery("/toy/user/", client=office)
    page.keyboard.press("f")
    page.screenshot(path=seen / "generic-filter.png")
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    page.click("[data-menu=columns] summary")
    page.screenshot(path=seen / "generic-columns.png")
    page.click("[data-menu=me] summary")
    page.screenshot(path=seen / "generic-me.png")
    assert faults_of(page) == []
    phone = gallery("/toy/user/", client=office, width=390, height=844)
    phone.click("[data-filter] summary")
    phone.screenshot(path=seen / "generic-filter-390.png")


def test_charts_are_drawn_under_the_policy_and_again_in_the_dark(gallery, seen):
    page = gallery("/charts/", height=1100)
    page.wait_for_selector("[data-chart=pareto] svg text")
    page.screenshot(path=seen / "charts.png")
    before = page.inner_html("[data-chart=trend]")
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.wait_for_timeout(200)
    assert page.inner_html("[data-chart=trend]") != before
    page.hover("[data-chart=pareto]")
    page.screenshot(path=seen / "charts-dark.png")


def test_second_factor_and_states_in_the_look(gallery, seen, office, client):
    for name, address in {"missing": "/missing/", "broken": "/broken/", "mine": "/me/"}.items():
        page = gallery(address, client=office)
        page.screenshot(path=seen / f"state-{name}.png")
        assert faults_of(page) == [], name
    page = gallery("/accounts/2fa/totp/activate/", client=office)
    page.screenshot(path=seen / "state-totp.png", full_page=True)
    assert faults_of(page) == []
