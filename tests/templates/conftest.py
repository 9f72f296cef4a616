"""A browser before the pages of the gallery."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from core import assets

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Generator:
    """The system's Chromium; a loud skip without it or before a build."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    if not assets.MANIFEST.exists():
        pytest.skip("the assets are not built: npm ci && npm run build")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def gallery(chromium, live_server, settings):
    """``gallery("/rows/", width=390)`` opens a page; a complaint of the browser fails the test."""
    settings.ROOT_URLCONF = "tests.templates.pages"
    settings.STATICFILES_DIRS = [Path(settings.BASE_DIR) / "static" / "dist"]
    complaints: list[str] = []
    contexts = []

    def opened(
        address: str, *, width: int = 1440, height: int = 900, theme: str = "light", client=None
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN"
        )
        contexts.append(context)
        if client:
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{said.text} {said.location}") if said.type == "error" else None
            ),
        )
        page.goto(f"{live_server.url}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    allowed = ("404", "403", "500", "401")
    assert [text for text in complaints if not any(code in text for code in allowed)] == []


@pytest.fixture
def seen(tmp_path_factory) -> Path:
    """Where pictures go when LOOK_AT names a folder."""
    folder = Path(os.environ.get("LOOK_AT") or tmp_path_factory.mktemp("seen"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
