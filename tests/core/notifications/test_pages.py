"""The bell, its list, and the page of what did not arrive."""

import pytest

from core import notifications
from core.models import AuditEntry, Notification, Robot
from core.notifications import Message

from .conftest import AT
from .servers import HttpServer, http

pytestmark = pytest.mark.django_db
State = Notification.State


@pytest.fixture
def told(li_min, zhou_ting):
    for n in range(3):
        message = Message(f"第{n}条", url=f"/orders/order/?q={n}")
        notifications.notify("toy.must", [li_min, zhou_ting], message, at=AT)
    return Notification.objects.filter(recipient=li_min).order_by("pk")


def test_the_bell_counts_what_is_unread_and_opening_reads_it(told, li_min_client):
    page = li_min_client.get("/notification/").content.decode()
    assert "3 条未读消息" in page
    assert "第2条" in page

    answer = li_min_client.get(f"/notification/{told[0].pk}/open/")

    assert answer["Location"] == "/orders/order/?q=0"
    assert "2 条未读消息" in li_min_client.get("/notification/").content.decode()


def test_a_colleagues_message_is_not_found(told, zhou_ting_client, tang_wei_client):
    for browser in (zhou_ting_client, tang_wei_client):
        assert browser.get(f"/notification/{told[0].pk}/open/").status_code == 404
    assert told.filter(read_at=None).count() == 3


def test_all_are_read_at_once_and_only_mine(told, li_min_client, zhou_ting):
    li_min_client.post("/notification/read-all/")

    assert told.filter(read_at=None).count() == 0
    assert Notification.objects.filter(recipient=zhou_ting, read_at=None).count() == 3


def test_who_watches_over_the_sending_sees_how_it_ended_but_not_what_it_says(
    queued, li_min, tang_wei_client, li_min_client
):
    row = queued(recipient=li_min)
    Notification.objects.filter(pk=row.pk).update(state=State.UNCERTAIN, error="断线")

    page = tang_wei_client.get("/message/").content.decode()

    assert "不确定" in page
    assert "断线" in page
    assert "订单退回" not in page
    assert li_min_client.get("/message/").status_code == 403
    tang_wei_client.post("/message/", {"do": "notification_resend", "ids": [row.pk]})
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.QUEUED, 0)


def test_choices_are_made_in_the_profile(li_min, li_min_client):
    page = li_min_client.get("/people/profile/").content.decode()
    assert "A note" in page

    li_min_client.post("/people/messages/", {"ways": ["toy.note:email", "no.such:page", "x"]})

    chosen = dict(notifications.choices_of(li_min))
    by_name = {kind.name: ways for kind, ways in chosen.items()}
    assert by_name["toy.note"] == {"page": False, "email": True}


def test_the_administrator_sets_a_robot_up_tests_it_and_never_sees_its_address_again(
    tang_wei_client, settings
):
    server = HttpServer(http(200, '{"errcode": 0}'))
    with server.listening():
        url = f"http://127.0.0.1:{server.port}/send?key=very-secret"
        form = {"name": "销售群", "platform": "wecom", "url": url, "is_active": "on"}
        refused = tang_wei_client.post("/admin/core/robot/add/", form)
        assert "https://" in refused.content.decode()
        settings.ROBOT_HOSTS_ALSO = [f"127.0.0.1:{server.port}"]
        tang_wei_client.post("/admin/core/robot/add/", form)
        robot = Robot.objects.get()
        tang_wei_client.post(
            "/admin/core/robot/", {"action": "send_test", "_selected_action": [robot.pk]}
        )

    assert len(server.heard) == 1
    assert Notification.objects.get().state == State.SENT
    page = tang_wei_client.get(f"/admin/core/robot/{robot.pk}/change/").content.decode()
    assert "very-secret" not in page
    assert "very-secret" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    kept = {"name": "销售群", "platform": "wecom", "url": "", "is_active": "on"}
    tang_wei_client.post(f"/admin/core/robot/{robot.pk}/change/", kept)
    robot.refresh_from_db()
    assert robot.url == url
