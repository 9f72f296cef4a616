"""The frame of every page and what templates may not hold."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from core import assets

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    path
    for path in ROOT.rglob("*.html")
    if not {".venv", "node_modules", "var", "dist"} & set(path.relative_to(ROOT).parts)
)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
DATA_BLOCK = re.compile(r"<script[^>]*type=\"application/json\"")

MENU = [
    {"label": "Inbox", "icon": "inbox", "url": "/inbox/", "count": 12, "is_late": True},
    {
        "label": "Orders",
        "icon": "order",
        "url": "/orders/",
        "is_current": True,
        "children": [{"label": "Sales orders", "url": "/orders/order/", "is_current": True}],
    },
]


def frame(rf: RequestFactory, **context) -> str:
    request = rf.get("/")
    request.user = AnonymousUser()
    return render_to_string("base.html", context, request=request)


def test_the_frame_stands_without_menu_search_or_period(rf):
    page = frame(rf)
    assert 'id="main"' in page
    assert 'data-bs-theme="auto"' in page


def test_the_current_page_is_marked_once(rf):
    page = frame(rf, menu=MENU)
    side = page[page.index("<aside") : page.index("</aside>")]
    assert side.count('aria-current="page"') == 1
    assert re.search(r'bo-n bo-late" title="[^"]+">12<', side)


def test_the_choice_of_the_reader_decides_the_theme(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    request.COOKIES["theme"] = "dark"
    assert 'data-bs-theme="dark"' in render_to_string("base.html", {}, request=request)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_styles_scripts_or_handlers_of_its_own(path):
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert not re.search(r"<[^>]*\sstyle=", text)
    assert not re.search(r"<[^>]*\son[a-z]+=[\"']", text)
    assert "<style" not in text
    assert "javascript:" not in text
    for opening in re.findall(r"<script[^>]*>", text):
        assert "src=" in opening or DATA_BLOCK.match(opening)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 120


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (ROOT / "static" / "public" / "icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= drawn


def test_pages_come_plain_before_a_build(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "manifest.json")
    assert assets.style_urls("app") == []
    assert assets.script_url("app") == ""


def test_every_word_of_the_scripts_is_offered_for_translation():
    spoken = {
        text
        for path in (ROOT / "static" / "src").rglob("*.js")
        for text in re.findall(r"\bt\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8"))
    }
    offered = set(
        re.findall(
            r"\{% translate \"([^\"]+)\" as word %\}",
            (ROOT / "templates" / "frame" / "words.html").read_text(encoding="utf-8"),
        )
    )
    assert spoken == offered


def test_the_words_of_the_scripts_are_a_whole_table(rf):
    page = frame(rf)
    block = re.search(
        r"<script type=\"application/json\" id=\"bo-words\">(.*?)</script>", page, re.S
    )
    assert json.loads(block[1])["Pasted {rows} rows."] == "粘贴了 {rows} 行。"
