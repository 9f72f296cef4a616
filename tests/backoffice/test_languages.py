"""Three languages: Simplified, Traditional made from it, English."""

import pytest

from core.catalogues.compiling import traditional

WORDS = {"zh-hans": "客户档案", "zh-hant": "客戶檔案", "en": "Customer archive"}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.django_db
def test_a_page_is_in_the_readers_language(li_min, li_min_client, language):
    li_min_client.post("/people/preferences/", {"language": language})

    page = li_min_client.get("/customers/customer/").content.decode()
    assert f"<h1>{WORDS[language]}" in page


def test_traditional_chooses_by_the_word():
    assert traditional("发货、头发、应收账款、系统管理员") == "發貨、頭髮、應收賬款、系統管理員"
