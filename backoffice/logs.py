"""Keeps telephones, bank accounts, tokens and passwords out of every log line."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = "[hidden]"
SECRET_NAMES = re.compile(
    r"passw|secret|token|authorization|cookie|csrf|api_?key|signature"
    r"|phone|mobile|wechat|e?mail|birthday|id_?card|bank|iban|account_number|otp|totp",
    re.IGNORECASE,
)
SECRET_TEXTS = [
    # Addresses of public links and whatever follows a question mark.
    (re.compile(r"(?<=[/=])[A-Za-z0-9_-]{20,}(?=[/?&\s'\")]|$)"), HIDDEN),
    (re.compile(r"\?[^\s'\"<>]*=[^\s'\"<>]*"), "?" + HIDDEN),
    (re.compile(r"\b(?:[a-z][a-z0-9+.-]*://)[^\s/:@]*:[^\s/@]+@"), f"//{HIDDEN}@"),
    (re.compile(r"\b(?:Bearer|Basic|Token)\s+[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE), HIDDEN),
    # Identity cards, bank accounts, mobile and fixed telephones, in this order.
    (re.compile(r"(?<![\w.-])\d{17}[\dXx](?![\w-])"), HIDDEN),
    (re.compile(r"(?<![\w.-])\d{4}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,7})?(?![\w-])"), HIDDEN),
    (re.compile(r"(?<![\w.-])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\w-])"), HIDDEN),
    (re.compile(r"(?<![\w.-])0\d{2,3}-\d{7,8}(?![\w-])"), HIDDEN),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), HIDDEN),
]


def without_secrets(value: Any, name: str = "") -> Any:
    """The value with everything that must not be logged replaced."""
    if name and SECRET_NAMES.search(name) and value not in (None, "", True, False):
        return HIDDEN
    if isinstance(value, str):
        for pattern, instead in SECRET_TEXTS:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, MutableMapping):
        return {key: without_secrets(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [without_secrets(item) for item in value]
    if value is None or isinstance(value, int | float):
        return value
    return without_secrets(str(value))


KEPT = {"timestamp", "level", "logger", "request_id", "code"}


def hide_secrets(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The last processor before a line is written."""
    for name, value in event.items():
        if name not in KEPT:
            event[name] = without_secrets(value, name)
    return event


def leave_out_health(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Machines ask every few seconds; a good answer is no news."""
    asked = str(event.get("request", ""))
    if asked.endswith((" /health/", " /metrics")) and event.get("code", 200) == 200:
        raise structlog.DropEvent
    return event
