"""Robots of 企业微信, 钉钉 and 飞书: one request each, to their own hosts and nowhere else.

Plain ``http.client``: it follows no redirect, and tells before which byte a connection broke,
which is the difference between 'failed' and 'uncertain'.
"""

import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, quote_plus, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.models import Notification, Platform, Robot

from .addresses import absolute
from .outcome import Uncertain, Undelivered

TIMEOUT = 10.0
LONGEST = 20.0  # of one message from the first byte to the last
_LONGEST_ANSWER = 64 * 1024
_LONGEST_TEXT = 1800  # bytes; 企业微信 takes 2048
HOSTS: Mapping[str, tuple[str, ...]] = {
    Platform.WECOM: ("qyapi.weixin.qq.com",),
    Platform.DINGTALK: ("oapi.dingtalk.com",),
    Platform.FEISHU: ("open.feishu.cn", "open.larksuite.com"),
}
# What the platforms answer when a group has been written to too often.
_TOO_OFTEN = {45009, 45033, 130101, 410100, 660026, 9499, 11232, 99991400}


def check_address(platform: str, url: str) -> SplitResult:
    """The address in its parts; refuses any host but the platform's own."""
    try:
        parts = urlsplit(url.strip())
        place = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    except ValueError:
        raise BusinessError(_("This is no address of a robot."), field="url") from None
    if place in settings.ROBOT_HOSTS_ALSO:
        return parts
    is_known = parts.hostname in HOSTS.get(platform, ()) and parts.port in {None, 443}
    if parts.scheme != "https" or not is_known or parts.username:
        raise BusinessError(
            _("The address must begin with https:// and one of: %(hosts)s.")
            % {"hosts": ", ".join(HOSTS.get(platform, ()))},
            field="url",
        )
    return parts


def send_to_robot(row: Notification, at: datetime) -> None:
    """Write to the group; raises how it ended when it did not end well."""
    robot = row.robot
    if robot is None or not robot.is_active or not robot.url:
        raise Undelivered(_("This robot is switched off or has no address."), again=False)
    try:
        parts = check_address(robot.platform, robot.url)
    except BusinessError as refusal:
        raise Undelivered(str(refusal), again=False) from refusal
    query, payload = _signed(robot, parts.query, _payload(robot.platform, row), at)
    path = f"{parts.path}?{query}" if query else parts.path
    _judge(*_post(parts, path, json.dumps(payload, ensure_ascii=False).encode()))


def _payload(platform: str, row: Notification) -> dict[str, Any]:
    said = "\n".join(part for part in (row.title, row.text, absolute(row.url)) if part)
    said = said.encode()[:_LONGEST_TEXT].decode(errors="ignore")
    if platform == Platform.FEISHU:
        return {"msg_type": "text", "content": {"text": said}}
    return {"msgtype": "text", "text": {"content": said}}


def _signed(
    robot: Robot, query: str, payload: dict[str, Any], at: datetime
) -> tuple[str, dict[str, Any]]:
    """The request with its signature, where the robot asks for one."""
    secret = robot.secret
    if not secret:
        return query, payload
    if robot.platform == Platform.DINGTALK:
        stamp = str(int(at.timestamp() * 1000))
        sign = quote_plus(_hmac(secret, f"{stamp}\n{secret}"))
        return f"{query}&timestamp={stamp}&sign={sign}", payload
    if robot.platform == Platform.FEISHU:
        stamp = str(int(at.timestamp()))
        return query, {"timestamp": stamp, "sign": _hmac(f"{stamp}\n{secret}", ""), **payload}
    return query, payload


def _hmac(key: str, text: str) -> str:
    made = hmac.new(key.encode(), text.encode(), hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def _post(parts: SplitResult, path: str, body: bytes) -> tuple[int, bytes]:
    """Status and answer. Nothing was sent while the connection did not stand."""
    host, port = str(parts.hostname), parts.port
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        secure = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=secure)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    cut: threading.Timer | None = None
    try:
        try:
            connection.connect()
        except OSError as error:
            raise Undelivered(_("The robot's server cannot be reached."), again=True) from error
        # Each byte resets the time-out: whoever answers in drops is cut off all the same.
        cut = threading.Timer(LONGEST, _cut, [connection.sock])
        cut.start()
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
        answer = connection.getresponse()
        return answer.status, answer.read(_LONGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise Uncertain(_("The robot's server did not answer to the end.")) from error
    finally:
        if cut is not None:
            cut.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _judge(status: int, answer: bytes) -> None:
    """Only a zero in the platform's own answer means that the group has it."""
    code = _code(answer)
    if 200 <= status < 300:
        if code == 0:
            return
        if code is None:
            raise Uncertain(_("The robot's server answered, but not whether it took the message."))
        raise Undelivered(
            _("The platform refused the message (%(code)s).") % {"code": code},
            again=code in _TOO_OFTEN,
        )
    said = _("The robot's server answered %(status)s.") % {"status": status}
    if status in {408, 425, 429, 503} or (status >= 500 and code):
        raise Undelivered(said, again=True)
    if status >= 500:
        raise Uncertain(said)
    raise Undelivered(said, again=False)


def _code(answer: bytes) -> int | None:
    """``errcode`` of 企业微信 and 钉钉, ``code`` of 飞书; None when there is none to read."""
    try:
        read = json.loads(answer)
    except ValueError:
        return None
    if not isinstance(read, dict):
        return None
    for name in ("errcode", "code", "StatusCode"):
        if type(read.get(name)) is int:  # a bare true or false says nothing
            return int(read[name])
    return None
