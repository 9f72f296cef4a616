"""Log-ins are named as their owner would name them."""

import pytest

from accounts.selectors.browsers import browser_named

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (WINDOWS + "Chrome/130.0 Safari/537.36", "Chrome · Windows"),
        (WINDOWS + "Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU like Mac OS X) MicroMessenger/8",
            "微信 · iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile wxwork/4.1", "企业微信 · Android"),
        ("curl/8.0", "未知"),
        ("", "未知"),
    ],
)
def test_a_browser_is_named_in_two_words(said, named):
    assert browser_named(said) == named
