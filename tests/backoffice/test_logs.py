"""No secret reaches a log line."""

import pytest

from backoffice.logs import HIDDEN, hide_secrets, without_secrets


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("call 13812345678 now", f"call {HIDDEN} now"),
        ("call +86 138 1234 5678 now", f"call {HIDDEN} now"),
        ("phone 0755-26891234", f"phone {HIDDEN}"),
        ("card 6222 0212 3456 7890 123", f"card {HIDDEN}"),
        ("card 6222021234567890123", f"card {HIDDEN}"),
        ("id 11010519491231002X", f"id {HIDDEN}"),
        ("GET /customers/?q=13812345678&x=1", f"GET /customers/?{HIDDEN}"),
        ("GET /p/Zm9vYmFyYmF6cXV4MTIzNDU2/", f"GET /p/{HIDDEN}/"),
        ("Bearer abcdefghijklmnop", HIDDEN),
        ("postgres://user:word@host/db", f"//{HIDDEN}@host/db"),
        ("to li.na@example.cn", f"to {HIDDEN}"),
        ("order SO-202611-00012 of 2026-11-22, 1234567.89", None),
        ("GET /orders/12345678/", None),
    ],
)
def test_secrets_are_replaced_and_the_rest_stays(text, written):
    assert without_secrets(text) == (text if written is None else written)


def test_secrets_are_known_by_their_name_too():
    event = {"event": "saved", "password": "x", "data": {"phone": "88", "wechat_id": "a", "n": 3}}
    assert hide_secrets(None, "info", event) == {
        "event": "saved",
        "password": HIDDEN,
        "data": {"phone": HIDDEN, "wechat_id": HIDDEN, "n": 3},
    }
