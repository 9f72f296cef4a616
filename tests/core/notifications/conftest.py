"""A kind of message, and a group robot that lives on this machine."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from core import notifications
from core.clock import SHANGHAI
from core.models import Channel, Notification, Robot
from core.notifications import kinds, robots, sending

AT = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kinds of these tests alone, time-outs that a test can wait for, no worker."""
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(robots, "TIMEOUT", 0.3)
    monkeypatch.setattr(sending, "hand_over", [])
    notifications.kind("toy.note", "A note", channels=(Channel.PAGE, Channel.EMAIL))
    notifications.kind("toy.group", "For groups", for_groups=True)
    notifications.kind("toy.must", "Always on the page", mandatory=True)


@pytest.fixture
def robot(db: None, settings: Any) -> Callable[..., Robot]:
    """A robot at a server of this machine."""

    def made(port: int, platform: str = "wecom", secret: str = "") -> Robot:
        settings.ROBOT_HOSTS_ALSO = [f"127.0.0.1:{port}"]
        found = Robot(name=f"{platform} {port}", platform=platform, kinds=["toy.group"])
        found.url = f"http://127.0.0.1:{port}/cgi-bin/webhook/send?key=k-1"
        found.secret = secret
        found.save()
        return found

    return made


@pytest.fixture
def queued(db: None) -> Callable[..., Notification]:
    """A message that waits to be sent."""

    def made(**to: Any) -> Notification:
        given = {"kind": "toy.note", "channel": Channel.EMAIL, **to}
        if given.get("robot"):
            given["channel"] = Channel.ROBOT
        return Notification.objects.create(
            title="订单退回", text="衡阳水电", url="/orders/order/7/", created_at=AT,
            send_after_at=AT, **given,
        )  # fmt: skip

    return made


@pytest.fixture
def post_office(settings: Any) -> Callable[[int], None]:
    """Letters go to a server of this machine."""

    def at(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 0.3

    return at
