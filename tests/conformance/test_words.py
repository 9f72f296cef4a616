"""No English stands on a Chinese page: every page with a record on it, as its widest reader."""

import re
from html import unescape

import pytest
from django.test import Client

from core.ui.pages import CreatePage, DetailPage, EditPage, ListPage
from tests.cast import create_person
from tests.conformance.addresses import addresses
from tests.conformance.ground import factories

PAGES = [
    each
    for each in addresses()
    if each.page
    and issubclass(each.page, ListPage | DetailPage | EditPage | CreatePage)
    and set(each.arguments) <= {"pk"}
]
# What a Chinese office writes in Latin letters, and the keys of the keyboard.
KNOWN = {"Alt", "Ctrl", "Enter", "Esc", "Shift", "Tab"}
KNOWN |= {"Excel", "Word", "WeChat", "English", "Internet", "csv", "xls", "xlsx", "doc", "docx"}
KNOWN |= {"pdf", "png", "jpg", "jpeg", "webp", "heic", "ofd", "txt"}
SILENT = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.S)
TOLD = re.compile(r'\b(?:title|aria-label|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"(?<![\w/@.#-])[A-Za-z][a-z]{2,}(?![\w/@#-])")


def english(html: str) -> set[str]:
    """Latin words a reader would see or hear, what is typed data aside."""
    body = SILENT.sub(" ", "<body" + html.partition("<body")[2])
    said = " ".join(TOLD.findall(body))
    text = re.sub(r"<[^>]*>", " ", body)
    return {word for word in WORD.findall(unescape(f"{text} {said}")) if word not in KNOWN}


@pytest.mark.parametrize("each", PAGES, ids=lambda each: each.name)
@pytest.mark.django_db
def test_a_chinese_page_has_no_english_words(each):
    made = each.model is not None and not issubclass(each.page, CreatePage)
    record = factories()[each.model]() if made else None
    own = " ".join(str(v) for v in vars(record).values()) if record is not None else ""
    seen = set()
    for name in ("li_min", "tang_wei", "shen_yan"):
        user = create_person(name)
        if not each.page.is_for(user):
            continue
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = browser.get(each.url(record.pk if record is not None else 1))
        if answer.status_code == 200:
            seen |= english(answer.content.decode())

    assert {word for word in seen if word not in own} == set()


def test_the_search_for_english_finds_it():
    page = '<head>Head</head><body class="x"><p title="Closed">Order 订单 SO-1</p><b>draft</b>'

    assert english(page) == {"Closed", "Order", "draft"}
