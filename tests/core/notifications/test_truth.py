"""Each message is shown as sent, failed or uncertain, truly."""

import json
import socket
import time
from datetime import timedelta

import pytest

from core import notifications
from core.errors import BusinessError
from core.models import AuditEntry, Notification

from .conftest import AT
from .servers import HttpServer, SmtpServer, http

State = Notification.State
TAKEN = http(200, '{"errcode": 0, "errmsg": "ok"}')


def tried(row, at=AT):
    notifications.send_one(row.pk, at)
    row.refresh_from_db()
    return row.state


@pytest.mark.parametrize(
    ("server", "state"),
    [
        (HttpServer(TAKEN), State.SENT),
        (HttpServer(TAKEN, TAKEN), State.SENT),  # answers twice: the group has it once
        (HttpServer(http(200, '{"errcode": 93000, "errmsg": "invalid webhook"}')), State.FAILED),
        (HttpServer(http(200, '{"errcode": 45009, "errmsg": "too often"}')), State.QUEUED),
        (HttpServer(http(200, '{"StatusCode": 0, "StatusMessage": "success"}')), State.SENT),
        (HttpServer(http(200, "<html>")), State.UNCERTAIN),
        (HttpServer(http(200, '{"errcode": false}')), State.UNCERTAIN),
        (HttpServer(http(200, '{"errcode": 0')), State.UNCERTAIN),
        (HttpServer("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"), State.UNCERTAIN),
        (HttpServer(http(302, "")), State.FAILED),
        (HttpServer(http(404, "")), State.FAILED),
        (HttpServer(http(429, "")), State.QUEUED),
        (HttpServer(http(500, '{"errcode": -1}')), State.QUEUED),
        (HttpServer(http(500, "")), State.UNCERTAIN),
        (HttpServer(http(503, "")), State.QUEUED),
        (HttpServer(http(504, "")), State.UNCERTAIN),
        (HttpServer(hangs=True), State.UNCERTAIN),
        (HttpServer(hangs_up=True), State.UNCERTAIN),
        (HttpServer("rubbish\r\n\r\n"), State.UNCERTAIN),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_group_message_is_shown_as_what_became_of_it(server, state, robot, queued):
    with server.listening():
        row = queued(robot=robot(server.port))

        assert tried(row) == state

    assert len(server.heard) == 1
    assert bool(row.sent_at) == (state == State.SENT)
    assert bool(row.error) == (state != State.SENT)


def test_who_answers_in_drops_is_cut_off(robot, queued, monkeypatch):
    monkeypatch.setattr("core.notifications.robots.LONGEST", 0.2)
    server = HttpServer(*["HTTP/1.1 200 OK\r\n", *["X: y\r\n"] * 200], pause=0.05)
    with server.listening():
        began = time.monotonic()
        assert tried(queued(robot=robot(server.port))) == State.UNCERTAIN
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("server", "state"),
    [
        (SmtpServer(), State.SENT),
        (SmtpServer(twice="end"), State.SENT),  # the letter was taken once
        (SmtpServer(twice="rcpt"), State.UNCERTAIN),  # out of step from here on
        (SmtpServer(greet="554 no service"), State.QUEUED),
        (SmtpServer(greet=""), State.QUEUED),  # hangs before anything was sent
        (SmtpServer(rcpt="550 no such user"), State.FAILED),
        (SmtpServer(rcpt="451 later"), State.QUEUED),
        (SmtpServer(data="451 later"), State.QUEUED),
        (SmtpServer(end="554 looks like spam"), State.FAILED),
        (SmtpServer(end=""), State.UNCERTAIN),  # hangs with the letter in hand
        (SmtpServer(end=None), State.UNCERTAIN),  # hangs up with the letter in hand
        (SmtpServer(quit=None), State.SENT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_letter_is_shown_as_what_became_of_it(server, state, post_office, queued, li_min):
    with server.listening():
        post_office(server.port)
        row = queued(recipient=li_min)

        assert tried(row) == state

    assert bool(row.sent_at) == (state == State.SENT)
    assert bool(row.error) == (state != State.SENT)


def test_what_nobody_listens_to_is_tried_again_with_growing_pauses_and_then_fails(robot, queued):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    row, at, pauses = queued(robot=robot(port)), AT, []

    while tried(row, at) == State.QUEUED:
        pauses.append((row.send_after_at - at) // timedelta(minutes=1))
        at = row.send_after_at

    assert pauses == [1, 2, 4, 8, 16]
    assert (row.state, row.attempts) == (State.FAILED, 6)
    assert row.error == "无法连接机器人所在的服务器。"


def test_a_host_without_a_name_has_nothing(robot, queued, settings):
    group = robot(1)
    settings.ROBOT_HOSTS_ALSO = ["no.such.host.invalid"]
    group.url = "http://no.such.host.invalid/send?key=1"
    group.save()

    assert tried(queued(robot=group)) == State.QUEUED


def test_nothing_goes_out_before_its_time_or_twice(robot, queued):
    server = HttpServer(TAKEN)
    with server.listening():
        row = queued(robot=robot(server.port))

        assert notifications.send_queued(AT - timedelta(seconds=1)) == 0
        assert notifications.send_queued(AT) == 1
        assert notifications.send_queued(AT + timedelta(hours=1)) == 0
        assert notifications.send_one(row.pk, AT) is False

    assert len(server.heard) == 1


def test_what_a_dead_worker_left_is_uncertain_and_waits_for_a_person(queued, li_min, tang_wei):
    row = queued(recipient=li_min)
    Notification.objects.filter(pk=row.pk).update(state=State.SENDING, claimed_at=AT, attempts=1)

    notifications.sweep(AT + timedelta(minutes=9))
    row.refresh_from_db()
    assert row.state == State.SENDING
    notifications.sweep(AT + timedelta(minutes=11))
    row.refresh_from_db()
    assert (row.state, row.error) == (State.UNCERTAIN, "发送时后台进程中断。")
    notifications.sweep(AT + timedelta(hours=9))
    row.refresh_from_db()
    assert row.state == State.UNCERTAIN

    notifications.resend(actor=tang_wei, notification=row, at=AT + timedelta(hours=10))
    notifications.sweep(AT + timedelta(hours=10))
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 1)
    entry = AuditEntry.objects.get(verb="core.message_resent")
    assert (entry.actor, entry.changes) == (tang_wei, {"state": ["uncertain", "queued"]})
    with pytest.raises(BusinessError):
        notifications.resend(actor=tang_wei, notification=row, at=AT)


@pytest.mark.parametrize("platform", ["dingtalk", "feishu"])
def test_a_robot_with_a_secret_gets_a_signature(platform, robot, queued):
    server = HttpServer(http(200, '{"errcode": 0, "code": 0}'))
    with server.listening():
        assert tried(queued(robot=robot(server.port, platform, secret="SEC1"))) == State.SENT

    head, _, body = server.heard[0].partition(b"\r\n\r\n")
    said = json.loads(body)
    if platform == "dingtalk":
        assert b"timestamp=1795138200000&sign=" in head
        assert said["text"]["content"].startswith("订单退回\n衡阳水电")
    else:
        assert (said["timestamp"], len(said["sign"])) == ("1795138200", 44)
        assert said["content"]["text"].startswith("订单退回")


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://127.0.0.1/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com.evil.example/send",
        "https://qyapi.weixin.qq.com:8443/send",
        "https://me@qyapi.weixin.qq.com/send",
        "https://oapi.dingtalk.com/robot/send",
        "https://[::1/send",
        "ftp://qyapi.weixin.qq.com/send",
        "",
    ],
)
def test_a_robot_is_at_its_platforms_own_host_or_nowhere(url):
    with pytest.raises(BusinessError):
        notifications.check_address("wecom", url)


def test_an_address_that_no_longer_may_be_asked_is_not_asked(robot, queued, settings):
    server = HttpServer(TAKEN)
    with server.listening():
        row = queued(robot=robot(server.port))
        settings.ROBOT_HOSTS_ALSO = []

        assert tried(row) == State.FAILED
    assert server.heard == []
